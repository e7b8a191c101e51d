import type { SigningOrder } from "../../server/services/signature/order.ts";
import { failureOf } from "./failure.ts";
import { trpc } from "./trpc-client.ts";

/** What came of something that has to be signed. */
export type DoneOrPrepared<T> =
  | { readonly done: T }
  /** Where its operator signs it with a key of its own. */
  | { readonly sign: string };

/** Does what has to be signed; where the operator's key is outside, prepares it and answers where it is signed. */
export async function doneOrPrepared<T>(
  deed: () => Promise<T>,
  order: SigningOrder,
): Promise<DoneOrPrepared<T>> {
  try {
    return { done: await deed() };
  } catch (error) {
    if (failureOf(error).refusal !== "SIGNED_OUTSIDE") throw error;
    const { id } = await trpc.signature.prepare.mutate(order);
    const bench = order.purpose === "opinion" || order.purpose === "sale" ? "/authority" : "/console/keys";
    return { sign: `${bench}/signing/${id}` };
  }
}

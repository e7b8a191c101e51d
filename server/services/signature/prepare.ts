import { eq } from "drizzle-orm";
import { operatorKey, pendingSignature } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Signer } from "../../platform/signer.ts";
import { kidHeldOutside } from "../../platform/signer.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { newId } from "../new-id.ts";
import { basisOf } from "./basis.ts";
import type { SigningOrder } from "./order.ts";
import { actionOf, carryOut } from "./order.ts";
import type { PendingDraft } from "./stored.ts";
import { sealDraft } from "./stored.ts";

/** What now waits for signatures. */
export interface PreparedSignature {
  readonly id: string;
  readonly kid: string;
  /** How many texts are to be signed. */
  readonly count: number;
}

/**
 * Prepares what an operator signs outside. The order is carried out up to the signatures by the verb that would do all of it
 * with a key of the registry's, and taken back; the texts that were to be signed are kept with the moment and the chance
 * they were made of. `enterSignature` carries out the same order once more, with the signatures: so there is one way to
 * release and to issue, and what is entered went through every check at the moment it is entered.
 *
 * Refuses whatever the verb refuses; `SIGNED_HERE` where the operator's newest key needs no signature from outside.
 */
export async function prepareSignature(ctx: Context, order: SigningOrder): Promise<PreparedSignature> {
  demand(ctx, actionOf[order.purpose], null);
  const issuedAt = ctx.now();
  const drawn: Uint8Array[] = [];
  const { signer, wanted } = noting(ctx.signer);
  const drafting: Context = {
    ...ctx,
    ...{ issuedAt, signer },
    randomBytes: (count) => {
      const bytes = ctx.randomBytes(count);
      drawn.push(bytes);
      return bytes;
    },
  };
  const kid = await outsideKeyOf(drafting, order);
  const [key] = await ctx.db.select().from(operatorKey).where(eq(operatorKey.kid, kid));
  if (key === undefined) throw new Error("A key that was to sign is not there.");
  const draft: PendingDraft = {
    order,
    issuedAt: issuedAt.toISOString(),
    chance: Buffer.concat(drawn).toString("base64"),
    inputs: wanted.filter((one) => one.kid === kid).map(({ input }) => input),
  };
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(pendingSignature).values({
      ...{ id, operatorId: key.operatorId, kid, purpose: order.purpose },
      declarationId: order.purpose === "release" ? order.id : null,
      draft: sealDraft(ctx, id, draft),
      basisDigest: await basisOf(tx, key.operatorId, draft),
      createdBy: ctx.caller.userId,
      createdAt: issuedAt,
    });
    await recordDeed(ctx, tx, {
      action: "signature.prepare",
      subject: id,
      operatorId: key.operatorId,
      detail: { purpose: order.purpose, kid },
    });
  });
  return { id, kid, count: draft.inputs.length };
}

/** Carries the order out until a key outside is wanted, and takes everything back. */
async function outsideKeyOf(ctx: Context, order: SigningOrder): Promise<string> {
  try {
    await ctx.db.transaction(async (tx) => {
      await carryOut({ ...ctx, db: tx }, order);
      throw new Refusal(
        "SIGNED_HERE",
        "Nothing has to be signed outside: the newest key of this operator signs at the registry.",
      );
    });
  } catch (error) {
    const kid = kidHeldOutside(error);
    if (kid === null) throw error;
    return kid;
  }
  throw new Error("A transaction that always ends with an error has ended without one.");
}

interface Wanted {
  readonly kid: string;
  readonly input: string;
}

/** Notes every text before it is signed: texts of one version are asked for together, and the first refusal ends them all. */
function noting(inner: Signer): { readonly signer: Signer; readonly wanted: readonly Wanted[] } {
  const wanted: Wanted[] = [];
  return {
    wanted,
    signer: {
      sign(kid, bytes) {
        wanted.push({ kid, input: new TextDecoder().decode(bytes) });
        return inner.sign(kid, bytes);
      },
    },
  };
}

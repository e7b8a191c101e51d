import { eq } from "drizzle-orm";
import { operatorKey, pendingSignature } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Signer } from "../../platform/signer.ts";
import { kidHeldOutside } from "../../platform/signer.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { newId } from "../new-id.ts";
import { placeholderSignature } from "../operator/checking-crypto.ts";
import { basisOf } from "./basis.ts";
import type { SigningOrder } from "./order.ts";
import { actionOf, carryOut } from "./order.ts";
import type { PendingDraft } from "./stored.ts";
import { sealDraft } from "./stored.ts";

/** Most texts of one order: three for each battery of the longest transfer. */
export const mostTexts = 1500;

/** What now waits for signatures. */
export interface PreparedSignature {
  readonly id: string;
  readonly kid: string;
  /** How many texts are to be signed. */
  readonly count: number;
}

/**
 * Prepares what an operator signs outside. The order is rehearsed: the verb that would do all of it with a key of the
 * registry's does all of it, with a placeholder for each signature of a key outside, and everything is taken back. The texts
 * are kept with the moment and the chance they were made of. `enterSignature` carries out the same order once more, with the
 * signatures: so there is one way to release and to issue, and what is entered went through every check at the moment it is
 * entered.
 *
 * Refuses whatever the verb refuses; `SIGNED_HERE` where the operator's newest key needs no signature from outside.
 */
export async function prepareSignature(ctx: Context, order: SigningOrder): Promise<PreparedSignature> {
  demand(ctx, actionOf[order.purpose], null);
  const issuedAt = ctx.now();
  const drawn: Uint8Array[] = [];
  const { signer, wanted } = noting(ctx.signer);
  await rehearse(
    {
      ...ctx,
      ...{ issuedAt, signer, isRehearsal: true },
      randomBytes: (count) => {
        const bytes = ctx.randomBytes(count);
        drawn.push(bytes);
        return bytes;
      },
    },
    order,
  );
  const texts = wanted();
  const kids = new Set(texts.map(({ kid }) => kid));
  const [kid] = kids;
  if (kid === undefined)
    throw new Refusal(
      "SIGNED_HERE",
      "Nothing has to be signed outside: the newest key of this operator signs at the registry.",
    );
  if (kids.size > 1) throw new Error("An order is signed with one key of one operator.");
  const [key] = await ctx.db.select().from(operatorKey).where(eq(operatorKey.kid, kid));
  if (key === undefined) throw new Error("A key that was to sign is not there.");
  const draft: PendingDraft = {
    order,
    issuedAt: issuedAt.toISOString(),
    chance: Buffer.concat(drawn).toString("base64"),
    inputs: texts.map(({ input }) => input),
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

/** Carries the order out and takes everything back. */
async function rehearse(ctx: Context, order: SigningOrder): Promise<void> {
  const over = new Error("A rehearsal is taken back.");
  try {
    await ctx.db.transaction(async (tx) => {
      await carryOut({ ...ctx, db: tx }, order);
      throw over;
    });
  } catch (error) {
    if (error !== over) throw error;
  }
}

interface Wanted {
  readonly kid: string;
  readonly input: string;
}

/** Notes every text that a key outside has to sign, and answers with the placeholder; every other key signs as ever. */
function noting(inner: Signer): { readonly signer: Signer; readonly wanted: () => readonly Wanted[] } {
  // Texts of one version are asked for together: each keeps its place, whichever is answered first.
  const asked: (Wanted | null)[] = [];
  return {
    wanted: () => asked.flatMap((one) => one ?? []),
    signer: {
      async sign(kid, bytes) {
        const place = asked.push(null) - 1;
        try {
          return await inner.sign(kid, bytes);
        } catch (error) {
          if (kidHeldOutside(error) === null) throw error;
          asked[place] = { kid, input: new TextDecoder().decode(bytes) };
          return placeholderSignature();
        }
      },
    },
  };
}

import { and, eq, isNull } from "drizzle-orm";
import { pendingSignature } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { readBroughtSignature } from "../../domain/record/brought-signature.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import { checkSignature } from "../../domain/record/jws.ts";
import { asBrought } from "./brought.ts";
import type { Signer } from "../../platform/signer.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { RefusalCode } from "../../refusal.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { basisOf } from "./basis.ts";
import type { CarriedOut } from "./order.ts";
import { carryOut } from "./order.ts";
import type { PendingDraft } from "./stored.ts";
import { dropPending, loadPending, noneWaits } from "./stored.ts";

export interface BroughtSignatures {
  readonly id: string;
  /** One for each text, in the order of the texts; see `readBroughtSignature`. */
  readonly signatures: readonly string[];
}

/** What was signed outside and entered. */
export interface EnteredSignature {
  readonly path: string | null;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Enters what its operator has signed outside. Signatures are checked first: what is wrong with them is refused field by
 * field, and the draft stays. Then the order is carried out as it was when the draft was made; when anything it rests on
 * has changed since, `SIGNATURE_STALE` or the verb's own refusal, and the draft is dropped: other texts would have to be signed.
 *
 * Of two who bring signatures at once the second gets `SIGNATURE_NOT_FOUND`.
 */
export async function enterSignature(ctx: Context, input: BroughtSignatures): Promise<EnteredSignature> {
  const { row, draft, key } = await loadPending(ctx, input.id);
  const signatures = await checked(key.publicJwk, draft.inputs, input.signatures);
  const {
    path,
    operatorId,
    files = [],
  } = await enter(ctx, { row, draft }, signatures).catch(async (error: unknown) => {
    if (error instanceof Refusal && !passing.includes(error.code)) await dropPending(ctx, ctx.db, row.id);
    throw error;
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  const { pending } = await afterIssue(ctx, operatorId);
  return { path, isPending: pending !== null };
}

/** Refusals that say nothing against the draft. */
const passing: readonly RefusalCode[] = [
  "RELEASE_RUNNING",
  "NOT_ALLOWED",
  "NOT_SIGNED_IN",
  "SIGNATURE_NOT_FOUND",
];

async function enter(
  ctx: Context,
  { row, draft }: { readonly row: typeof pendingSignature.$inferSelect; readonly draft: PendingDraft },
  signatures: ReadonlyMap<string, Uint8Array>,
): Promise<CarriedOut> {
  return ctx.db.transaction(async (tx) => {
    const [held] = await tx
      .update(pendingSignature)
      .set({ enteredAt: ctx.now(), draft: "" })
      .where(
        and(
          eq(pendingSignature.id, row.id),
          isNull(pendingSignature.enteredAt),
          isNull(pendingSignature.droppedAt),
        ),
      )
      .returning({ id: pendingSignature.id });
    if (held === undefined) throw noneWaits();
    if ((await basisOf(tx, row.operatorId, draft)) !== row.basisDigest) throw stale();
    const used = new Set<string>();
    const done = await carryOut(
      {
        ...ctx,
        ...{ db: tx, issuedAt: new Date(draft.issuedAt) },
        randomBytes: replayed(draft.chance, ctx.randomBytes),
        signer: bringing(ctx.signer, row.kid, signatures, used),
      },
      draft.order,
    );
    // A registry's key that signs in place of the operator's would have left the brought signatures unused.
    if (used.size !== draft.inputs.length) throw stale();
    await recordDeed(ctx, tx, {
      action: "signature.enter",
      subject: row.id,
      operatorId: row.operatorId,
      detail: { purpose: row.purpose, kid: row.kid, preparedAt: draft.issuedAt },
    });
    return done;
  });
}

/** Signature of each text; `INVALID_INPUT` at each that is missing, unreadable, of another key or of another text. */
async function checked(
  jwk: PublicJwk,
  inputs: readonly string[],
  brought: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const fields = new Fields();
  const found = new Map<string, Uint8Array>();
  let wrong = 0;
  if (brought.length > inputs.length)
    fields.add("E_SIGNATURE_COUNT", "signatures", { expected: String(inputs.length) });
  for (const [place, input] of inputs.entries()) {
    const path = `signatures.${String(place)}`;
    const text = brought[place] ?? "";
    const signature = fields.take(path, asBrought(readBroughtSignature(text, input)));
    if (signature === undefined) wrong += 1;
    // Of hundreds that were made with a wrong key the first say enough.
    if (wrong >= mostNamed) break;
    if (signature === undefined) continue;
    const verified = await checkSignature(jwk, ascii(input), signature, webCrypto);
    if (verified.ok) {
      found.set(input, signature);
      continue;
    }
    wrong += 1;
    if (await isOfAnother(jwk, inputs, signature)) fields.add("E_SIGNATURE_ORDER", path);
    else fields.take(path, asBrought(verified));
  }
  fields.refuse();
  return found;
}

/** Most signatures that are told what is wrong with them. */
const mostNamed = 30;

async function isOfAnother(
  jwk: PublicJwk,
  inputs: readonly string[],
  signature: Uint8Array,
): Promise<boolean> {
  const tried = await Promise.all(
    inputs.map((input) => checkSignature(jwk, ascii(input), signature, webCrypto)),
  );
  return tried.some(({ ok }) => ok);
}

/** Chance as it was drawn for the draft; fresh after that. */
function replayed(chance: string, fresh: Context["randomBytes"]): Context["randomBytes"] {
  const kept = new Uint8Array(Buffer.from(chance, "base64"));
  let at = 0;
  return (count) => {
    if (at + count > kept.length) return fresh(count);
    at += count;
    return kept.slice(at - count, at);
  };
}

/** Answers with the brought signatures for the key they are of; every other key signs as ever. */
function bringing(
  inner: Signer,
  kid: string,
  signatures: ReadonlyMap<string, Uint8Array>,
  used: Set<string>,
): Signer {
  return {
    async sign(wanted, bytes) {
      if (wanted !== kid) return inner.sign(wanted, bytes);
      const input = new TextDecoder().decode(bytes);
      const signature = signatures.get(input);
      if (signature === undefined) throw stale();
      used.add(input);
      return signature;
    },
  };
}

function stale(): Refusal {
  return new Refusal(
    "SIGNATURE_STALE",
    "What this was prepared on has changed since: another version, status, declaration or key. Nothing was entered; prepare it again.",
  );
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

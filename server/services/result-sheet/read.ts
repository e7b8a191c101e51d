import { and, eq, gt } from "drizzle-orm";
import { resultSheet } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import type { ResultSheet } from "../../domain/verification/result-sheet.ts";
import { unverifiedHeader } from "../../domain/verification/read-record.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { verifySheet } from "../../domain/verification/verify-sheet.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { Refusal } from "../../refusal.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import { proofReader } from "../log/proof-of.ts";
import { readPolicy } from "../log/read-policy.ts";
import { isUuid } from "../new-id.ts";

/** A signed sheet as it is kept here, judged again now. */
export interface KeptSheet {
  readonly id: string;
  /** Compact JWS, as signed. */
  readonly token: string;
  readonly digest: string;
  readonly issuedAt: string;
  readonly keptUntil: string;
  /** Name of the key that signed. */
  readonly kid: string;
  readonly sheet: ResultSheet;
  readonly verdict: Verdict;
}

/**
 * A sheet by its identifier, which nobody can guess: of a single product for whoever knows it, of a list for those who may
 * check lists. `RESULT_SHEET_NOT_FOUND`, also once it is no longer kept.
 */
export async function readSheet(ctx: Context, { id }: { readonly id: string }): Promise<KeptSheet> {
  demand(ctx, "record.read", null);
  const [kept] = isUuid(id)
    ? await ctx.db
        .select()
        .from(resultSheet)
        .where(and(eq(resultSheet.id, id), gt(resultSheet.keptUntil, ctx.now())))
    : [];
  if (kept === undefined) throw new Refusal("RESULT_SHEET_NOT_FOUND", "There is no such result sheet here.");
  if (kept.kind !== "product") demand(ctx, "oversight.read", null);
  const text = await readPolicy(ctx);
  const policy = text === null ? null : parsePolicy(text);
  const pinned = policy?.ok === true ? policy.value : null;
  const named = unverifiedHeader(kept.token)?.["kid"];
  const kid = typeof named === "string" ? named : "";
  // What became of the key since it signed is known here.
  const proofOf = proofReader(ctx);
  const proofs = await Promise.all((await keyEntriesOf(ctx.db, kid)).map((place) => proofOf(place)));
  const more = proofs.filter((proof) => proof !== null);
  const { verdict, sheet } = await verifySheet(
    kept.token,
    { policy: pinned, at: ctx.now(), proofs: more },
    webCrypto,
  );
  if (sheet === null) throw new Error(`The kept result sheet ${id} cannot be read.`);
  return {
    ...{ id, token: kept.token, digest: kept.digest, kid, sheet, verdict },
    issuedAt: kept.issuedAt.toISOString(),
    keptUntil: kept.keptUntil.toISOString(),
  };
}

import { createHash } from "node:crypto";
import { resultSheet } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import type { ResultSheet, SheetRow } from "../../domain/verification/result-sheet.ts";
import {
  maxSheetBytes,
  programVersion,
  resultSheetHeader,
  resultSheetPayload,
} from "../../domain/verification/result-sheet.ts";
import { wordsOfSheet } from "../../domain/verification/sheet-words.ts";
import { verifySheet } from "../../domain/verification/verify-sheet.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { recordDeed } from "../audit/record.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import { proofReader } from "../log/proof-of.ts";
import { randomUuid } from "../new-id.ts";
import { signedHere } from "../operator/signed-here.ts";
import { signJws } from "../status/sign-jws.ts";
import type { RegistryIssuer } from "./registry-issuer.ts";

/** So long the registry keeps a sheet; the file is valid beyond that. */
export const daysKept = 90;

/** A sheet just signed. */
export interface IssuedSheet {
  readonly id: string;
  readonly digest: string;
}

/** What was found by the registry's own check of what it publishes. */
export interface RegistryFinding extends Pick<ResultSheet, "policy" | "log" | "list"> {
  readonly kind: "product" | "list";
  readonly checkedAt: Date;
  readonly asOf: Date;
  readonly rows: readonly SheetRow[];
}

/**
 * Signs a sheet with the registry's key and keeps it. It is checked before anybody sees it, as a stranger would. Asked by
 * the verbs that made the check, never for anybody else: the registry signs nothing it has not checked itself.
 */
export async function issueSheet(
  ctx: Context,
  { did, key }: RegistryIssuer,
  { kind, checkedAt, asOf, rows, ...found }: RegistryFinding,
): Promise<IssuedSheet> {
  const proofOf = proofReader(ctx);
  const places = await keyEntriesOf(ctx.db, key.kid);
  const proofs = await Promise.all(places.map((place) => proofOf(place)));
  const sheet: ResultSheet = {
    ...({ madeBy: "registry", program: programVersion } as const),
    ...{ checkedAt: checkedAt.toISOString(), asOf: asOf.toISOString(), ...found },
    ...{ checked: rows, words: wordsOfSheet(rows) },
    keyProofs: proofs.filter((proof) => proof !== null),
  };
  const issuedAt = ctx.now();
  const uuid = randomUuid(ctx);
  const payload = resultSheetPayload(sheet, { issuer: did, issuedAt, uuid });
  const header = resultSheetHeader(key.kid, algorithmOf(key.publicJwk));
  const { token, digest } = await signedHere(signJws(ctx, key, header, payload, maxSheetBytes));
  await refuseUnsound(ctx, token, found.policy, did);
  const keptUntil = new Date(issuedAt.getTime() + daysKept * 86_400_000);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(resultSheet).values({
      ...{ id: uuid, kind, token, digest, madeFor: ctx.caller.userId, issuedAt, keptUntil },
    });
    // Strangers leave no trace here but the sheet itself.
    if (ctx.caller.userId === null) return;
    const deed = { action: "resultSheet.issue", subject: digest, operatorId: null };
    await recordDeed(ctx, tx, { ...deed, detail: { kind, rows: rows.length } });
  });
  return { id: uuid, digest };
}

/** The bytes of a record as a sheet names them. */
export function bytesOnSheet(record: string): NonNullable<SheetRow["record"]> {
  const bytes = Buffer.from(record);
  return { sha256: createHash("sha256").update(bytes).digest("base64url"), bytes: bytes.length };
}

async function refuseUnsound(ctx: Context, token: string, policy: string | null, issuer: string) {
  const pinned = policy === null ? null : parsePolicy(policy);
  const trust = { policy: pinned?.ok === true ? pinned.value : null, issuer, at: ctx.now() };
  const { verdict } = await verifySheet(token, trust, webCrypto);
  if (verdict.overall !== "holds")
    throw new Error(`The sheet just signed does not hold: ${JSON.stringify(verdict.parts)}.`);
}

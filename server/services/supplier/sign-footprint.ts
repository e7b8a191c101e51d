import { createHash } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { operator as operatorTable } from "../../../db/schema/index.ts";
import { declaration, statusEntry, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import type { FootprintPlace } from "../../domain/record/product-footprint.ts";
import { footprintAddress, logNameOf } from "../../domain/record/product-footprint.ts";
import { compact, publicRecordHeader, signingInput } from "../../domain/record/public-record.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { digestEntry, logSubjectOf, statusChangeEntry } from "../../domain/transparency/entry.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { appendToLog } from "../log/append.ts";
import { randomUuid } from "../new-id.ts";
import { activeKey } from "../operator/active-key.ts";
import { checkingCrypto } from "../operator/checking-crypto.ts";
import { ensureStatusList } from "../status/ensure-list.ts";
import { freeStatusIndex } from "../status/free-index.ts";
import { recordStatusChange } from "../status/record-change.ts";

type Row = typeof supplierFootprint.$inferSelect;

export interface IssuedFootprint {
  readonly supplierFootprintId: string;
  readonly leafIndex: number;
  /** Base64url SHA-256 of the record. */
  readonly digest: string;
  readonly path: string;
}

export interface FootprintToSign {
  /** Of the new record: its address ends with it. */
  readonly id: string;
  readonly operator: typeof operatorTable.$inferSelect;
  readonly issuedAt: Date;
  /** The product's record before it, which it takes the place of. */
  readonly former: FormerRecord | undefined;
  readonly payloadAt: (place: FootprintPlace) => object;
  /** The figure as calculations read it; the same that the payload states. */
  readonly columns: Pick<
    Row,
    | "declarationId"
    | "productName"
    | "value"
    | "unit"
    | "validUntil"
    | "periodStart"
    | "periodEnd"
    | "geography"
    | "primaryDataShare"
    | "gwpSet"
    | "boundary"
  >;
}

/**
 * Signs a footprint record with its maker's key of today, gives it a place on the maker's status lists, logs its digest and
 * publishes it, inside the caller's transaction, which holds `lockKeys`; the record before it counts as replaced from
 * then on. The fresh record is checked with the code that strangers use before it counts.
 */
export async function signFootprint(
  ctx: Context,
  tx: Database,
  { id, operator, issuedAt, former, payloadAt, columns }: FootprintToSign,
): Promise<IssuedFootprint> {
  const key = await activeKey(tx, operator);
  const status = await freeStatusIndex(ctx, tx, operator.id);
  const formerName = former === undefined ? null : logNameOf(former.document);
  const logName = {
    logSubject: formerName?.logSubject ?? logSubjectOf(ctx.randomBytes(16)),
    version: (formerName?.version ?? 0) + 1,
  };
  const payload = payloadAt({
    ...{ publicUrl: ctx.publicUrl, operator, credentialUuid: randomUuid(ctx), issuedAt, status },
    ...{ ...logName, previous: former?.digest ?? null },
  });
  const input = signingInput(publicRecordHeader(key.kid, algorithmOf(key.publicJwk)), payload);
  const token = compact(input, await ctx.signer.sign(key.kid, new TextEncoder().encode(input)));
  const address = footprintAddress(ctx.publicUrl, operator.slug, id);
  const { verdict } = await verifyRecord(
    { record: token },
    {
      keys: [{ ...key.publicJwk, kid: key.kid, use: "sig" }],
      issuer: didOf(ctx.publicUrl, operator.slug),
      subject: address,
      at: issuedAt,
    },
    checkingCrypto(ctx),
  );
  if (verdict.overall !== "holds")
    throw new Error(
      `The record just signed does not verify: ${verdict.parts.flatMap(({ code }) => code ?? []).join(", ")}.`,
    );
  const document = parseStrictJson(JSON.stringify(payload));
  if (!document.ok || !isJsonObject(document.value)) throw new Error("The record just signed is no JSON.");
  const digest = createHash("sha256").update(token, "ascii").digest("base64url");
  await ensureStatusList(ctx, tx, operator, status.list);
  const enteredAt = ctx.now();
  const named = { subject: logName.logSubject, version: logName.version };
  const entries = [digestEntry({ what: "product-footprint", digest, ...named, time: enteredAt })];
  // One that was withdrawn stays so, and one from before there was a status has none.
  const replaced = former?.value === 0 ? formerName : null;
  if (replaced !== null) {
    entries.push(
      statusChangeEntry({
        ...{ subject: replaced.logSubject, version: replaced.version },
        ...{ status: "superseded", reason: "newVersion", time: enteredAt },
      }),
    );
  }
  const [logged, loggedChange] = await appendToLog(tx, entries);
  if (logged === undefined) throw new Error("The log took no entry.");
  await tx.insert(supplierFootprint).values({
    ...columns,
    ...{ id, supplierOperatorId: operator.id, supplierName: operator.name, receivedByOperatorId: null },
    ...{ origin: "credential", quality: null },
    ...{ document: document.value, record: token, contentHash: digest, leafIndex: logged.index },
    createdAt: issuedAt,
  });
  await tx.insert(statusEntry).values({ operatorId: operator.id, ...status, supplierFootprintId: id });
  if (former !== undefined && loggedChange !== undefined) {
    await recordStatusChange(ctx, tx, {
      of: { supplierFootprintId: former.id },
      ...{ status: "superseded", reason: "newVersion", note: null },
      ...{ leafIndex: loggedChange.index, at: enteredAt },
    });
  }
  return { supplierFootprintId: id, leafIndex: logged.index, digest, path: new URL(address).pathname };
}

type FormerRecord = NonNullable<Awaited<ReturnType<typeof formerRecord>>>;

/** The product's newest record, with its value on the status lists where it has a place there. */
export async function formerRecord(tx: Database, supplierProductId: string) {
  const [former] = await tx
    .select({
      id: supplierFootprint.id,
      digest: supplierFootprint.contentHash,
      document: supplierFootprint.document,
      value: statusEntry.value,
    })
    .from(supplierFootprint)
    .innerJoin(declaration, eq(declaration.id, supplierFootprint.declarationId))
    .leftJoin(statusEntry, eq(statusEntry.supplierFootprintId, supplierFootprint.id))
    .where(
      and(
        eq(declaration.supplierProductId, supplierProductId),
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
      ),
    )
    // Signed anew it is of the same declaration, and later in the log.
    .orderBy(desc(declaration.number), desc(supplierFootprint.leafIndex))
    .limit(1);
  return former;
}

import { createHash } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  declaration,
  operator as operatorTable,
  statusEntry,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { dataQualityOf } from "../../domain/carbon-footprint/data-quality.ts";
import { primaryDataShare } from "../../domain/carbon-footprint/inventory.ts";
import { didOf } from "../../domain/record/did.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import type { ProductFootprintSubject } from "../../domain/record/product-footprint.ts";
import {
  footprintAddress,
  lastDayOf,
  logNameOf,
  perDeclaredUnit,
  productFootprintPayload,
} from "../../domain/record/product-footprint.ts";
import { compact, publicRecordHeader, signingInput } from "../../domain/record/public-record.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { digestEntry, logSubjectOf, statusChangeEntry } from "../../domain/transparency/entry.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Frozen } from "../footprint/freeze.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { appendToLog } from "../log/append.ts";
import { newId, randomUuid } from "../new-id.ts";
import { activeKey } from "../operator/active-key.ts";
import { ensureStatusList } from "../status/ensure-list.ts";
import { freeStatusIndex } from "../status/free-index.ts";
import { recordStatusChange } from "../status/record-change.ts";

export interface IssuedFootprint {
  readonly supplierFootprintId: string;
  readonly leafIndex: number;
  /** Base64url SHA-256 of the record. */
  readonly digest: string;
  readonly path: string;
}

/**
 * Signs the released footprint of a supplied product with its maker's own key, gives it a place on the maker's status lists,
 * logs the digest and publishes the record, inside the caller's transaction; the product's record before it counts as
 * replaced from then on. The fresh record is checked with the code that strangers use before it counts.
 *
 * Null, and nothing is signed, where there is no figure that others may use: a result that is not per declared unit, or a
 * period that ended so long ago that the record would be over when it begins.
 */
export async function issueFootprintRecord(
  ctx: Context,
  tx: Database,
  loaded: LoadedDeclaration,
  frozen: Frozen,
): Promise<IssuedFootprint | null> {
  const { operator, inventory, product, declaration: declared } = loaded;
  if (product === null) return null;
  const value = perDeclaredUnit(frozen.result.cfp, inventory.energy, product.declaredUnit);
  const issuedAt = ctx.issuedAt ?? ctx.now();
  const validUntil = lastDayOf(inventory.periodEnd);
  if (value === null || validUntil <= issuedAt.toISOString().slice(0, 10)) return null;
  // Records of one operator are issued one after the other, like versions of passports: no key changes below us.
  await tx
    .select({ id: operatorTable.id })
    .from(operatorTable)
    .where(eq(operatorTable.id, operator.id))
    .for("no key update");
  const key = await activeKey(tx, operator);
  const id = newId(ctx);
  const subject = subjectOf(ctx, loaded, product, frozen, { id, value });
  const former = await formerRecord(tx, product.id);
  const status = await freeStatusIndex(ctx, tx, operator.id);
  const formerName = former === undefined ? null : logNameOf(former.document);
  const logName = {
    logSubject: formerName?.logSubject ?? logSubjectOf(ctx.randomBytes(16)),
    version: (formerName?.version ?? 0) + 1,
  };
  const payload = productFootprintPayload({
    publicUrl: ctx.publicUrl,
    operator,
    credentialUuid: randomUuid(ctx),
    issuedAt,
    status,
    ...logName,
    previous: former?.digest ?? null,
    subject,
  });
  const input = signingInput(publicRecordHeader(key.kid, algorithmOf(key.publicJwk)), payload);
  const token = compact(input, await ctx.signer.sign(key.kid, new TextEncoder().encode(input)));
  const { verdict } = await verifyRecord(
    { record: token },
    {
      keys: [{ ...key.publicJwk, kid: key.kid, use: "sig" }],
      issuer: didOf(ctx.publicUrl, operator.slug),
      subject: subject.id,
      at: issuedAt,
    },
    webCrypto,
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
    ...{ id, supplierOperatorId: operator.id, supplierName: operator.name, receivedByOperatorId: null },
    ...{ declarationId: declared.id, origin: "credential", productName: product.nameEn },
    ...{ value, unit: `kgCO2e/${product.declaredUnit}`, validUntil },
    ...{ periodStart: inventory.periodStart, periodEnd: inventory.periodEnd },
    ...{ geography: subject.geography, primaryDataShare: subject.primaryDataShare },
    ...{ gwpSet: subject.gwpSet, quality: null, boundary: subject.boundary.join(", ") },
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
  return { supplierFootprintId: id, leafIndex: logged.index, digest, path: new URL(subject.id).pathname };
}

function subjectOf(
  ctx: Context,
  { operator, facility, inventory, declaration: declared }: LoadedDeclaration,
  product: NonNullable<LoadedDeclaration["product"]>,
  { lines, result, requestDigest, resultDigest }: Frozen,
  { id, value }: { readonly id: string; readonly value: string },
): ProductFootprintSubject {
  return {
    id: footprintAddress(ctx.publicUrl, operator.slug, id),
    type: "ProductFootprint",
    product: {
      ...{ code: product.code, name: product.nameEn },
      ...(product.nameZh === product.nameEn ? {} : { nameOriginal: product.nameZh }),
    },
    declaredUnit: product.declaredUnit,
    kgCO2ePerDeclaredUnit: value,
    method: declared.method,
    methodVersion: declared.methodVersion,
    boundary: Object.keys(result.stagesKg),
    ...{ periodStart: inventory.periodStart, periodEnd: inventory.periodEnd },
    geography: facility.region ?? facility.country,
    gwpSet: inventory.gwpSet,
    primaryDataShare: primaryDataShare(lines, result),
    dataQualityRating: dataQualityOf(lines, result, "three")?.total ?? null,
    declarationNumber: declared.number,
    ...{ requestDigest, resultDigest },
    illustrativeInventory: lines.some(({ illustrative }) => illustrative),
  };
}

/** The product's newest record, with its value on the status lists where it has a place there. */
async function formerRecord(tx: Database, supplierProductId: string) {
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
    .orderBy(desc(declaration.number))
    .limit(1);
  return former;
}

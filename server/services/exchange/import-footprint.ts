import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ImportedFootprint } from "../../domain/exchange/imported-footprint.ts";
import { readFootprint } from "../../domain/exchange/read-footprint.ts";
import type { Parsed } from "../../domain/problem.ts";
import { reject } from "../../domain/problem.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";
import { findSupplierFootprints } from "../supplier/list-footprints.ts";
import type { SupplierFootprintView } from "../supplier/view.ts";
import { digestOf } from "../digest.ts";

export interface FootprintImport {
  readonly operatorId: string;
  /** The document as it was received: JSON of PACT 3.0 or Catena-X PCF. */
  readonly document: string;
}

/**
 * Keeps a supplier's footprint as it was received, with what our calculations read of it. A document that breaks its
 * format is refused with every problem at its path; the same document again is the same footprint. One that a
 * declaration of this registry stands behind is linked to it, so that circles are found.
 */
export async function importFootprint(ctx: Context, input: FootprintImport): Promise<SupplierFootprintView> {
  const { operatorId } = input;
  demand(ctx, "supplier.request", operatorId);
  const read = readDocument(input.document);
  if (!read.ok) throw invalidInput(read.problems.map((one) => ({ ...one, path: one.path || "document" })));
  const { document, footprint } = read.value;
  const contentHash = documentHash(document);
  const id = await ctx.db.transaction(async (tx) => {
    // Two uploads of one document at the same moment wait for each other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`${operatorId} ${contentHash}`}))`);
    const [known] = await tx
      .select({ id: supplierFootprint.id })
      .from(supplierFootprint)
      .where(
        and(
          eq(supplierFootprint.receivedByOperatorId, operatorId),
          eq(supplierFootprint.contentHash, contentHash),
        ),
      );
    if (known !== undefined) return known.id;
    const made = newId(ctx);
    await tx.insert(supplierFootprint).values({
      ...(await rowOf(tx, read.value)),
      ...{ id: made, receivedByOperatorId: operatorId, createdAt: ctx.now() },
    });
    const detail = { contentHash, format: footprint.format, footprintId: footprint.footprintId };
    await recordDeed(ctx, tx, { action: "supplier.importFootprint", subject: made, operatorId, detail });
    return made;
  });
  const [view] = await findSupplierFootprints(ctx, eq(supplierFootprint.id, id));
  if (view === undefined) throw new Error("A footprint vanished while it was entered.");
  return view;
}

/** What is kept of a document, whoever received it and however. */
export async function rowOf(
  tx: Database,
  { document, footprint }: { readonly document: JsonObject; readonly footprint: ImportedFootprint },
) {
  const [declared] = await tx
    .select({ id: declaration.id, operatorId: declaration.operatorId })
    .from(declaration)
    .where(eq(declaration.id, footprint.footprintId.toLowerCase()));
  return {
    supplierOperatorId: declared?.operatorId ?? null,
    supplierName: footprint.companyName,
    declarationId: declared?.id ?? null,
    ...{ origin: footprint.format, productName: footprint.productName },
    ...{ value: footprint.value, unit: footprint.unit },
    ...{ periodStart: footprint.periodStart, periodEnd: footprint.periodEnd },
    ...{ geography: footprint.geography, primaryDataShare: footprint.primaryDataShare },
    ...{ gwpSet: footprint.gwpSet, quality: footprint.quality, boundary: footprint.boundary },
    ...{ validUntil: footprint.validUntil, document, contentHash: documentHash(document) },
  };
}

/** Base64url SHA-256 of the canonical JSON of a document. */
export function documentHash(document: JsonObject): string {
  return digestOf(document);
}

/** A document of an exchange format as text: strict JSON, judged whole. */
export function readDocument(
  text: string,
): Parsed<{ readonly document: JsonObject; readonly footprint: ImportedFootprint }> {
  const json = parseStrictJson(text);
  if (!json.ok) return json;
  // PostgreSQL keeps no text with a zero in it.
  if (!isJsonObject(json.value) || canonicalJson(json.value).includes("\\u0000"))
    return reject("E_EXCHANGE_FORMAT");
  const footprint = readFootprint(json.value);
  return footprint.ok ? { ok: true, value: { document: json.value, footprint: footprint.value } } : footprint;
}

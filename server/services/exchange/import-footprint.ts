import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ImportedFootprint } from "../../domain/exchange/imported-footprint.ts";
import { readFootprint } from "../../domain/exchange/read-footprint.ts";
import { writePactFootprint } from "../../domain/exchange/write-pact.ts";
import type { Parsed } from "../../domain/problem.ts";
import { reject } from "../../domain/problem.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclarations } from "../footprint/load.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";
import { findSupplierFootprints } from "../supplier/list-footprints.ts";
import type { SupplierFootprintView } from "../supplier/view.ts";
import { digestOf } from "../digest.ts";
import { declarationOf } from "./export-pact.ts";
import { exportedOf } from "./exported.ts";

export interface FootprintImport {
  readonly operatorId: string;
  /** The document as it was received: JSON of PACT 3.0 or Catena-X PCF. */
  readonly document: string;
}

/**
 * Keeps a supplier's footprint as it was received, with what our calculations read of it. A document that breaks its
 * format is refused with every problem at its path; the same document again is the same footprint. One that a
 * declaration of this registry stands behind is linked to it, so that circles are found: {@link sourceOf}.
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
      ...(await rowOf(ctx, tx, read.value)),
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
  ctx: Context,
  tx: Database,
  { document, footprint }: { readonly document: JsonObject; readonly footprint: ImportedFootprint },
) {
  const declared = await sourceOf(ctx, tx, footprint);
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

/**
 * The declaration of this registry that a document is of. Anybody can write any identifier into a document, so the
 * identifier alone decides nothing: who is named, for what, over which period and with which figure must be what this
 * registry would give out for that declaration now. A document that says anything else is a figure from elsewhere, which
 * links to nobody, makes no circle for anybody and tells its receiver nothing about the declaration it names.
 */
async function sourceOf(
  ctx: Context,
  tx: Database,
  footprint: ImportedFootprint,
): Promise<{ readonly id: string; readonly operatorId: string } | null> {
  const [loaded] = await loadDeclarations(tx, eq(declaration.id, footprint.footprintId.toLowerCase()));
  if (loaded === undefined || footprint.companyName !== loaded.operator.name) return null;
  const given = await givenOut(ctx, tx, loaded);
  const isSame = given !== null && identifying.every((member) => given[member] === footprint[member]);
  return isSame ? loaded.declaration : null;
}

const identifying = [
  ...(["companyName", "productName", "value", "unit", "periodStart", "periodEnd", "boundary"] as const),
];

/** What an export of a declaration says; null while there is nothing to export. */
async function givenOut(
  ctx: Context,
  tx: Database,
  loaded: LoadedDeclaration,
): Promise<ImportedFootprint | null> {
  try {
    const written = writePactFootprint(declarationOf(ctx, await exportedOf(tx, loaded), undefined));
    const json = written.ok ? parseStrictJson(JSON.stringify(written.value)) : null;
    if (json?.ok !== true || !isJsonObject(json.value)) return null;
    const read = readFootprint(json.value);
    return read.ok ? read.value : null;
  } catch (error) {
    if (error instanceof Refusal && error.code === "NOT_COMPUTABLE") return null;
    throw error;
  }
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
  if (canonicalJson(json.value).includes("\\u0000")) return reject("E_EXCHANGE_FORMAT");
  const footprint = readFootprint(json.value);
  if (!footprint.ok) return footprint;
  // A list is refused unless it holds one footprint, which is then the document.
  const list: readonly JsonValue[] = Array.isArray(json.value) ? json.value : [json.value];
  const [document] = list;
  return isJsonObject(document)
    ? { ok: true, value: { document, footprint: footprint.value } }
    : reject("E_EXCHANGE_FORMAT");
}

import type { SQL } from "drizzle-orm";
import { desc, eq, inArray } from "drizzle-orm";
import { emissionFactor, operator, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { readFootprint } from "../../domain/exchange/read-footprint.ts";
import { parseStrictJson } from "../../domain/record/strict-json.ts";
import { within } from "../within.ts";
import type { FigureJudgement } from "./judge-figure.ts";
import { judgeFigure } from "./judge-figure.ts";
import type { SupplierFootprintView } from "./view.ts";

export interface SupplierFilter {
  readonly operatorId?: string | undefined;
}

/** Suppliers' footprints that the caller's operators received, newest first. */
export async function listSupplierFootprints(
  ctx: Context,
  input: SupplierFilter,
): Promise<readonly SupplierFootprintView[]> {
  const own = within(ctx, "supplier.read", supplierFootprint.receivedByOperatorId, input.operatorId);
  return findSupplierFootprints(ctx, own);
}

/** Those that fit, as views. The caller has asked the policy. */
export async function findSupplierFootprints(
  ctx: Context,
  where: SQL | undefined,
): Promise<readonly SupplierFootprintView[]> {
  const rows = await ctx.db
    .select({ footprint: supplierFootprint, operator })
    .from(supplierFootprint)
    .leftJoin(operator, eq(operator.id, supplierFootprint.receivedByOperatorId))
    .where(where)
    .orderBy(desc(supplierFootprint.createdAt), desc(supplierFootprint.id));
  const ids = rows.map(({ footprint }) => footprint.id);
  const factors =
    ids.length === 0
      ? []
      : await ctx.db
          .select({
            id: emissionFactor.id,
            version: emissionFactor.version,
            footprintId: emissionFactor.supplierFootprintId,
          })
          .from(emissionFactor)
          .where(inArray(emissionFactor.supplierFootprintId, ids));
  const today = ctx.now().toISOString().slice(0, 10);
  const judged = new Map<string, FigureJudgement>();
  for (const { footprint } of rows) judged.set(footprint.id, await judgeFigure(ctx, ctx.db, footprint));
  return rows.map(({ footprint, operator: receiver }) => ({
    signature: signatureOf(judged.get(footprint.id)),
    replacedBy: judged.get(footprint.id)?.replacedBy?.supplierFootprintId ?? null,
    recordPath: recordPathOf(footprint),
    requestId: footprint.requestId,
    id: footprint.id,
    supplierName: footprint.supplierName,
    productName: footprint.productName,
    origin: footprint.origin,
    value: footprint.value,
    unit: footprint.unit,
    perKilogram: perKilogramOf(footprint),
    periodStart: footprint.periodStart,
    periodEnd: footprint.periodEnd,
    validUntil: footprint.validUntil,
    isExpired: footprint.validUntil !== null && footprint.validUntil < today,
    geography: footprint.geography,
    primaryDataShare: footprint.primaryDataShare,
    gwpSet: footprint.gwpSet,
    quality: footprint.quality,
    boundary: footprint.boundary,
    contentHash: footprint.contentHash,
    receivedAt: footprint.createdAt.toISOString(),
    operatorId: footprint.receivedByOperatorId,
    operatorName: receiver?.name ?? null,
    operatorNameOriginal: receiver?.nameOriginal ?? null,
    factors: factors
      .filter(({ footprintId }) => footprintId === footprint.id)
      .map(({ id, version }) => ({ id, version })),
    // A record published for everybody is used by whoever may write factors for some operator.
    mayUse: allows(ctx.caller.memberships, "factor.write", footprint.receivedByOperatorId),
  }));
}

/** What a figure's signature comes to; a record past its term was signed all the same. */
export function signatureOf(judged: FigureJudgement | undefined): SupplierFootprintView["signature"] {
  if (judged === undefined || judged.verdict === null) return "none";
  if (judged.withdrawn !== null) return "withdrawn";
  const [signature, ...rest] = judged.verdict.parts;
  const holds =
    (signature?.state === "ok" || signature?.code === "R_TIME_EXPIRED") &&
    rest.every(({ state, code }) => state !== "failed" || code === "R_STATUS_SUPERSEDED");
  return holds && judged.hasDigest && (judged.saysTheSame || judged.isExpired) ? "verified" : "failed";
}

/** Path of the published record: the address it names as its subject. */
function recordPathOf({ record, document }: typeof supplierFootprint.$inferSelect): string | null {
  if (record === null) return null;
  const { credentialSubject: subject } = document;
  if (typeof subject !== "object" || subject === null || !("id" in subject)) return null;
  return typeof subject.id === "string" && URL.canParse(subject.id) ? new URL(subject.id).pathname : null;
}

/** The document's own figure for a kilogram; null where it is the stated one already, or none is there. */
export function perKilogramOf({
  origin,
  unit,
  document,
}: Pick<typeof supplierFootprint.$inferSelect, "origin" | "unit" | "document">): string | null {
  if (unit === "kgCO2e/kg" || (origin !== "pact" && origin !== "catena-x")) return null;
  const json = parseStrictJson(JSON.stringify(document));
  const footprint = json.ok ? readFootprint(json.value) : json;
  return footprint.ok ? footprint.value.perKilogram : null;
}

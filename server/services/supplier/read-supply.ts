import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  operator,
  supplierFootprint,
  supplierFootprintLine,
  supplierFootprintReading,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import type { DataQuality } from "../../domain/carbon-footprint/inventory-line.ts";
import { areComparable, parseUnit } from "../../domain/quantity/unit.ts";
import { replacementsOf } from "./judge-figure.ts";
import type { RequestRow } from "./supply-token.ts";
import { findBySecret } from "./supply-token.ts";

/** A line behind a figure; the asker never sees it. */
export interface ConfidentialLine {
  readonly name: string;
  /** kgCO2e for one declared unit. */
  readonly emissionKg: string;
  readonly note: string | null;
}

/** One figure the supplier gave, with what nobody else sees. */
export interface SupplyAnswer {
  readonly id: string;
  readonly origin: string;
  readonly productName: string;
  readonly value: string;
  readonly unit: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly geography: string | null;
  readonly boundary: string;
  readonly primaryDataShare: string | null;
  readonly gwpSet: string | null;
  readonly quality: DataQuality | null;
  readonly validUntil: string | null;
  readonly evidence: string | null;
  readonly respondent: string | null;
  readonly contentHash: string;
  readonly answeredAt: string;
  readonly lines: readonly ConfidentialLine[];
  readonly readings: readonly {
    readonly readerName: string;
    readonly purpose: string;
    readonly at: string;
  }[];
}

/** A request as whoever holds its link sees it. */
export interface SupplyView {
  readonly state: "open" | "answered" | "declined";
  readonly asker: { readonly name: string; readonly nameOriginal: string | null; readonly country: string };
  readonly supplierName: string;
  readonly productName: string;
  readonly declaredUnit: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly message: string | null;
  readonly expiresAt: string;
  readonly declineReason: string | null;
  /** Newest first: the first one counts. */
  readonly answers: readonly SupplyAnswer[];
  /** Signed records the caller may answer with, signed in for a supplier of this registry. */
  readonly ownRecords: readonly {
    readonly id: string;
    readonly productName: string;
    readonly value: string;
    readonly unit: string;
  }[];
}

/** What a link shows. `SUPPLY_LINK_GONE`, the same for every link that opens nothing. */
export async function readSupply(ctx: Context, { token }: { readonly token: string }): Promise<SupplyView> {
  demand(ctx, "supplier.answer", null);
  const request = await findBySecret(ctx, ctx.db, token);
  const [asker] = await ctx.db.select().from(operator).where(eq(operator.id, request.operatorId));
  if (asker === undefined) throw new Error("A request names an operator that is not there.");
  return {
    state: request.state === "answered" ? "answered" : request.state === "declined" ? "declined" : "open",
    asker: { name: asker.name, nameOriginal: asker.nameOriginal, country: asker.country },
    ...{ supplierName: request.supplierName, productName: request.productName },
    ...{ declaredUnit: request.declaredUnit, message: request.message },
    ...{ periodStart: request.periodStart, periodEnd: request.periodEnd },
    expiresAt: request.expiresAt.toISOString(),
    declineReason: request.declineReason,
    answers: await answersTo(ctx.db, request.id),
    ownRecords: request.state === "declined" ? [] : await ownRecords(ctx, request),
  };
}

async function answersTo(db: Database, requestId: string): Promise<readonly SupplyAnswer[]> {
  const rows = await db
    .select()
    .from(supplierFootprint)
    .where(eq(supplierFootprint.requestId, requestId))
    .orderBy(desc(supplierFootprint.id));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const lines = await db
    .select()
    .from(supplierFootprintLine)
    .where(inArray(supplierFootprintLine.supplierFootprintId, ids))
    .orderBy(asc(supplierFootprintLine.position));
  const readings = await db
    .select()
    .from(supplierFootprintReading)
    .where(inArray(supplierFootprintReading.supplierFootprintId, ids))
    .orderBy(desc(supplierFootprintReading.createdAt));
  return rows.map((row) => ({
    ...{ id: row.id, origin: row.origin, productName: row.productName, value: row.value, unit: row.unit },
    ...{ periodStart: row.periodStart, periodEnd: row.periodEnd, geography: row.geography },
    ...{ boundary: row.boundary, primaryDataShare: row.primaryDataShare, gwpSet: row.gwpSet },
    ...{ quality: row.quality, validUntil: row.validUntil, contentHash: row.contentHash },
    evidence: row.origin === "link" ? textOf(row.document["evidence"]) : null,
    respondent: textOf(row.document["respondent"]),
    answeredAt: row.createdAt.toISOString(),
    lines: lines
      .filter(({ supplierFootprintId }) => supplierFootprintId === row.id)
      .map(({ name, emissionKg, note }) => ({ name, emissionKg, note })),
    readings: readings
      .filter(({ supplierFootprintId }) => supplierFootprintId === row.id)
      .map(({ readerName, purpose, createdAt }) => ({ readerName, purpose, at: createdAt.toISOString() })),
  }));
}

/** Records of the caller's operators that fit what is asked: the newest of each product, within their term. */
async function ownRecords(ctx: Context, request: RequestRow): Promise<SupplyView["ownRecords"]> {
  const operatorIds = ctx.caller.memberships.flatMap(({ operatorId }) =>
    operatorId !== null &&
    operatorId !== request.operatorId &&
    allows(ctx.caller.memberships, "supplier.request", operatorId)
      ? [operatorId]
      : [],
  );
  if (operatorIds.length === 0) return [];
  const rows = await ctx.db
    .select()
    .from(supplierFootprint)
    .where(
      and(
        inArray(supplierFootprint.supplierOperatorId, operatorIds),
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
      ),
    )
    .orderBy(desc(supplierFootprint.createdAt));
  const replaced = await replacementsOf(ctx.db, rows);
  const today = ctx.now().toISOString().slice(0, 10);
  return rows
    .filter(
      (row) =>
        !replaced.has(row.id) &&
        (row.validUntil === null || row.validUntil >= today) &&
        fitsRequest(row.unit, request.declaredUnit),
    )
    .map(({ id, productName, value, unit }) => ({ id, productName, value, unit }));
}

/** Whether a figure in `kgCO2e/x` can be converted to one per the unit asked for. */
export function fitsRequest(unit: string, declaredUnit: string): boolean {
  const [stated, asked] = [parseUnit(unit), parseUnit(`kgCO2e/${declaredUnit}`)];
  return stated !== null && asked !== null && areComparable(stated, asked);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

import { and, asc, eq, isNull, sql } from "drizzle-orm";
import {
  operator,
  operatorKey,
  passport,
  passportVersion,
  statusEntry,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Granularity } from "../../domain/record/credential.ts";
import { footprintAddress, logNameOf } from "../../domain/record/product-footprint.ts";
import { levelOf } from "../passport/level.ts";
import { replacementsOf } from "../supplier/judge-figure.ts";
import { kidOf } from "../supplier/kid-of.ts";
import { witnessedBeforeCompromise } from "./witnessed-before.ts";

/** A signed record whose signature nobody can rely on any more. */
export interface RecordInDoubt {
  /** Where it is published: of a passport the address on the product. */
  readonly address: string;
  readonly level: Granularity | "footprint";
  /** The record of a supplied product's footprint: its identifier and the product's name; null for a passport. */
  readonly footprint: { readonly id: string; readonly productName: string } | null;
  readonly version: number;
  readonly issuedAt: Date;
  readonly leafIndex: number;
  /** As on the status lists: 0 valid, 1 withdrawn, 3 replaced. */
  readonly value: number;
  /** Whether the same content can be signed anew to take its place: nothing has followed it, and its time is not over. */
  readonly canBeSignedAnew: boolean;
  /** Whether it has a place on a status list that can be set. */
  readonly canBeWithdrawn: boolean;
}

type Registry = Pick<Context, "db" | "now" | "publicUrl">;

/**
 * What a compromised key has signed and a verifier will not accept, in the order of the log: versions of passports, and
 * records of supplied products, without a place in a state of the log that a witness signed before the moment of the
 * compromise. When they say they were signed does not count, for whoever holds the key can write any time. Source: record
 * format, section 3, compromise.
 */
export async function recordsInDoubt(ctx: Registry, kid: string): Promise<readonly RecordInDoubt[]> {
  const [versions, footprints] = [await versionsInDoubt(ctx, kid), await footprintsInDoubt(ctx, kid)];
  return [...versions, ...footprints].toSorted((a, b) => a.leafIndex - b.leafIndex);
}

async function versionsInDoubt(ctx: Registry, kid: string): Promise<readonly RecordInDoubt[]> {
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      level: passport.level,
      version: passportVersion.version,
      issuedAt: passportVersion.issuedAt,
      leafIndex: passportVersion.leafIndex,
      value: statusEntry.value,
      isNewest: sql<boolean>`not exists (select 1 from passport_version later where later.passport_id = ${passportVersion.passportId} and later.version > ${passportVersion.version})`,
    })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .innerJoin(
      statusEntry,
      and(
        eq(statusEntry.passportId, passportVersion.passportId),
        eq(statusEntry.version, passportVersion.version),
      ),
    )
    .where(
      and(
        eq(passportVersion.kid, kid),
        eq(operatorKey.state, "compromised"),
        sql`${passportVersion.leafIndex} >= ${witnessedBeforeCompromise()}`,
      ),
    );
  return rows.map(({ productUrl, level, isNewest, ...row }) => ({
    ...{ ...row, address: productUrl, level: levelOf(level) },
    ...{ footprint: null, canBeSignedAnew: isNewest, canBeWithdrawn: true },
  }));
}

async function footprintsInDoubt(ctx: Registry, kid: string): Promise<readonly RecordInDoubt[]> {
  const rows = await ctx.db
    .select({ row: supplierFootprint, slug: operator.slug, value: statusEntry.value })
    .from(supplierFootprint)
    .innerJoin(operator, eq(operator.id, supplierFootprint.supplierOperatorId))
    .innerJoin(operatorKey, and(eq(operatorKey.operatorId, operator.id), eq(operatorKey.kid, kid)))
    .leftJoin(statusEntry, eq(statusEntry.supplierFootprintId, supplierFootprint.id))
    .where(
      and(
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
        eq(operatorKey.state, "compromised"),
        sql`${supplierFootprint.leafIndex} >= ${witnessedBeforeCompromise()}`,
      ),
    )
    .orderBy(asc(supplierFootprint.leafIndex));
  // Which key signed stands in the record itself.
  const signed = rows.filter(({ row }) => kidOf(row.record) === kid);
  const replaced = await replacementsOf(
    ctx.db,
    signed.map(({ row }) => row),
  );
  const today = ctx.now().toISOString().slice(0, 10);
  return signed.map(({ row, slug, value }) => {
    const isNewest = !replaced.has(row.id);
    return {
      address: footprintAddress(ctx.publicUrl, slug, row.id),
      level: "footprint",
      footprint: { id: row.id, productName: row.productName },
      version: logNameOf(row.document)?.version ?? 1,
      ...{ issuedAt: row.createdAt, leafIndex: row.leafIndex ?? 0 },
      // Records of before there was a status have no place on a list; what followed them replaced them all the same.
      value: value ?? (isNewest ? 0 : 3),
      canBeSignedAnew: isNewest && row.validUntil !== null && row.validUntil > today,
      canBeWithdrawn: value !== null,
    };
  });
}

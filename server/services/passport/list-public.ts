import { and, asc, eq, isNull } from "drizzle-orm";
import {
  batteryItem,
  batteryModel,
  facility,
  operator,
  passport,
  passportVersion,
  registry,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Granularity } from "../../domain/record/credential.ts";
import { levelOf } from "./level.ts";
import { isNewestVersion } from "./newest-version.ts";

/** A passport as anyone may find it. */
export interface PublicPassport {
  readonly productUrl: string;
  readonly path: string;
  readonly level: Granularity;
  readonly modelName: string;
  /** Category of the model: not of every one is it a passport that is found here. */
  readonly category: string;
  readonly serial: string | null;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  /** City of the plant. */
  readonly plant: string;
  /** When the newest version was signed, RFC 3339 UTC. */
  readonly issuedAt: string;
}

export interface PublicPassports {
  readonly demonstration: boolean;
  readonly passports: readonly PublicPassport[];
}

/** A sitemap holds no more. Source: sitemaps.org protocol. */
const most = 50_000;

/**
 * Passports that search engines and the home page may name: of models; batches and single batteries only in a demonstration, because
 * a list of serial numbers would let anyone count and follow real ones. Ended passports are left out. At most `limit`, in
 * the order of their product URLs.
 */
export async function listPublicPassports(ctx: Context, limit: number = most): Promise<PublicPassports> {
  demand(ctx, "passport.read", null);
  const [born] = await ctx.db.select({ demonstration: registry.demonstration }).from(registry);
  const demonstration = born?.demonstration ?? false;
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      level: passport.level,
      modelName: batteryModel.name,
      category: batteryModel.category,
      serial: batteryItem.serial,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility.city,
      issuedAt: passportVersion.issuedAt,
    })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(
      and(isNull(passport.endedAt), demonstration ? undefined : eq(passport.level, "model"), isNewestVersion),
    )
    .orderBy(asc(passport.productUrl))
    .limit(Math.min(limit, most));
  return {
    demonstration,
    passports: rows.map(({ level, issuedAt, ...row }) => ({
      ...row,
      path: row.productUrl.slice(new URL(row.productUrl).origin.length),
      level: levelOf(level),
      issuedAt: issuedAt.toISOString(),
    })),
  };
}

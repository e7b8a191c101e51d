import { and, asc, eq, exists, isNull } from "drizzle-orm";
import {
  batteryItem,
  batteryModel,
  facility,
  operator,
  passport,
  passportPredecessor,
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
  /** Its page names the batteries it was made of. */
  readonly hasPredecessors: boolean;
  /** Its battery was recycled: its page says that, and no more than what it was. */
  readonly isEnded: boolean;
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
 * a list of serial numbers would let anyone count and follow real ones. Ended passports are left out, unless a demonstration
 * is to show what becomes of one. At most `limit`, in the order of their product URLs.
 */
export async function listPublicPassports(
  ctx: Context,
  { limit = most, withEnded = false }: { readonly limit?: number; readonly withEnded?: boolean } = {},
): Promise<PublicPassports> {
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
      hasPredecessors: exists(
        ctx.db
          .select({ id: passportPredecessor.passportId })
          .from(passportPredecessor)
          .where(eq(passportPredecessor.passportId, passport.id)),
      ).mapWith(Boolean),
      endedAt: passport.endedAt,
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
      and(
        demonstration && withEnded ? undefined : isNull(passport.endedAt),
        demonstration ? undefined : eq(passport.level, "model"),
        isNewestVersion,
      ),
    )
    .orderBy(asc(passport.productUrl))
    .limit(Math.min(limit, most));
  return {
    demonstration,
    passports: rows.map(({ level, issuedAt, endedAt, ...row }) => ({
      ...row,
      isEnded: endedAt !== null,
      path: row.productUrl.slice(new URL(row.productUrl).origin.length),
      level: levelOf(level),
      issuedAt: issuedAt.toISOString(),
    })),
  };
}

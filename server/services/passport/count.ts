import { and, count } from "drizzle-orm";
import { passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { within } from "../within.ts";
import { levelOf } from "./level.ts";
import { hasPublishedVersion } from "./newest-version.ts";
import type { PassportRow } from "./view.ts";

/** How many passports the caller's operators answer for, with a published version, by level. */
export async function countPassports(ctx: Context): Promise<Readonly<Record<PassportRow["level"], number>>> {
  const own = within(ctx, "label.read", passport.operatorId);
  const rows = await ctx.db
    .select({ level: passport.level, passports: count() })
    .from(passport)
    .where(and(own, hasPublishedVersion(ctx.db)))
    .groupBy(passport.level);
  const of = (level: PassportRow["level"]) =>
    rows.find((row) => levelOf(row.level) === level)?.passports ?? 0;
  return { model: of("model"), batch: of("batch"), item: of("item") };
}

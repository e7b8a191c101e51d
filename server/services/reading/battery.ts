import { and, eq } from "drizzle-orm";
import { batteryItem, batteryModel, operator, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { BatteryCategory } from "../../domain/battery/category.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Audience } from "../../domain/access/audience.ts";
import { Refusal } from "../../refusal.ts";
import { readerOf } from "../interest/reader-of.ts";
import { isNewestVersion } from "../passport/newest-version.ts";
import { recordDelivery } from "../passport/record-delivery.ts";

/** A battery whose readings are asked for, by somebody who may read them. */
export interface ReadBattery {
  readonly passportId: string;
  readonly itemId: string;
  readonly operatorId: string;
  /** Newest version that anybody can see. */
  readonly version: number;
  readonly productUrl: string;
  readonly serial: string;
  readonly modelName: string;
  readonly operatorName: string;
  readonly category: BatteryCategory;
  /** Of a recycled battery its operator keeps what it has, and nobody else reads more. */
  readonly hasEnded: boolean;
  /** As whom the caller reads. */
  readonly audience: Audience;
}

/**
 * Finds a battery for somebody who may read its measured values: its operator, or a legitimate interest. `NOT_ALLOWED` for
 * everybody else and for what an interest was not granted for, `PASSPORT_NOT_FOUND` for what is no passport of a single battery, `PASSPORT_ENDED` once it is recycled.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4 with Art. 77(2)(c) and 77(8).
 */
export async function findBattery(ctx: Context, productUrl: string): Promise<ReadBattery> {
  demand(ctx, "reading.read", null);
  const [found] = await ctx.db
    .select({ passport, item: batteryItem, model: batteryModel, operator, version: passportVersion.version })
    .from(passport)
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    // A text that no database keeps names nothing.
    .where(and(eq(passport.productUrl, productUrl.replaceAll("\0", "\ufffd")), isNewestVersion));
  if (found === undefined)
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport of a battery for ${productUrl}.`);
  const { audience, dataSets } = await readerOf(ctx, ctx.db, found.passport);
  if (!dataSets.includes("point4"))
    throw new Refusal(
      "NOT_ALLOWED",
      "Your roles and interests do not open what is measured at this battery.",
    );
  const hasEnded = found.passport.endedAt !== null;
  if (hasEnded && audience !== "responsibleOperator")
    throw new Refusal("PASSPORT_ENDED", `The passport of ${productUrl} has ended.`);
  const category = parseBatteryCategory(found.model.category);
  if (!category.ok) throw new Error("A battery with a passport has a category that may have one.");
  return {
    ...{ passportId: found.passport.id, itemId: found.item.id, operatorId: found.passport.operatorId },
    ...{ version: found.version, productUrl, serial: found.item.serial, modelName: found.model.name },
    ...{ operatorName: found.operator.name, category: category.value, hasEnded, audience },
  };
}

/** Writes down that somebody was given readings of a battery, as of everything of point 4. */
export async function recordReadingDelivery(
  ctx: Context,
  { passportId, version, audience }: ReadBattery,
): Promise<void> {
  await recordDelivery(ctx, ctx.db, { passportId, version, audience, groups: ["I"], form: "readings" });
}

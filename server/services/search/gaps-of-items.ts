import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import { itemAt, itemValues } from "../../domain/passport/item-subject.ts";
import { missingIn } from "../attribute/refuse-incomplete.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { doesNotApplyTo, hasOnlyExternalStorage } from "../item/subject.ts";
import type { BatteryRow } from "./find-batteries.ts";

/**
 * What batteries lack of what the law asks of each on its own day: that of its placing on the market, else of its first
 * version. By passport; `measured` names the values that readings hold, by item.
 */
export async function gapsOfItems(
  ctx: Context,
  rows: readonly BatteryRow[],
  measured: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, readonly Attribute[]>> {
  const { catalogue } = await currentCatalogue(ctx.db);
  return new Map(
    rows.map(({ passport, item, model, operator, batchNumber, firstIssuedAt }) => {
      const category = parseBatteryCategory(model.category);
      if (!category.ok) throw new Error("A model has a category of the law.");
      const ofRecord = {
        ...{ productUrl: item.productUrl, modelUrl: model.productUrl, batchUrl: null, batchNumber },
        ...{ category: category.value, hasOnlyExternalStorage: hasOnlyExternalStorage(model) },
        ...{ serial: item.serial, manufacturedOn: item.manufacturedOn },
        ...{ placedOnMarketOn: item.placedOnMarketOn, chineseCode: item.chineseCode },
        ...{ attributes: item.attributes, operator },
        // Owed on conditions only, so never counted as missing.
        ...{ predecessors: [], successors: [], registrationId: null },
      };
      const day = new Date(firstIssuedAt ?? ctx.now()).toISOString().slice(0, 10);
      const values = {
        ...itemValues(ofRecord),
        batteryStatus: item.batteryStatus,
        ...Object.fromEntries([...(measured.get(item.id) ?? [])].map((attribute) => [attribute, true])),
      };
      const doesNotApply = doesNotApplyTo({ model, item });
      return [
        passport.id,
        missingIn(completeness(catalogue, itemAt(ofRecord, day), values, doesNotApply), "item"),
      ];
    }),
  );
}

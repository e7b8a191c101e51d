import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import type { BatteryAt } from "../../domain/catalogue/requirement.ts";
import { statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import { missingIn } from "../attribute/refuse-incomplete.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { Model } from "../model/find.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import { signedRestricted } from "../passport/restricted-elements.ts";
import { newestVersionOf } from "../passport/says-the-same.ts";

/**
 * What the law asks of a battery on its own day that the newest signed version of its model does not say: a battery leans on
 * that record for everything it shares. Nothing before the duty begins.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(1), Art. 13(6) last subparagraph.
 */
export async function modelGaps(
  ctx: Context,
  db: Database,
  model: Model,
  battery: BatteryAt,
): Promise<readonly Attribute[]> {
  const { catalogue } = await currentCatalogue(db);
  if (battery.day < catalogue.appliesFrom) return [];
  const held = await findModelPassport(db, model);
  const subject = held === null ? null : await newestSubject(db, held.id);
  if (held === null || subject === null) throw new Error("A battery has a passport only after its model.");
  const at = { passportId: held.id, version: await newestVersionOf(db, held.id), level: "model" } as const;
  const signed = {
    ...voluntaryPart(subject).attributes,
    ...statutoryElements(subject),
    ...(await signedRestricted(ctx, db, at)),
  };
  const doesNotApply = new Set(Object.keys(model.notApplicable));
  return missingIn(completeness(catalogue, battery, signed, doesNotApply), "model");
}

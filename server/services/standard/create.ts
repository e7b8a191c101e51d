import { and, eq } from "drizzle-orm";
import { batteryModel, facility, operator as operatorTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { isPassportCategory, parseBatteryCategory } from "../../domain/battery/category.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { dppIdOf } from "../../domain/identifier/dpp-id.ts";
import { modelUrl, ownModelUrl } from "../../domain/identifier/product-url.ts";
import { contentNamesUnder } from "../../domain/passport/document.ts";
import type { ElementChange } from "../../domain/passport/document-changes.ts";
import { areSame, ownMember } from "../../domain/passport/document-changes.ts";
import type { NewDocument } from "../../domain/passport/new-document.ts";
import { readNewDocument } from "../../domain/passport/new-document.ts";
import { didOf } from "../../domain/record/did.ts";
import { statutoryElements } from "../../domain/record/content.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { inOne } from "../in-one.ts";
import { Fields, invalidInput } from "../input.ts";
import { createModel } from "../model/create.ts";
import { loadModel } from "../model/find.ts";
import { ensureModelPassport, findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import { issueItem } from "../passport/issue-item.ts";
import { stateElements } from "./model-changes.ts";

/** A passport that was made. */
export interface MadePassport {
  readonly digitalProductPassportId: string;
  readonly uniqueProductIdentifier: string;
  readonly granularity: "model" | "item";
  /** Of a model it is a draft until a second person has approved it. */
  readonly dppStatus: "inactive" | "active";
}

/**
 * Makes the passport of a model, as a draft, or of a battery, signed at once: what is shared is its model's. All of it or
 * nothing. The identifier is the operator's own, for ever.
 *
 * Refusals: `INVALID_INPUT` with each member or element (of a category without a passport `E_CATEGORY_NO_PASSPORT`),
 * `IDENTIFIER_TAKEN`, `NOT_ALLOWED` for another operator's, `MODEL_NOT_RELEASED`, `PASSPORT_NOT_FOUND` for a battery of
 * no model.
 *
 * Source: EN 18222, CreateDPP; Regulation (EU) 2023/1542, Art. 77(1) to (4).
 */
export async function createPassport(ctx: Context, json: JsonValue): Promise<MadePassport> {
  demand(ctx, "model.read", null);
  const { catalogue } = await currentCatalogue(ctx.db);
  const names = contentNamesUnder(catalogue.version);
  const read = readNewDocument(json, ctx.publicUrl, names);
  if (!read.ok) throw invalidInput(read.problems);
  switch (read.value.product.level) {
    case "model":
      return inOne(ctx, (within) => createOfModel(within, read.value));
    case "item":
      return createOfItem(ctx, read.value);
    case "batch":
      throw invalidInput([
        {
          code: "E_GRANULARITY",
          path: "uniqueProductIdentifier",
          params: { value: "batch", expected: "model, item" },
        },
      ]);
  }
}

async function createOfModel(within: Context, sent: NewDocument): Promise<MadePassport> {
  const answering = await operatorOf(within, sent);
  demand(within, "model.write", answering.id);
  const { product, statutory, voluntary } = sent;
  const fields = new Fields();
  if (product.scheme === "own" && product.operator !== answering.slug)
    fields.add("E_PRODUCT_FOREIGN", "uniqueProductIdentifier", {
      value: sent.productUrl,
      expected: `${within.publicUrl}/id/${answering.slug}`,
    });
  const text = (from: JsonObject, id: string): string => {
    const value = from[id];
    if (typeof value === "string" || typeof value === "number") return String(value);
    fields.add(value === undefined || value === null ? "E_REQUIRED" : "E_VALUE_KIND", id, {
      expected: "text",
    });
    return "";
  };
  const or = (from: JsonObject, id: string, usual: string): string =>
    from[id] === undefined || from[id] === null ? usual : text(from, id);
  const gtin = product.scheme === "gs1" ? product.gtin : undefined;
  const code = or(statutory, "batteryModelIdentifier", gtin ?? "");
  const modelCode = product.scheme === "own" ? product.model : code;
  const illustrative = voluntary["illustrative"];
  if (illustrative !== undefined && typeof illustrative !== "boolean")
    fields.add("E_VALUE_KIND", "illustrative", { expected: "flag" });
  const facilityId = await plantOf(within, fields, answering.id, sent);
  const input = {
    ...{ operatorId: answering.id, facilityId, gtin, modelCode },
    typeDesignation: or(voluntary, "typeDesignation", modelCode),
    name: text(voluntary, "name"),
    category: categoryOf(fields, statutory),
    chemistry: text(statutory, "batteryChemistry"),
    massKg: text(statutory, "batteryMass"),
    ratedCapacityAh: text(statutory, "ratedCapacity"),
    nominalVoltageV: text(statutory, "nominalVoltage"),
    ratedEnergyKwh: text(voluntary, "ratedEnergyKWh"),
    usableEnergyKwh: or(voluntary, "usableEnergyKWh", ""),
    warrantyMonths: or(statutory, "warrantyPeriod", ""),
    illustrative: illustrative === true,
  };
  fields.refuse();
  const { id } = await createModel(within, input);
  const model = await loadModel(within.db, id, "for update");
  const facts = await modelFacts(within, within.db, model);
  await stateElements(within, model, facts, [
    ...elements("statutory", statutory).filter(({ id: name }) => !taken.has(name)),
    ...elements("voluntary", voluntary).filter(({ id: name }) => !taken.has(name)),
  ]);
  const passport = await ensureModelPassport(within, within.db, model);
  return {
    digitalProductPassportId: dppIdOf(passport.id),
    uniqueProductIdentifier: model.productUrl,
    ...{ granularity: "model", dppStatus: "inactive" },
  };
}

/** What a model is made of; the rest is stated of it. */
const taken: ReadonlySet<string> = new Set([
  ...["batteryModelIdentifier", "batteryCategory", "batteryChemistry", "batteryMass", "ratedCapacity"],
  ...["nominalVoltage", "warrantyPeriod"],
  ...["name", "typeDesignation", "illustrative", "ratedEnergyKWh", "usableEnergyKWh"],
]);

async function createOfItem(ctx: Context, sent: NewDocument): Promise<MadePassport> {
  const { product, statutory, voluntary } = sent;
  const url =
    product.scheme === "gs1"
      ? modelUrl(ctx.publicUrl, product.gtin)
      : ownModelUrl(ctx.publicUrl, product.operator, product.model);
  const [model] = await ctx.db.select().from(batteryModel).where(eq(batteryModel.productUrl, url));
  if (model === undefined) throw new Refusal("MODEL_NOT_FOUND", `There is no model ${url}.`);
  demand(ctx, "item.issue", model.operatorId);
  const answering = await operatorOf(ctx, sent, model.operatorId);
  if (answering.id !== model.operatorId)
    throw new Refusal("NOT_ALLOWED", "The model of this battery is another operator's.");
  const fields = new Fields();
  const ofModel = await findModelPassport(ctx.db, model);
  const shared = ofModel === null ? null : await newestSubject(ctx.db, ofModel.id);
  const known: JsonObject = {
    ...(shared === null ? {} : statutoryElements(shared)),
    uniqueBatteryIdentifier: sent.productUrl,
    batterySerialNumber: product.serial ?? "",
  };
  const own: Record<string, string> = {};
  const attributes = new Map<string, JsonValue>();
  const { catalogue } = await currentCatalogue(ctx.db);
  for (const { id, content, value } of [
    ...elements("statutory", statutory),
    ...elements("voluntary", voluntary),
  ]) {
    if (areSame(ownMember(known, id), value)) continue;
    const isField = content === "voluntary" ? id === "chineseBatteryCode" : itemFields.has(id);
    if (isField && typeof value !== "string") fields.add("E_VALUE_KIND", id, { expected: "text" });
    else if (isField && typeof value === "string") own[id] = value;
    else if (findAttribute(catalogue, id)?.level === "model") fields.add("E_ATTRIBUTE_LEVEL_MODEL", id);
    else attributes.set(id, value);
  }
  if (own["manufacturingDate"] === undefined) fields.add("E_REQUIRED", "manufacturingDate");
  fields.refuse();
  const { productUrl } = await issueItem(ctx, {
    ...{ modelId: model.id, serial: product.serial ?? "", manufacturedOn: own["manufacturingDate"] ?? "" },
    ...{ placedOnMarketOn: own["placedOnMarketDate"], batchNumber: own["batteryBatchNumber"] },
    ...{ chineseCode: own["chineseBatteryCode"] },
    attributes: Object.fromEntries(attributes),
  });
  const held = await findModelPassport(ctx.db, { productUrl });
  if (held === null) throw new Error("A battery that was issued has a passport.");
  return {
    digitalProductPassportId: dppIdOf(held.id),
    uniqueProductIdentifier: productUrl,
    ...{ granularity: "item", dppStatus: "active" },
  };
}

/** Elements that a new battery has fields of its own for. */
const itemFields: ReadonlySet<string> = new Set([
  "manufacturingDate",
  "placedOnMarketDate",
  "batteryBatchNumber",
]);

function elements(content: ElementChange["content"], of: JsonObject): readonly ElementChange[] {
  return Object.entries(of).map(([id, value]) => ({ id, content, value }));
}

/** The operator the document names, by its DID or the identifier it is known by; else the only one the caller acts for. */
async function operatorOf(ctx: Context, { economicOperatorId }: NewDocument, usual?: string) {
  const rows = await ctx.db.select().from(operatorTable);
  const own = rows.filter(({ id }) => allows(ctx.caller.memberships, "model.read", id));
  const named = rows.filter(
    ({ slug, identifier }) =>
      economicOperatorId === didOf(ctx.publicUrl, slug) || economicOperatorId === identifier,
  );
  const found =
    economicOperatorId === null
      ? own.length === 1
        ? own[0]
        : own.find(({ id }) => id === usual)
      : (named.find(({ id }) => own.some((one) => one.id === id)) ?? named[0]);
  if (found !== undefined) return found;
  throw invalidInput([
    economicOperatorId === null
      ? { code: "E_REQUIRED", path: "economicOperatorId" }
      : {
          code: "E_OPERATOR_UNKNOWN",
          path: "economicOperatorId",
          params: { value: economicOperatorId.slice(0, 200) },
        },
  ]);
}

/** The plant the document names, by its identifier, code or name; else the only one there is. Empty after a problem. */
async function plantOf(
  { db }: Pick<Context, "db">,
  fields: Fields,
  operatorId: string,
  { facilityId, statutory }: NewDocument,
): Promise<string> {
  const plants = await db
    .select()
    .from(facility)
    .where(and(eq(facility.operatorId, operatorId)));
  const member = (id: string, name: string): string | undefined => {
    const value = statutory[id];
    const text = isJsonObject(value) ? value[name] : undefined;
    return typeof text === "string" ? text : undefined;
  };
  const named =
    facilityId ?? member("manufacturingFacilityIdentifier", "value") ?? member("manufacturingPlace", "name");
  const found =
    named === undefined
      ? plants.length === 1
        ? plants[0]
        : undefined
      : plants.find(({ id, code, identifier, name }) =>
          [id, code, identifier, name].some((one) => one === named),
        );
  if (found !== undefined) return found.id;
  if (named === undefined) fields.add("E_REQUIRED", "facilityId");
  else fields.add("E_FACILITY_UNKNOWN", "facilityId", { value: named.slice(0, 200) });
  return "";
}

/** The category of a model by the two attributes that say it; one that gets no passport is refused by name. */
function categoryOf(fields: Fields, statutory: JsonObject): string {
  const path = "batteryCategory";
  const said = statutory[path];
  if (said === undefined || said === null) fields.add("E_REQUIRED", path);
  if (typeof said !== "string") return "";
  const isStationary = statutory["industrialSubType"] === "stationary-storage";
  const category = parseBatteryCategory(
    said === "industrial" ? (isStationary ? "industrialStationary" : "industrialOther") : said,
  );
  if (!category.ok) fields.take(path, category);
  else if (!isPassportCategory(category.value)) fields.add("E_CATEGORY_NO_PASSPORT", path, { value: said });
  else return category.value;
  return "";
}

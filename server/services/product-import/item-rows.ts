import { and, eq, inArray, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryBatch, batteryItem, batteryModel } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { isPassportCategory, parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import type { BatteryAt } from "../../domain/catalogue/requirement.ts";
import { itemAt } from "../../domain/passport/item-subject.ts";
import { neededColumns } from "../../domain/product-import/column.ts";
import { isSameValue, mergedValue } from "../../domain/product-import/merge.ts";
import type { GivenProduct } from "../../domain/product-import/row.ts";
import type { Problem } from "../../domain/problem.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { missingIn } from "../attribute/refuse-incomplete.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { invalidInput } from "../input.ts";
import { lockOperators } from "../life/lock-operators.ts";
import type { Model } from "../model/find.ts";
import { modelGaps } from "../item/model-gaps.ts";
import type { NewItem } from "../item/new-item.ts";
import { readNewItem } from "../item/new-item.ts";
import { hasOnlyExternalStorage } from "../item/subject.ts";
import { releasedModels } from "../passport/find-passport.ts";
import { enterItem } from "../passport/issue-item.ts";
import type { GivenRow, JudgedRow, ProductHandler, RunScope } from "./handler.ts";
import { fullGtin } from "./full-gtin.ts";

/**
 * Rows of a file of batteries. A battery is known by its model and serial number; what is signed of one is not changed by a
 * file of new ones.
 */
export const itemHandler: ProductHandler = {
  action: "item.issue",
  rowsAtOnce: 20,
  judge: async (ctx, db, scope, rows) => {
    const judged = await judge(ctx, db, scope, rows);
    return judged.map(({ item: _, ...row }) => row);
  },
  enter: async (ctx, tx, scope, row) => {
    // Judged behind whoever issues at this moment: what another file just entered is there already, not refused.
    await lockOperators(tx, [scope.operatorId]);
    const [judged] = await judge(ctx, tx, scope, [row]);
    if (judged === undefined || judged.outcome === null) throw invalidInput(judged?.problems ?? []);
    if (judged.item === null) return { outcome: judged.outcome, productUrl: judged.productUrl ?? "" };
    try {
      const { productUrl } = await enterItem(ctx, tx, judged.item);
      return { outcome: judged.outcome, productUrl };
    } catch (error) {
      if (!(error instanceof Refusal) || error.problems.length === 0) throw error;
      throw new Refusal(error.code, error.message, error.problems.map(atColumn));
    }
  },
};

/** With what has to be entered; null for a battery that is there. */
type Judged = JudgedRow & { readonly item: NewItem | null };

interface KnownItem {
  readonly item: typeof batteryItem.$inferSelect;
  readonly batchNumber: string | null;
}

interface Facts {
  readonly catalogue: Catalogue;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly models: readonly Model[];
  /** Identifiers of models whose passport is released. */
  readonly released: ReadonlySet<string>;
  readonly items: readonly KnownItem[];
  /** Chinese codes in use. */
  readonly codes: ReadonlySet<string>;
}

async function judge(
  ctx: Context,
  db: Database,
  scope: RunScope,
  rows: readonly GivenRow[],
): Promise<readonly Judged[]> {
  const facts = await factsFor(ctx, db, scope, rows);
  const seen = new Map<string, number>();
  const gapsOf = gapFinder(ctx, db);
  const judged: Judged[] = [];
  // One after the other: they read through one connection.
  for (const { number, given } of rows) {
    const row = await judgeRow(facts, given, gapsOf);
    const again = row.item === null ? null : twice(seen, number, row.item);
    judged.push(again ?? row);
  }
  return judged;
}

/** A row about a battery of an earlier row, or with its code; null for one that is new, which is remembered. */
function twice(
  seen: Map<string, number>,
  number: number,
  { modelId, serial, chineseCode }: NewItem,
): Judged | null {
  const keys: readonly (readonly [key: string, path: string])[] = [
    [`serial ${modelId} ${serial}`, "batterySerialNumber"],
    ...(chineseCode === undefined ? [] : [[`code ${chineseCode}`, "chineseCode"] as const]),
  ];
  for (const [key, path] of keys) {
    const before = seen.get(key);
    if (before !== undefined)
      return refused([{ code: "E_IMPORT_ROW_TWICE", path, params: { line: String(before) } }]);
  }
  for (const [key] of keys) seen.set(key, number);
  return null;
}

type GapFinder = (model: Model, battery: BatteryAt) => Promise<readonly Problem[]>;

/** What a model's signed record lacks on the day of its batteries, asked once for each day. */
function gapFinder(ctx: Context, db: Database): GapFinder {
  const known = new Map<string, readonly Problem[]>();
  return async (model, battery) => {
    const key = `${model.id} ${battery.day}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const gaps = await modelGaps(ctx, db, model, battery);
    const names = gaps.map(({ title }) => title.en).join(", ");
    const problems =
      gaps.length === 0
        ? []
        : [{ code: "E_IMPORT_MODEL_INCOMPLETE", path: "model", params: { expected: names } }];
    known.set(key, problems);
    return problems;
  };
}

function refused(problems: readonly Problem[]): Judged {
  return { outcome: null, problems, differences: [], productUrl: null, item: null };
}

async function factsFor(
  ctx: Context,
  db: Database,
  { operatorId }: RunScope,
  rows: readonly GivenRow[],
): Promise<Facts> {
  const named = [...new Set(rows.flatMap(({ given }) => given.head["model"] ?? []))];
  const gtins = named.flatMap((text) => fullGtin(text) ?? []);
  const models =
    named.length === 0
      ? []
      : await db
          .select()
          .from(batteryModel)
          .where(
            and(
              eq(batteryModel.operatorId, operatorId),
              or(
                inArray(batteryModel.modelCode, named),
                inArray(batteryModel.gtin, gtins),
                inArray(batteryModel.productUrl, named),
              ),
            ),
          );
  const serials = [...new Set(rows.flatMap(({ given }) => textOf(given, "batterySerialNumber") ?? []))];
  const codes = [...new Set(rows.flatMap(({ given }) => given.head["chineseCode"] ?? []))];
  const ids = models.map(({ id }) => id);
  const items =
    ids.length === 0 || serials.length === 0
      ? []
      : await db
          .select({ item: batteryItem, batchNumber: batteryBatch.number })
          .from(batteryItem)
          .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
          .where(and(inArray(batteryItem.modelId, ids), inArray(batteryItem.serial, serials)));
  const taken =
    codes.length === 0
      ? []
      : await db
          .select({ code: batteryItem.chineseCode })
          .from(batteryItem)
          .where(inArray(batteryItem.chineseCode, codes));
  return {
    catalogue: (await currentCatalogue(db)).catalogue,
    day: (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10),
    models,
    released: await releasedModels(db, ids),
    items,
    codes: new Set(taken.flatMap(({ code }) => code ?? [])),
  };
}

function textOf({ values }: GivenProduct, id: string): string | undefined {
  const value = values[id];
  return typeof value === "string" ? value : undefined;
}

async function judgeRow(facts: Facts, given: GivenProduct, gapsOf: GapFinder): Promise<Judged> {
  const { head } = given;
  const missing = neededColumns.items.filter((id) => (head[id] ?? textOf(given, id)) === undefined);
  if (missing.length > 0) return refused(missing.map((path) => ({ code: "E_REQUIRED", path })));
  const problems: Problem[] = [];
  const model = modelOf(facts, head["model"] ?? "", problems);
  if (model === null) return refused(problems);
  const attributes = Object.fromEntries(
    Object.entries(given.values).filter(([id]) => !Object.values(columnOfField).includes(id)),
  );
  const serial = textOf(given, "batterySerialNumber") ?? "";
  const known = facts.items.find(({ item }) => item.modelId === model.id && item.serial === serial);
  if (known !== undefined) return judgeKnown(facts, known, given, attributes);
  const item: NewItem = {
    ...{ modelId: model.id, serial, attributes, chineseCode: head["chineseCode"] },
    manufacturedOn: textOf(given, "manufacturingDate") ?? "",
    placedOnMarketOn: textOf(given, "placedOnMarketDate"),
    batchNumber: textOf(given, "batteryBatchNumber"),
  };
  const { catalogue, day: today } = facts;
  const read = readNewItem({ model, catalogue, today }, item);
  if (!read.ok) return refused(read.problems.map(atColumn));
  const { chineseCode, placedOnMarketOn } = read.value;
  if (chineseCode !== null && facts.codes.has(chineseCode))
    return refused([{ code: "IDENTIFIER_TAKEN", path: "chineseCode", params: { value: chineseCode } }]);
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  const battery = itemAt(
    { category: category.value, placedOnMarketOn, hasOnlyExternalStorage: hasOnlyExternalStorage(model) },
    today,
  );
  const rows = completeness(catalogue, battery, given.values, new Set(Object.keys(model.notApplicable)));
  // What nobody enters the registry writes itself, the status of a new battery with it.
  const lacking = missingIn(rows, "item").filter(
    ({ id, origin }) => origin === "stated" && id !== "batteryStatus",
  );
  problems.push(
    ...lacking.map(({ id }) => ({ code: "E_ATTRIBUTE_MISSING", path: id })),
    ...(await gapsOf(model, battery)),
  );
  if (problems.length > 0) return refused(problems);
  return { outcome: "created", problems: [], differences: [], productUrl: null, item };
}

/** Fields of a new battery, and the columns that say them. */
const columnOfField: Readonly<Record<string, string>> = {
  serial: "batterySerialNumber",
  manufacturedOn: "manufacturingDate",
  placedOnMarketOn: "placedOnMarketDate",
  batchNumber: "batteryBatchNumber",
};

/** A problem of a new battery, at the column that says it. */
function atColumn(problem: Problem): Problem {
  const path = problem.path.replace(/^attributes\./, "");
  return { ...problem, path: columnOfField[path] ?? path };
}

function modelOf({ models, released }: Facts, text: string, problems: Problem[]): Model | null {
  const gtin = fullGtin(text);
  const [only, ...others] = models.filter(
    (model) =>
      model.modelCode === text || model.productUrl === text || (model.gtin !== null && model.gtin === gtin),
  );
  const problem = (code: string) => problems.push({ code, path: "model", params: { value: text } });
  if (only === undefined) problem("E_IMPORT_MODEL");
  else if (others.length > 0) problem("E_IMPORT_MODEL_SEVERAL");
  else {
    const category = parseBatteryCategory(only.category);
    if (!category.ok || !isPassportCategory(category.value)) problem("CATEGORY_WITHOUT_PASSPORT");
    else if (!released.has(only.id)) problem("MODEL_NOT_RELEASED");
    else return only;
  }
  return null;
}

/** A battery that has its passport: the same said again is nothing new, anything else is refused at its cell. */
function judgeKnown(
  { catalogue }: Facts,
  { item, batchNumber }: KnownItem,
  given: GivenProduct,
  values: Readonly<Record<string, JsonValue>>,
): Judged {
  const problems: Problem[] = [];
  const isOther = (path: string, expected: string, value: string) =>
    problems.push({ code: "E_IMPORT_ISSUED", path, params: { value, expected } });
  const compare = (path: string, known: string | null, text: string | undefined) => {
    if (text !== undefined && text !== known) isOther(path, known ?? "–", text);
  };
  compare("manufacturingDate", item.manufacturedOn, textOf(given, "manufacturingDate"));
  compare("placedOnMarketDate", item.placedOnMarketOn, textOf(given, "placedOnMarketDate"));
  compare("batteryBatchNumber", batchNumber, textOf(given, "batteryBatchNumber"));
  compare("chineseCode", item.chineseCode, given.head["chineseCode"]);
  for (const [id, value] of Object.entries(values)) {
    const attribute = findAttribute(catalogue, id);
    const known = item.attributes[id];
    if (attribute === undefined || isSameValue(known, mergedValue(attribute, known, value))) continue;
    isOther(
      id,
      known === undefined ? "–" : JSON.stringify(known).slice(0, 100),
      JSON.stringify(value).slice(0, 100),
    );
  }
  if (problems.length > 0) return refused(problems);
  return { outcome: "unchanged", problems: [], differences: [], productUrl: item.productUrl, item: null };
}

import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel, document, facility, modelDocument, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import { folded } from "../../domain/import/word-cell.ts";
import { fileTiersOf } from "../../domain/passport/document-attribute.ts";
import { neededColumns } from "../../domain/product-import/column.ts";
import { isSameValue, mergedValue } from "../../domain/product-import/merge.ts";
import type { GivenProduct } from "../../domain/product-import/row.ts";
import type { Problem } from "../../domain/problem.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { changeOfStatement, enterAttributes } from "../attribute/state.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { enterAttachment } from "../document/attach.ts";
import { invalidInput } from "../input.ts";
import type { NewModel } from "../model/create.ts";
import { checkedModel, enterModel } from "../model/create.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { enterRevision } from "../model/revise.ts";
import { fullGtin } from "./full-gtin.ts";
import { problemsOf } from "./problems-of.ts";
import type { GivenRow, JudgedRow, ProductHandler, RowDifference, RunScope } from "./handler.ts";

/** Rows of a file of models. A model is known by its code and plant. */
export const modelHandler: ProductHandler = {
  action: "model.write",
  rowsAtOnce: 10,
  judge: async (ctx, db, scope, rows) => {
    const judged = await judge(ctx, db, scope, rows);
    return judged.map(({ plan: _, ...row }) => row);
  },
  enter: async (ctx, tx, scope, row) => {
    const [judged] = await judge(ctx, tx, scope, [row]);
    if (judged === undefined || judged.outcome === null || judged.plan === null)
      throw invalidInput(judged?.problems ?? []);
    const productUrl = await carryOut(ctx, tx, judged.plan);
    return { outcome: judged.outcome, productUrl };
  },
};

/** What has to be done for a row. */
interface Plan {
  /** Null for a model that is there. */
  readonly created: NewModel | null;
  readonly modelId: string | null;
  readonly revision: {
    readonly name?: string;
    readonly ratedEnergyKwh?: string;
    readonly usableEnergyKwh?: string;
  };
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly files: readonly { readonly attribute: string; readonly documentId: string }[];
}

type Judged = JudgedRow & { readonly plan: Plan | null };

interface Facts {
  readonly slug: string;
  readonly catalogue: Catalogue;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly plants: readonly (typeof facility.$inferSelect)[];
  readonly models: readonly Model[];
  /** Product URLs in use, of any operator. */
  readonly taken: ReadonlySet<string>;
  readonly documents: readonly { readonly id: string; readonly title: string; readonly sha256: string }[];
}

async function judge(
  ctx: Context,
  db: Database,
  scope: RunScope,
  rows: readonly GivenRow[],
): Promise<readonly Judged[]> {
  const facts = await factsFor(ctx, db, scope, rows);
  const seen = new Map<string, number>();
  const judged: Judged[] = [];
  // One after the other: they read through one connection.
  for (const { number, given } of rows) {
    const row = await judgeRow(ctx, db, scope, facts, given);
    const keys = row.plan === null ? [] : keysOf(row, given);
    const before = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
    for (const key of keys) seen.set(key, seen.get(key) ?? number);
    judged.push(before === undefined ? row : twice(before));
  }
  return judged;
}

function keysOf({ plan, productUrl }: Judged, { head }: GivenProduct): readonly string[] {
  const plant = plan?.created?.facilityId ?? plan?.modelId ?? "";
  return [`code ${head["modelCode"] ?? ""} ${plant}`, ...(productUrl === null ? [] : [productUrl])];
}

function twice(line: number): Judged {
  const problem = { code: "E_IMPORT_ROW_TWICE", path: "modelCode", params: { line: String(line) } };
  return refused([problem]);
}

function refused(problems: readonly Problem[]): Judged {
  return { outcome: null, problems, differences: [], productUrl: null, plan: null };
}

async function factsFor(
  ctx: Context,
  db: Database,
  { operatorId }: RunScope,
  rows: readonly GivenRow[],
): Promise<Facts> {
  const [answering] = await db.select().from(operator).where(eq(operator.id, operatorId));
  if (answering === undefined) throw new Error("An import is of an operator.");
  const codes = [...new Set(rows.flatMap(({ given }) => given.head["modelCode"] ?? []))];
  const gtins = [...new Set(rows.flatMap(({ given }) => fullGtin(given.head["gtin"]) ?? []))];
  const found =
    codes.length + gtins.length === 0
      ? []
      : await db
          .select()
          .from(batteryModel)
          .where(
            or(
              and(eq(batteryModel.operatorId, operatorId), inArray(batteryModel.modelCode, codes)),
              inArray(batteryModel.gtin, gtins),
            ),
          );
  const hasFiles = rows.some(({ given }) => Object.keys(given.documents).length > 0);
  return {
    slug: answering.slug,
    catalogue: (await currentCatalogue(db)).catalogue,
    day: (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10),
    plants: await db.select().from(facility).where(eq(facility.operatorId, operatorId)),
    models: found.filter((model) => model.operatorId === operatorId),
    taken: new Set(found.map(({ productUrl }) => productUrl)),
    documents: hasFiles
      ? await db
          .select({ id: document.id, title: document.title, sha256: document.sha256 })
          .from(document)
          .where(eq(document.operatorId, operatorId))
      : [],
  };
}

async function judgeRow(
  ctx: Context,
  db: Database,
  scope: RunScope,
  facts: Facts,
  given: GivenProduct,
): Promise<Judged> {
  const problems: Problem[] = [];
  const { head } = given;
  const plant = plantOf(facts, head["plant"], problems);
  const category = head["category"] ?? scope.category;
  if (category === null) problems.push({ code: "E_REQUIRED", path: "category" });
  if (scope.category !== null && category !== scope.category)
    problems.push({ code: "E_IMPORT_CATEGORY", path: "category", params: { expected: scope.category } });
  const files = filesOf(facts, given, problems);
  const model =
    plant === null
      ? undefined
      : facts.models.find((one) => one.facilityId === plant.id && one.modelCode === head["modelCode"]);
  if (model !== undefined) return judgeKnown(ctx, db, { facts, given, model, category, files, problems });
  return judgeNew(ctx, {
    ...{ scope, facts, given, files, problems },
    facilityId: plant?.id ?? "",
    category: category ?? "",
  });
}

type Files = readonly { readonly attribute: string; readonly documentId: string }[];

function plantOf(
  { plants }: Facts,
  text: string | undefined,
  problems: Problem[],
): Facts["plants"][number] | null {
  const named = plants.filter(({ code, name, nameOriginal, identifier }) =>
    [code, name, nameOriginal, identifier].some(
      (word) => text !== undefined && word !== null && folded(word) === folded(text),
    ),
  );
  const [only, ...others] = text === undefined ? plants : named;
  if (only !== undefined && others.length === 0) return only;
  const expected = plants.map(({ code, name }) => `${name} (${code})`).join(", ");
  problems.push({ code: "E_IMPORT_PLANT", path: "plant", params: { value: text ?? "", expected } });
  return null;
}

/** Files that rows name by title, identifier or digest. */
function filesOf(
  { catalogue, documents }: Facts,
  { documents: given }: GivenProduct,
  problems: Problem[],
): Files {
  const tiers = fileTiersOf(catalogue);
  return Object.entries(given).flatMap(([attribute, texts]) =>
    texts.flatMap((text) => {
      const [only, ...others] = documents.filter(
        ({ id, title, sha256 }) => id === text || sha256 === text || folded(title) === folded(text),
      );
      if (only !== undefined && others.length === 0 && tiers.has(attribute))
        return [{ attribute, documentId: only.id }];
      problems.push({ code: "E_IMPORT_DOCUMENT", path: attribute, params: { value: text.slice(0, 100) } });
      return [];
    }),
  );
}

/** Data points with columns of their own, by the name they have in a new model. */
const inModel = {
  batteryChemistry: "chemistry",
  batteryMass: "massKg",
  ratedCapacity: "ratedCapacityAh",
  nominalVoltage: "nominalVoltageV",
  warrantyPeriod: "warrantyMonths",
} as const;

const columnOfField: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(inModel).map(([column, field]) => [field, column])),
  facilityId: "plant",
};

function judgeNew(
  ctx: Context,
  input: {
    readonly scope: RunScope;
    readonly facts: Facts;
    readonly given: GivenProduct;
    readonly facilityId: string;
    readonly category: string;
    readonly files: Files;
    readonly problems: readonly Problem[];
  },
): Judged {
  const { scope, facts, given, facilityId, category, files } = input;
  const { head } = given;
  const value = (id: string) => {
    const found = given.values[id];
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  };
  const missing = neededColumns.models
    .filter((id) => (head[id] ?? value(id)) === "")
    .map((path): Problem => ({ code: "E_REQUIRED", path }));
  const created: NewModel = {
    ...{ operatorId: scope.operatorId, facilityId, category },
    gtin: fullGtin(head["gtin"]),
    modelCode: head["modelCode"] ?? "",
    typeDesignation: head["typeDesignation"] ?? "",
    name: head["name"] ?? "",
    chemistry: value("batteryChemistry"),
    massKg: value("batteryMass"),
    ratedCapacityAh: value("ratedCapacity"),
    nominalVoltageV: value("nominalVoltage"),
    ratedEnergyKwh: head["ratedEnergyKwh"] ?? "",
    usableEnergyKwh: head["usableEnergyKwh"],
    warrantyMonths: value("warrantyPeriod"),
  };
  const values = Object.fromEntries(
    Object.entries(given.values).filter(([id]) => !Object.hasOwn(inModel, id)),
  );
  const { catalogue, day } = facts;
  const known = parseBatteryCategory(category);
  const hasOnlyExternalStorage = values["industrialSubType"] === "exclusively-external-storage";
  const { ratedEnergyKwh, massKg } = created;
  const bare = { attributes: {}, notApplicable: {}, shownVoluntarily: [], category, ratedEnergyKwh, massKg };
  const attempt = problemsOf(() => checkedModel(ctx, created, facts.slug));
  const stated = known.ok
    ? problemsOf(() =>
        changeOfStatement(
          bare,
          { catalogue, battery: { category: known.value, day, hasOnlyExternalStorage } },
          { values },
        ),
      )
    : null;
  const problems = firstAtEach([
    ...input.problems,
    ...missing,
    ...attempt.problems.map(atColumn),
    ...(stated?.problems ?? []).map(atColumn),
    ...crossProblems(catalogue, given.values),
  ]);
  const { productUrl } = attempt.value ?? { productUrl: null };
  if (productUrl !== null && facts.taken.has(productUrl)) {
    const path = created.gtin === undefined ? "modelCode" : "gtin";
    problems.push({ code: "IDENTIFIER_TAKEN", path, params: { value: head[path] ?? "" } });
  }
  if (problems.length > 0 || productUrl === null) return refused(problems);
  const plan = { created, modelId: null, revision: {}, values, files };
  return { outcome: "created", problems: [], differences: [], productUrl, plan };
}

/** A problem of a model, at the column that says it. */
function atColumn(problem: Problem): Problem {
  return { ...problem, path: columnOfField[problem.path] ?? problem.path };
}

/** One reason for each column is enough: an empty cell is missing, and no number either. */
function firstAtEach(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ path }, index) => problems.findIndex((one) => one.path === path) === index);
}

async function judgeKnown(
  ctx: Context,
  db: Database,
  input: {
    readonly facts: Facts;
    readonly given: GivenProduct;
    readonly model: Model;
    readonly category: string | null;
    readonly files: Files;
    readonly problems: readonly Problem[];
  },
): Promise<Judged> {
  const { given, model, files } = input;
  const problems = [
    ...input.problems.filter(({ code, path }) => code !== "E_REQUIRED" || path !== "category"),
  ];
  const differences: RowDifference[] = [];
  const isFixed = (path: string, before: string, after: string | null | undefined) => {
    if (after !== null && after !== undefined && after !== before)
      problems.push({ code: "E_IMPORT_FIXED", path, params: { value: after, expected: before } });
  };
  const { head } = given;
  isFixed("category", model.category, input.category);
  isFixed("gtin", model.gtin ?? "–", fullGtin(head["gtin"]));
  isFixed("typeDesignation", model.typeDesignation, head["typeDesignation"]);
  const revision: Record<string, string> = {};
  for (const name of ["name", "ratedEnergyKwh", "usableEnergyKwh"] as const) {
    const [before, after] = [model[name] ?? "", head[name]];
    if (after === undefined || after === before) continue;
    revision[name] = after;
    differences.push({ column: name, before, after });
  }
  const { catalogue, battery, values: known } = await modelFacts(ctx, db, model);
  const values: Record<string, JsonValue> = {};
  for (const [id, value] of Object.entries(given.values)) {
    const attribute = findAttribute(catalogue, id);
    if (attribute === undefined) continue;
    const merged = mergedValue(attribute, known[id], value);
    if (isSameValue(known[id], merged)) continue;
    values[id] = merged;
    differences.push({ column: id, before: shown(known[id]), after: shown(merged) });
  }
  // With the energy that the same row states.
  const revised = { ...model, ...revision };
  const stated = problemsOf(() => changeOfStatement(revised, { catalogue, battery }, { values }));
  const attached = await db
    .select()
    .from(modelDocument)
    .where(and(eq(modelDocument.modelId, model.id), isNull(modelDocument.detachedAt)));
  const fresh = files.filter(
    ({ attribute, documentId }) =>
      !attached.some((one) => one.attribute === attribute && one.documentId === documentId),
  );
  for (const { attribute, documentId } of fresh) {
    const title = input.facts.documents.find(({ id }) => id === documentId)?.title ?? documentId;
    differences.push({ column: attribute, before: "", after: title });
  }
  problems.push(...stated.problems.map(atColumn), ...crossProblems(catalogue, { ...known, ...values }));
  if (problems.length > 0) return refused(firstAtEach(problems));
  return {
    outcome: differences.length === 0 ? "unchanged" : "changed",
    ...{ problems: [], differences, productUrl: model.productUrl },
    plan: { created: null, modelId: model.id, revision, values, files: fresh },
  };
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300);
}

async function carryOut(ctx: Context, tx: Database, plan: Plan): Promise<string> {
  const id = plan.created === null ? (plan.modelId ?? "") : (await enterModel(ctx, tx, plan.created)).id;
  if (Object.keys(plan.revision).length > 0) await enterRevision(ctx, tx, { id, ...plan.revision });
  const model = await loadModel(tx, id);
  if (Object.keys(plan.values).length > 0)
    await enterAttributes(ctx, tx, { id, lock: model.lock, values: plan.values });
  for (const file of plan.files) await enterAttachment(ctx, tx, model, file);
  return model.productUrl;
}

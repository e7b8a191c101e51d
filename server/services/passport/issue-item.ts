import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  batteryItem,
  operator as operatorTable,
  passport as passportTable,
  passportPredecessor,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Attribute, Catalogue } from "../../domain/catalogue/catalogue.ts";
import { parseGtin } from "../../domain/identifier/gtin.ts";
import { parseModelCode } from "../../domain/identifier/model-code.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { itemUrl, ownItemUrl, schemeOwnerOf } from "../../domain/identifier/product-url.ts";
import type { Serial } from "../../domain/identifier/serial.ts";
import type { Problem } from "../../domain/problem.ts";
import { logSubjectOf } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { missingIn, refuseMissing } from "../attribute/refuse-incomplete.ts";
import { recordDeed } from "../audit/record.ts";
import type { BatchRow } from "../batch/enter.ts";
import { enterBatch, findBatch } from "../batch/enter.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { invalidInput } from "../input.ts";
import { findItem } from "../item/find.ts";
import { modelGaps } from "../item/model-gaps.ts";
import type { CheckedItem, NewItem } from "../item/new-item.ts";
import { readNewItem } from "../item/new-item.ts";
import type { NextItem } from "../item/subject.ts";
import { completenessOfItem, nextItem } from "../item/subject.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { refuseInformation } from "../model/refuse-information.ts";
import { newId } from "../new-id.ts";
import { signedHere } from "../operator/signed-here.ts";
import { pathOf } from "../product-path.ts";
import { releasedModels } from "./find-passport.ts";
import type { IssuedVersion } from "./issue-version.ts";
import { issueVersion } from "./issue-version.ts";

export type { NewItem } from "../item/new-item.ts";

/** Where a battery of a second life comes from. Its record names the passports it follows. */
export interface ItemOrigin {
  readonly predecessors: readonly {
    readonly passportId: string;
    /** Operation of Art. 3(1)(29) to (32) that made the one from the other. */
    readonly operation: string;
  }[];
  /** In the words of the catalogue. */
  readonly batteryStatus: string;
}

export interface EnteredItem extends IssuedVersion {
  readonly passportId: string;
  readonly itemId: string;
  readonly productUrl: string;
  readonly path: string;
  /** Who answers for it: `afterIssue` wants to know. */
  readonly operatorId: string;
}

export interface IssuedItem extends Omit<EnteredItem, "operatorId"> {
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Issues the passport of one battery. Its record holds what differs from the model and names the model's passport.
 *
 * `MODEL_NOT_RELEASED` before the model has one; `IDENTIFIER_TAKEN` for a serial or a code that was ever used, also by a battery
 * whose passport has ended; `PASSPORT_INCOMPLETE` with what the law asks for on the battery's own day and is not there, of the
 * battery (at `attributes.…`) or of its model's signed record (at `model.…`). Problems of input as `readNewItem` says.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(1) to (3), Annex XIII; Art. 38(6) (made and marked before it is sold).
 */
export async function issueItem(ctx: Context, input: NewItem): Promise<IssuedItem> {
  demand(ctx, "item.issue", null);
  const entered = await signedHere(ctx.db.transaction((tx) => enterItem(ctx, tx, input)));
  const { pending } = await afterIssue(ctx, entered.operatorId);
  return { ...withoutOperator(entered), isPending: pending !== null };
}

export interface NewItems {
  readonly modelId: string;
  readonly items: readonly Omit<NewItem, "modelId">[];
}

/**
 * The same for several batteries of a model: all of them or none. Every problem stands at its place, as in
 * `items[3].serial`.
 */
export async function issueItems(ctx: Context, input: NewItems): Promise<readonly IssuedItem[]> {
  demand(ctx, "item.issue", null);
  const entered = await signedHere(ctx.db.transaction((tx) => enterItems(ctx, tx, input)));
  const [first] = entered;
  if (first === undefined) return [];
  const { pending } = await afterIssue(ctx, first.operatorId);
  return entered.map((one) => ({ ...withoutOperator(one), isPending: pending !== null }));
}

/** `issueItem` within the caller's transaction, without what follows it (`afterIssue`). Refusals as there. */
export async function enterItem(
  ctx: Context,
  tx: Database,
  { modelId, ...item }: NewItem,
  origin?: ItemOrigin,
): Promise<EnteredItem> {
  const [entered] = await enterEach(ctx, tx, { modelId, items: [item] }, () => "", origin);
  if (entered === undefined) throw new Error("One battery was to be entered.");
  return entered;
}

/** `issueItems` within the caller's transaction, without what follows it. */
export async function enterItems(
  ctx: Context,
  tx: Database,
  input: NewItems,
): Promise<readonly EnteredItem[]> {
  return enterEach(ctx, tx, input, (index) => `items[${String(index)}].`);
}

/** Everything is read first, then kept and judged, and signed at last: what is wrong anywhere is said at once, and cheaply. */
async function enterEach(
  ctx: Context,
  tx: Database,
  { modelId, items }: NewItems,
  at: (index: number) => string,
  origin?: ItemOrigin,
): Promise<readonly EnteredItem[]> {
  demand(ctx, "item.issue", null);
  const seen = await loadModel(tx, modelId);
  demand(ctx, "item.issue", seen.operatorId);
  refuseInformation(seen);
  const issuer = await issuerOf(tx, seen);
  const { model } = issuer;
  const { catalogue } = await currentCatalogue(tx);
  const checked = await readEach(ctx, tx, { model, catalogue, items }, at);
  const kept: Kept[] = [];
  for (const item of checked) kept.push(await keepItem(ctx, tx, issuer, item, origin));
  await refuseGaps(ctx, tx, model, kept, at);
  const entered: EnteredItem[] = [];
  for (const one of kept) entered.push(await signItem(ctx, tx, issuer, one));
  return entered;
}

type Operator = typeof operatorTable.$inferSelect;

interface Issuer {
  readonly model: Model;
  readonly operator: Operator;
}

/**
 * The operator, locked before anything is made: two that issue at once wait for each other here and nowhere else. The model
 * is read again: it may have been handed over while we waited.
 */
async function issuerOf(tx: Database, { id, operatorId }: Model): Promise<Issuer> {
  const [operator] = await tx
    .select()
    .from(operatorTable)
    .where(eq(operatorTable.id, operatorId))
    .for("no key update");
  const model = await loadModel(tx, id);
  if (model.operatorId !== operatorId)
    throw new Refusal("RESPONSIBILITY_MOVED", `Somebody else answers for ${model.productUrl} now.`);
  if (operator === undefined || !(await releasedModels(tx, [model.id])).has(model.id)) {
    throw new Refusal(
      "MODEL_NOT_RELEASED",
      "Release the model first: a battery's passport names its model's.",
    );
  }
  return { model, operator };
}

interface Reading {
  readonly model: Model;
  readonly catalogue: Catalogue;
  readonly items: NewItems["items"];
}

/** All of it read, or refused with everything that is wrong. */
async function readEach(
  ctx: Context,
  tx: Database,
  { model, catalogue, items }: Reading,
  at: (index: number) => string,
): Promise<readonly CheckedItem[]> {
  const today = (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10);
  const read = items.map((item) => readNewItem({ model, catalogue, today }, item));
  const problems = read.flatMap((one, index) => (one.ok ? [] : placed(one.problems, at(index))));
  if (problems.length > 0) throw invalidInput(problems);
  const checked = read.flatMap((one) => (one.ok ? [one.value] : []));
  const taken = await takenAmong(tx, model, checked, at);
  if (taken.length > 0) throw takenRefusal(taken);
  return checked;
}

function placed(problems: readonly Problem[], prefix: string): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, path: prefix + problem.path }));
}

/** Serials and codes that were ever used, or stand twice in the order. */
async function takenAmong(
  tx: Database,
  model: Model,
  checked: readonly CheckedItem[],
  at: (index: number) => string,
): Promise<readonly Problem[]> {
  const serials = checked.map(({ serial }) => serial);
  const codes = checked.flatMap(({ chineseCode }) => (chineseCode === null ? [] : [chineseCode]));
  const ofSerial = await tx
    .select({ serial: batteryItem.serial })
    .from(batteryItem)
    .where(and(eq(batteryItem.modelId, model.id), inArray(batteryItem.serial, serials)));
  const ofCode =
    codes.length === 0
      ? []
      : await tx
          .select({ code: batteryItem.chineseCode })
          .from(batteryItem)
          .where(inArray(batteryItem.chineseCode, codes));
  const usedSerials = new Set(ofSerial.map(({ serial }) => serial));
  const usedCodes = new Set(ofCode.map(({ code }) => code));
  return checked.flatMap(({ serial, chineseCode }, index) => {
    const problems: Problem[] = [];
    if (usedSerials.has(serial)) problems.push(takenProblem(`${at(index)}serial`, serial));
    if (chineseCode !== null && usedCodes.has(chineseCode))
      problems.push(takenProblem(`${at(index)}chineseCode`, chineseCode));
    usedSerials.add(serial);
    if (chineseCode !== null) usedCodes.add(chineseCode);
    return problems;
  });
}

function takenProblem(path: string, value: string): Problem {
  return { code: "IDENTIFIER_TAKEN", path, params: { value } };
}

function takenRefusal(problems: readonly Problem[]): Refusal {
  const values = problems.map(({ params }) => params?.["value"] ?? "").join(", ");
  return new Refusal(
    "IDENTIFIER_TAKEN",
    `In use already, and never used twice, also not after a battery's end: ${values}.`,
    problems,
  );
}

interface Kept {
  readonly passport: {
    readonly id: string;
    readonly itemId: string;
    readonly productUrl: string;
    readonly logSubject: string;
  };
  readonly next: NextItem;
  readonly missing: readonly Attribute[];
}

/** The rows of a battery, its batch with them where it is the first of it, and what its record is going to say. */
async function keepItem(
  ctx: Context,
  tx: Database,
  { model, operator }: Issuer,
  checked: CheckedItem,
  origin: ItemOrigin | undefined,
): Promise<Kept> {
  const { batch: number, serial, ...stated } = checked;
  const batch = number === null ? null : await batchOf(ctx, tx, { model, operator }, number);
  const productUrl = productUrlOf(ctx, model, serial);
  const itemId = newId(ctx);
  const passport = {
    ...{ id: newId(ctx), productUrl, level: "item", modelId: model.id, itemId },
    ...{ operatorId: operator.id, logSubject: logSubjectOf(ctx.randomBytes(16)), createdAt: ctx.now() },
  };
  const [item] = await tx
    .insert(batteryItem)
    .values({
      ...{ id: itemId, modelId: model.id, batchId: batch?.id ?? null, serial, productUrl, ...stated },
      ...{ batteryStatus: origin?.batteryStatus ?? "original", createdAt: ctx.now() },
    })
    .onConflictDoNothing()
    .returning({ id: batteryItem.id });
  // Whoever issued the same at the same moment had the operator locked; only a code of another operator's battery is left.
  if (item === undefined) throw takenRefusal([takenProblem("chineseCode", stated.chineseCode ?? serial)]);
  await tx.insert(passportTable).values(passport);
  if (origin !== undefined && origin.predecessors.length > 0) {
    await tx.insert(passportPredecessor).values(
      origin.predecessors.map(({ passportId: predecessorId, operation }) => ({
        ...{ passportId: passport.id, predecessorId, operation, createdAt: ctx.now() },
      })),
    );
  }
  const held = await findItem(tx, { passportId: passport.id });
  const next = await nextItem(ctx, tx, held);
  return { passport, next, missing: missingIn(completenessOfItem(held, next), "item") };
}

async function batchOf(
  ctx: Context,
  tx: Database,
  { model, operator }: Issuer,
  number: NonNullable<CheckedItem["batch"]>,
): Promise<BatchRow> {
  const found = await findBatch(tx, model, number);
  if (found !== null) return found;
  // When the batch was made is not told by its first battery: it may have been made over several months.
  const made = await enterBatch(ctx, tx, { model, operator, number, manufacturedOn: null });
  if (made === null) throw new Error("A batch vanished while its operator was locked.");
  return made.batch;
}

/** `PASSPORT_INCOMPLETE` for what batteries lack themselves, else for what their model's record lacks. */
async function refuseGaps(
  ctx: Context,
  tx: Database,
  model: Model,
  kept: readonly Kept[],
  at: (index: number) => string,
): Promise<void> {
  refuseMissing(
    kept.flatMap(({ missing }, index) =>
      missing.map((attribute) => ({ attribute, path: `${at(index)}${pathOfAttribute(attribute)}` })),
    ),
  );
  const days = new Map(kept.map(({ next: { battery } }) => [battery.day, battery]));
  for (const battery of days.values()) {
    const gaps = await modelGaps(ctx, tx, model, battery);
    refuseMissing(gaps.map((attribute) => ({ attribute, path: `model.${attribute.id}` })));
  }
}

/** Fields of a new battery that are data points of the catalogue as well. */
const fields: Readonly<Record<string, string>> = {
  batteryBatchNumber: "batchNumber",
  manufacturingDate: "manufacturedOn",
  placedOnMarketDate: "placedOnMarketOn",
};

function pathOfAttribute({ id }: Attribute): string {
  return fields[id] ?? `attributes.${id}`;
}

async function signItem(
  ctx: Context,
  tx: Database,
  { operator }: Issuer,
  { passport, next }: Kept,
): Promise<EnteredItem> {
  const { productUrl, id: passportId, itemId } = passport;
  const version = await issueVersion(ctx, tx, {
    ...{ passport, operator, subject: next.subject },
    ...{ declarationId: null, reason: null },
  });
  await recordDeed(ctx, tx, {
    action: "item.issue",
    subject: productUrl,
    operatorId: operator.id,
    detail: { ...version },
  });
  const path = pathOf(ctx, productUrl);
  return { ...version, passportId, itemId, productUrl, path, operatorId: operator.id };
}

function withoutOperator({ operatorId: _, ...item }: EnteredItem): Omit<EnteredItem, "operatorId"> {
  return item;
}

function productUrlOf(ctx: Context, model: Model, serial: Serial): string {
  if (model.gtin !== null) {
    const gtin = parseGtin(model.gtin);
    if (gtin.ok) return itemUrl(ctx.publicUrl, gtin.value, serial);
  }
  // The address of a model stays what it is when somebody else answers for it.
  const operator = parseOperatorSlug(schemeOwnerOf(model.productUrl));
  const code = parseModelCode(model.modelCode);
  if (!operator.ok || !code.ok) throw new Error("The database holds an identifier it should refuse.");
  return ownItemUrl(ctx.publicUrl, operator.value, code.value, serial);
}

import { eq, max } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  batteryModel,
  declaration,
  inventory as inventoryTable,
  inventoryLine,
  supplierProduct,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { parseConformityNumber } from "../../domain/carbon-footprint/conformity-number.ts";
import type { InventoryParameters, StudyNotes } from "../../domain/carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import { parseDecimal } from "../../domain/quantity/decimal.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, invalidInput, optional } from "../input.ts";
import { refuseInformation } from "../model/refuse-information.ts";
import { newId } from "../new-id.ts";
import { compute } from "./compute.ts";
import { editLine } from "./edit-line.ts";
import { refuseBrokenInventory } from "./judge.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";

/** A line as entered; its place is its position in the list. */
export type NewLine = Pick<
  InventoryLine,
  "code" | "kind" | "stage" | "nameEn" | "nameZh" | "dataKind" | "sourceEn" | "sourceZh"
> &
  Partial<Omit<InventoryLine, "position">>;

export interface NewDraft {
  readonly subject: { readonly modelId: string } | { readonly supplierProductId: string };
  /** Name of a calculation method, for example `mee-partial`. */
  readonly method: string;
  readonly inventory: {
    readonly title: string;
    readonly gwpSet: string;
    /** The denominator, in the `energy` form of the calculation request. */
    readonly energy: Readonly<Record<string, unknown>>;
    readonly periodStart: string;
    readonly periodEnd: string;
    readonly parameters?: InventoryParameters | undefined;
    readonly study?: StudyNotes | undefined;
  };
  readonly lines: readonly NewLine[];
  /** What a published document prints for the same product, for comparison. */
  readonly published?:
    | {
        readonly value?: string | undefined;
        readonly unit?: string | undefined;
        readonly total?: string | undefined;
        readonly totalUnit?: string | undefined;
        /** Shares of the stages, 0..1. */
        readonly shares?: Readonly<Record<string, string>> | undefined;
        readonly source: string;
      }
    | undefined;
  readonly conformityDeclarationNumber?: string | undefined;
}

/**
 * Begins the first declaration of a model or of a supplied product. `DRAFT_EXISTS` while one is open, or when one is
 * released already: the next starts from that one. Lines that do not compute are refused with every problem; without
 * lines only the head is judged.
 */
export async function createDraft(ctx: Context, input: NewDraft): Promise<DeclarationView> {
  demand(ctx, "declaration.write", null);
  const subject = await findSubject(ctx.db, input.subject);
  const { operatorId } = subject;
  demand(ctx, "declaration.write", operatorId);
  const head = checkedHead(input, subject.modelId !== null);
  const id = newId(ctx);
  const inventoryId = newId(ctx);
  const lines = await resolveLines(ctx.db, input.lines, operatorId);
  if (lines.length > 0) refuseBrokenInventory(lines, head.inventory);
  else refuseBrokenHead(head.inventory);
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(inventoryTable).values({ id: inventoryId, operatorId, ...head.inventory });
      if (lines.length > 0) {
        await tx.insert(inventoryLine).values(lines.map((line) => ({ inventoryId, ...line })));
      }
      const [{ last } = { last: null }] = await tx
        .select({ last: max(declaration.number) })
        .from(declaration)
        .where(
          subject.modelId === null
            ? eq(declaration.supplierProductId, subject.supplierProductId)
            : eq(declaration.modelId, subject.modelId),
        );
      if (last !== null) throw draftExists();
      await tx.insert(declaration).values({
        id,
        ...subject,
        ...head.declaration,
        inventoryId,
        number: 1,
        method: head.inventory.method,
        createdBy: ctx.caller.userId,
        createdAt: ctx.now(),
        updatedAt: ctx.now(),
      });
      await recordDeed(ctx, tx, { action: "declaration.create", subject: id, operatorId });
    });
  } catch (error) {
    throw isTaken(error) ? draftExists() : error;
  }
  return readDeclaration(ctx, { id });
}

type Subject = { readonly operatorId: string; readonly facilityId: string } & (
  | { readonly modelId: string; readonly supplierProductId: null }
  | { readonly modelId: null; readonly supplierProductId: string }
);

async function findSubject(db: Database, named: NewDraft["subject"]): Promise<Subject> {
  if ("modelId" in named) {
    const [model] = await db.select().from(batteryModel).where(eq(batteryModel.id, named.modelId));
    if (model === undefined) throw new Refusal("MODEL_NOT_FOUND", "There is no such model.");
    refuseInformation(model);
    const { operatorId, facilityId, id: modelId } = model;
    return { operatorId, facilityId, modelId, supplierProductId: null };
  }
  const [product] = await db
    .select()
    .from(supplierProduct)
    .where(eq(supplierProduct.id, named.supplierProductId));
  if (product === undefined) throw new Refusal("MODEL_NOT_FOUND", "There is no such supplied product.");
  const { operatorId, facilityId, id: supplierProductId } = product;
  return { operatorId, facilityId, modelId: null, supplierProductId };
}

function checkedHead(input: NewDraft, isModel: boolean) {
  const fields = new Fields();
  const method = findMethod(input.method);
  // A passport states the footprint per kWh of total energy; a method without that denominator cannot make one.
  if (method === null || (isModel && method.energyRules === null)) {
    fields.add("E_METHOD", "method", { value: input.method });
  }
  const { title, gwpSet, energy, periodStart, periodEnd, parameters = {}, study = {} } = input.inventory;
  const inventory = {
    title: fields.text("title", title),
    method: input.method,
    gwpSet,
    energy: Object.fromEntries(Object.entries(energy).filter(([, value]) => value !== null)),
    parameters,
    study,
    periodStart: fields.take("periodStart", parseDay(periodStart)) ?? "",
    periodEnd: fields.take("periodEnd", parseDay(periodEnd)) ?? "",
  };
  if (inventory.periodEnd < inventory.periodStart) fields.add("E_PERIOD_ORDER", "periodEnd");
  const published = input.published;
  const decimal = (path: string, value: string | undefined) =>
    value === undefined ? null : (fields.take(path, parseDecimal(value)) ?? null);
  const declared = {
    methodVersion: method?.version ?? "",
    publishedValue: decimal("published.value", published?.value),
    publishedUnit: optional(published?.unit),
    publishedTotal: decimal("published.total", published?.total),
    publishedTotalUnit: optional(published?.totalUnit),
    publishedShares: published?.shares ?? null,
    publishedSource: optional(published?.source),
    conformityDeclarationNumber: conformityNumber(fields, input.conformityDeclarationNumber),
  };
  fields.refuse();
  return { inventory, declaration: declared };
}

function conformityNumber(fields: Fields, text: string | undefined): string | null {
  const number = optional(text);
  if (number === null) return null;
  return fields.take("conformityDeclarationNumber", parseConformityNumber(number)) ?? null;
}

/** An inventory without lines has no result yet; its head can be judged all the same. */
function refuseBrokenHead(head: {
  readonly method: string;
  readonly gwpSet: string;
  readonly energy: Record<string, unknown>;
}): void {
  const problems = compute([], head).errors.filter(({ path }) => path !== "" && path !== "totalKg");
  if (problems.length > 0) throw invalidInput(problems);
}

async function resolveLines(
  db: Database,
  given: readonly NewLine[],
  operatorId: string,
): Promise<readonly InventoryLine[]> {
  const lines: InventoryLine[] = [];
  for (const [index, line] of given.entries()) {
    const whole = { ...emptyLine, ...line, position: index + 1 };
    const { factorId, factorVersion, recycledFactorId, recycledFactorVersion } = whole;
    const named =
      factorId !== null && whole.factorValue === null
        ? await editLine(db, whole, { factorId, factorVersion: factorVersion ?? undefined }, operatorId)
        : whole;
    const recycled = {
      recycledFactorId: recycledFactorId ?? undefined,
      recycledFactorVersion: recycledFactorVersion ?? undefined,
    };
    const both =
      recycledFactorId !== null && whole.recycledFactorValue === null
        ? await editLine(db, named, recycled, operatorId)
        : named;
    // Taking the factor from the library enters nothing anew: a row kept out stays out.
    lines.push({ ...both, publishedProblem: whole.publishedProblem });
  }
  return lines;
}

function draftExists(): Refusal {
  return new Refusal(
    "DRAFT_EXISTS",
    "There is a declaration already: go on with it, or start the next from it.",
  );
}

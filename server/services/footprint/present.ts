import { eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration, emissionFactor, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import type { Action } from "../../domain/access/policy.ts";
import { allows } from "../../domain/access/policy.ts";
import { explainDifference } from "../../domain/carbon-footprint/difference.ts";
import { primaryDataShare } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { PcfResult } from "../../domain/carbon-footprint/request.ts";
import { stageUnder } from "../../domain/carbon-footprint/stage.ts";
import { divide, isZero, parseExact, toDecimal } from "../../domain/quantity/exact.ts";
import { conformityIdOf } from "../model/find.ts";
import { pathOf } from "../product-path.ts";
import { figuresBehind } from "../supplier/figures-behind.ts";
import { figureRows, judgeFigure } from "../supplier/judge-figure.ts";
import { signatureOf } from "../supplier/list-footprints.ts";
import type { Calculated } from "./calculated.ts";
import { calculated } from "./calculated.ts";
import type { DeclarationHead, LoadedDeclaration } from "./load.ts";
import { loadDeclaration, loadHeads } from "./load.ts";
import type { ReviewStep } from "./review-step.ts";
import { reviewSteps } from "./review-step.ts";
import type { Standing } from "./standing.ts";
import { standingsOf } from "./standing.ts";
import { declarationState } from "./state.ts";
import type { DeclarationRow, DeclarationView, Difference, LineView, ReviewState } from "./view.ts";

/** The view of one declaration. The caller has asked the policy. */
export async function viewDeclaration(ctx: Context, loaded: LoadedDeclaration): Promise<DeclarationView> {
  const { declaration: row, inventory, facility, model } = loaded;
  const now = await calculated(ctx.db, loaded);
  const others = await loadHeads(ctx.db, sameSubject(loaded));
  const { memberships } = ctx.caller;
  const isDraft = row.state === "draft";
  const isInReview = row.state === "in_review";
  const may = (action: Action) => allows(memberships, action, row.operatorId);
  const hasDraft = others.some(({ declaration: { state } }) => state === "draft" || state === "in_review");
  const standing = (await standingsOf(ctx, ctx.db, [loaded], others, now))(row.id);
  const mayReview = isInReview && may("declaration.review");
  return {
    ...rowOf(ctx, loaded, now.result?.cfp ?? null, standing),
    modelId: row.modelId,
    productPath: model === null ? null : pathOf(ctx, model.productUrl),
    facility: {
      name: facility.name,
      nameOriginal: facility.nameOriginal,
      city: facility.city,
      region: facility.region,
      country: facility.country,
    },
    inventory: {
      title: inventory.title,
      gwpSet: inventory.gwpSet,
      periodStart: inventory.periodStart,
      periodEnd: inventory.periodEnd,
      energy: inventory.energy,
      parameters: inventory.parameters,
    },
    packMassKg: model?.massKg ?? null,
    lines: await viewLines(ctx, now, inventory.method),
    result: now.result,
    warnings: now.warnings,
    errors: now.errors,
    primaryDataShare: now.result === null ? null : primaryDataShare(now.lines, now.result),
    publishedTotal:
      row.publishedTotal === null ? null : { value: row.publishedTotal, unit: row.publishedTotalUnit ?? "" },
    publishedShares: row.publishedShares,
    difference: await differenceOf(ctx.db, loaded, now, others),
    performanceClass: performanceClassOf(row),
    conformityDeclarationNumber: row.conformityDeclarationNumber,
    conformityNumberOfModel: model === null ? null : conformityIdOf(model),
    lock: row.lock,
    changeReason: row.changeReason,
    releasedAt: row.releasedAt?.toISOString() ?? null,
    releasedByName: await nameOf(ctx.db, row.releasedBy),
    review: {
      createdByName: await nameOf(ctx.db, row.createdBy),
      submittedByName: await nameOf(ctx.db, row.submittedBy),
      submittedAt: row.submittedAt?.toISOString() ?? null,
      reviewedByName: await nameOf(ctx.db, row.reviewedBy),
      reviewedAt: row.reviewedAt?.toISOString() ?? null,
      returned: isDraft ? lastReturn(await reviewSteps(ctx.db, row.id)) : null,
      isOwnWork: mayReview && !isSecondPairOfEyes(ctx.caller.userId, row),
    },
    hints: standing.hints,
    may: {
      edit: isDraft && may("declaration.write"),
      submit: isDraft && now.result !== null && may("declaration.submit"),
      withdraw: isInReview && may("declaration.submit"),
      review: mayReview && isSecondPairOfEyes(ctx.caller.userId, row),
      release: isInReview && row.reviewedBy !== null && may("declaration.release"),
      startNext: row.state === "released" && !hasDraft && may("declaration.write"),
    },
  };
}

/** The row of a declaration in a list. */
export function rowOf(
  ctx: Context,
  loaded: DeclarationHead,
  cfp: string | null,
  { stale, renewal }: Pick<Standing, "stale" | "renewal">,
): DeclarationRow {
  const { declaration: row, inventory, facility, operator, model, product } = loaded;
  return {
    id: row.id,
    number: row.number,
    state: declarationState(row.state),
    operatorId: row.operatorId,
    operatorName: operator.name,
    operatorNameOriginal: operator.nameOriginal,
    subjectKind: model === null ? "supplierProduct" : "model",
    subjectName: model?.name ?? product?.nameEn ?? "",
    subjectNameZh: model?.name ?? product?.nameZh ?? "",
    subjectCode: model?.modelCode ?? product?.code ?? "",
    plant: facility.name,
    plantOriginal: facility.nameOriginal,
    method: row.method,
    methodVersion: row.methodVersion,
    hasLines: loaded.hasLines,
    cfp,
    cfpUnit: `kgCO2e/${denominatorUnit(inventory.energy)}`,
    published:
      row.publishedValue === null
        ? null
        : { value: row.publishedValue, unit: row.publishedUnit ?? "", source: row.publishedSource ?? "" },
    updatedAt: row.updatedAt.toISOString(),
    isApproved: row.state === "in_review" && row.reviewedBy !== null,
    waitsForMyReview:
      row.state === "in_review" &&
      row.reviewedBy === null &&
      allows(ctx.caller.memberships, "declaration.review", row.operatorId) &&
      isSecondPairOfEyes(ctx.caller.userId, row),
    stale,
    renewal,
  };
}

/** The return that a draft is being mended for; none once it was submitted again or taken back. */
function lastReturn(steps: readonly ReviewStep[]): ReviewState["returned"] {
  const last = steps.at(-1);
  return last?.verdict === "returned" ? { note: last.note ?? "", byName: last.byName, at: last.at } : null;
}

/** The class of a declaration, when one was found at release. */
export function performanceClassOf(
  row: LoadedDeclaration["declaration"],
): DeclarationView["performanceClass"] {
  const { performanceClass, ruleSetId, ruleSetVersion } = row;
  if (performanceClass === null || ruleSetId === null || ruleSetVersion === null) return null;
  return { class: performanceClass, ruleSet: ruleSetId, ruleSetVersion };
}

/** The other declarations of the same model or supplied product, and this one. */
export function sameSubject({ declaration: row }: DeclarationHead) {
  return row.modelId === null
    ? eq(declaration.supplierProductId, row.supplierProductId ?? "")
    : eq(declaration.modelId, row.modelId);
}

/** What the total is divided by: kWh of total energy, or the unit of the declared output. */
function denominatorUnit(energy: Readonly<Record<string, unknown>>): string {
  const { output } = energy;
  if (typeof output !== "object" || output === null || !("unit" in output)) return "kWh";
  return typeof output.unit === "string" ? output.unit : "kWh";
}

/** Against the declaration before this one; none for the first, or while one of both does not compute. */
async function differenceOf(
  db: Database,
  { declaration: row }: LoadedDeclaration,
  now: Calculated,
  others: readonly DeclarationHead[],
): Promise<Difference | null> {
  const earlier = others.find(({ declaration: { number } }) => number === row.number - 1);
  if (earlier === undefined || now.result === null) return null;
  const before = await calculated(db, await loadDeclaration(db, earlier.declaration.id));
  if (before.result === null) return null;
  return {
    against: { kind: "released", number: earlier.declaration.number },
    ...explainDifference(
      { lines: before.lines, result: before.result },
      { lines: now.lines, result: now.result },
    ),
  };
}

async function viewLines(
  ctx: Context,
  { lines, result }: Pick<Calculated, "lines" | "result">,
  method: string,
): Promise<readonly LineView[]> {
  const factors = await factorsOf(ctx.db, lines);
  const suppliers = await suppliersOf(ctx, lines);
  return lines.map((line) => {
    const emissionKg = line.publishedProblem === null ? (result?.linesKg[line.code] ?? null) : null;
    return {
      code: line.code,
      kind: line.kind,
      stage: line.stage,
      component: line.component,
      nameEn: line.nameEn,
      nameZh: line.nameZh,
      amount: quantity(line.amount, line.amountUnit),
      transportMode: line.transportMode,
      distance: quantity(line.distance, line.distanceUnit),
      electricityModel: line.electricityModel,
      recycledShare: line.recycledShare,
      factor: factorOf(line, factors),
      emissionKg,
      share: shareOf(emissionKg, result),
      dataKind: line.dataKind,
      illustrative: line.illustrative,
      sourceEn: line.sourceEn,
      sourceZh: line.sourceZh,
      published:
        line.publishedValue === null
          ? null
          : { value: line.publishedValue, unit: line.publishedUnit ?? "", problem: line.publishedProblem },
      credit: line.credit,
      entered: line,
      place: stageUnder(method, line.stage, line.kind),
      supplier: suppliers.get(line.code) ?? null,
    };
  });
}

/** The supplier's figure behind each line that has one. */
async function suppliersOf(
  ctx: Context,
  lines: readonly InventoryLine[],
): Promise<ReadonlyMap<string, NonNullable<LineView["supplier"]>>> {
  const uses = await figuresBehind(ctx.db, lines);
  const found = new Map<string, NonNullable<LineView["supplier"]>>();
  for (const row of await figureRows(
    ctx.db,
    uses.map(({ footprintId }) => footprintId),
  )) {
    const signature = signatureOf(await judgeFigure(ctx, ctx.db, row));
    for (const { code, footprintId } of uses)
      if (footprintId === row.id) found.set(code, { id: row.id, name: row.supplierName, signature });
  }
  return found;
}

type Factor = typeof emissionFactor.$inferSelect;

async function factorsOf(db: Database, lines: readonly InventoryLine[]): Promise<readonly Factor[]> {
  const ids = [...new Set(lines.flatMap(({ factorId }) => (factorId === null ? [] : [factorId])))];
  if (ids.length === 0) return [];
  return db.select().from(emissionFactor).where(inArray(emissionFactor.id, ids));
}

function factorOf(line: InventoryLine, factors: readonly Factor[]): LineView["factor"] {
  const { factorId: id, factorVersion: version, factorValue: value, factorUnit: unit } = line;
  if (value === null || unit === null) return null;
  const known = factors.find((factor) => factor.id === id && factor.version === version);
  return {
    id,
    version,
    nameEn: known?.nameEn ?? "",
    nameZh: known?.nameZh ?? "",
    value,
    unit,
    geography: known?.geography ?? null,
    year: known?.year ?? null,
    source: [known?.sourceTitle, known?.sourceWhere].filter((part) => part != null).join(", "),
    qualityNote: known?.qualityNote ?? null,
    illustrative: known?.illustrative ?? line.illustrative,
  };
}

function quantity(value: string | null, unit: string | null): { value: string; unit: string } | null {
  return value === null ? null : { value, unit: unit ?? "" };
}

function shareOf(emissionKg: string | null, result: PcfResult | null): string | null {
  const part = emissionKg === null ? null : parseExact(emissionKg);
  const total = result === null ? null : parseExact(result.totalKg);
  return part === null || total === null || isZero(total) ? null : toDecimal(divide(part, total));
}

async function nameOf(db: Database, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const [person] = await db.select({ name: user.name }).from(user).where(eq(user.id, userId));
  return person?.name ?? null;
}

import { and, eq, inArray, ne } from "drizzle-orm";
import { declaration, performanceClassRuleSet } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { isOfChemistry } from "../../domain/carbon-footprint/analysis/band.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { resultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import type { Sensitivity } from "../../domain/carbon-footprint/analysis/sensitivity.ts";
import type { SwitchPoint } from "../../domain/carbon-footprint/analysis/switch-point.ts";
import { orderSwitch, switchPoint } from "../../domain/carbon-footprint/analysis/switch-point.ts";
import {
  absolute,
  compare,
  divide,
  isZero,
  multiply,
  one,
  parseExact,
  toDecimal,
  zero,
} from "../../domain/quantity/exact.ts";
import type { Exact } from "../../domain/quantity/exact.ts";
import { sameSubject } from "../footprint/present.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclarations } from "../footprint/load.ts";
import { loadRuleSets } from "../rule-set/load.ts";
import { bandsPer, usableCapacity } from "./band-strips.ts";
import { inputView } from "./input-view.ts";
import type { SwitchCondition, SwitchView } from "./view.ts";

/** Inputs that are asked for each threshold, strongest first; what a screen shows, nearest first. */
const askedInputs = 15;
const shownInputs = 4;
const shownConditions = 12;
const shownNeighbours = 6;

/** A result per unit at which something flips. */
interface Threshold {
  readonly condition: SwitchCondition;
  readonly perUnit: Exact;
  /** A threshold per kWh of capacity says nothing of the inputs of the denominator. */
  readonly isOfLinesOnly: boolean;
}

/**
 * What would have to change for something to flip: the result meets another declaration of the same subject, a limit of a
 * rule set that was adopted, or the edge of a published range; two neighbours among the hot spots change places. Changes
 * beyond doubling or nothing are left out.
 */
export async function switchViews(
  ctx: Context,
  loaded: LoadedDeclaration,
  model: ResultModel,
  ranked: readonly Sensitivity[],
  hotSpots: readonly string[],
  emissions: ReadonlyMap<string, Exact>,
): Promise<readonly SwitchView[]> {
  const inputs = ranked.slice(0, askedInputs).map(({ input }) => input);
  const found = (await thresholds(ctx, loaded, model)).map(({ condition, perUnit, isOfLinesOnly }) => ({
    condition,
    points: inputs.flatMap((input) => {
      const point = isOfLinesOnly && input.line === null ? null : switchPoint(model, input, perUnit);
      return point === null ? [] : [point];
    }),
  }));
  const swapped = hotSpots
    .slice(0, -1)
    .slice(0, shownNeighbours)
    .map((line, place) => {
      const other = hotSpots[place + 1] ?? "";
      const point = orderSwitch(model, line, emissions.get(other) ?? zero);
      return { condition: { kind: "order", line, other } as const, points: point === null ? [] : [point] };
    });
  return [...found, ...swapped]
    .map(({ condition, points }) => ({ condition, points: nearest(points) }))
    .filter(({ points }) => points.length > 0)
    .toSorted((a, b) => compare(distanceOf(a.points[0]), distanceOf(b.points[0])))
    .slice(0, shownConditions)
    .map(({ condition, points }) => ({ condition, points: points.map((point) => viewOf(point, model)) }));
}

function nearest(points: readonly SwitchPoint[]): readonly SwitchPoint[] {
  return points
    .filter(({ change }) => !isZero(change) && compare(absolute(change), one) <= 0)
    .toSorted((a, b) => compare(distanceOf(a), distanceOf(b)))
    .slice(0, shownInputs);
}

function distanceOf(point: SwitchPoint | undefined): Exact {
  return point === undefined ? zero : absolute(point.change);
}

function viewOf(
  { input, value, change, tolerance }: SwitchPoint,
  model: ResultModel,
): SwitchView["points"][number] {
  return {
    input: inputView(input, model),
    value: toDecimal(value),
    change: toDecimal(change),
    tolerance: tolerance === null ? null : toDecimal(tolerance),
  };
}

async function thresholds(
  ctx: Context,
  loaded: LoadedDeclaration,
  model: ResultModel,
): Promise<readonly Threshold[]> {
  if (model.method.energyRules === null) return declarationThresholds(ctx, loaded);
  return [
    ...(await declarationThresholds(ctx, loaded)),
    ...(await classThresholds(ctx, loaded)),
    ...bandThresholds(model, loaded.model?.chemistry ?? null),
  ];
}

/** Results of other declarations of the same model or product by the same method, as they were released. */
async function declarationThresholds(ctx: Context, loaded: LoadedDeclaration): Promise<readonly Threshold[]> {
  const { id, method } = loaded.declaration;
  const others = await loadDeclarations(
    ctx.db,
    and(sameSubject(loaded), ne(declaration.id, id), eq(declaration.method, method)),
  );
  return others.flatMap(({ declaration: { number, request }, model, product }) => {
    // Exactly what was released, not its 34 digits.
    const perUnit = request === null ? undefined : resultModel(request)?.perUnit;
    if (perUnit === undefined) return [];
    const nameEn = model?.name ?? product?.nameEn ?? "";
    const nameZh = model?.name ?? product?.nameZh ?? "";
    return [{ condition: { kind: "declaration", number, nameEn, nameZh }, perUnit, isOfLinesOnly: false }];
  });
}

/** Limits that apply to this method and category; a proposal is no limit. */
async function classThresholds(ctx: Context, loaded: LoadedDeclaration): Promise<readonly Threshold[]> {
  const { declaration: row, model } = loaded;
  const sets = await loadRuleSets(ctx.db, inArray(performanceClassRuleSet.status, ["adopted", "in_force"]));
  return sets
    .filter(({ newest, method, category }) => {
      const isOfCategory = category === null || category === model?.category;
      return newest && method === row.method && isOfCategory;
    })
    .flatMap(({ classes, name: ruleSet }) =>
      classes.flatMap(({ name, upTo }): readonly Threshold[] => {
        const perUnit = upTo === null ? null : parseExact(upTo);
        return perUnit === null
          ? []
          : [{ condition: { kind: "class", name, ruleSet }, perUnit, isOfLinesOnly: false }];
      }),
    );
}

/** Of the battery's own chemistry: nobody asks when a nickel pack meets the range of iron phosphate. */
function bandThresholds(model: ResultModel, chemistry: string | null): readonly Threshold[] {
  const capacity = usableCapacity(model);
  const perUnitOf = {
    lifetime: (edge: Exact) => edge,
    capacity: (edge: Exact) =>
      capacity === null ? null : divide(multiply(edge, capacity), model.denominator),
  };
  return (["lifetime", "capacity"] as const).flatMap((per) =>
    bandsPer(per)
      .filter(({ min, max, nameEn }) => min !== null && max !== null && isOfChemistry(nameEn, chemistry))
      .flatMap(({ nameEn, nameZh, min, max }) =>
        [min, max].flatMap((edge): readonly Threshold[] => {
          const exact = parseExact(edge ?? "");
          const perUnit = exact === null ? null : perUnitOf[per](exact);
          const condition = { kind: "band", nameEn, nameZh, edge: edge ?? "", per } as const;
          return perUnit === null ? [] : [{ condition, perUnit, isOfLinesOnly: per === "capacity" }];
        }),
      ),
  );
}

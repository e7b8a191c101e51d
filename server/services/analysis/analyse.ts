import type { Context } from "../../context.ts";
import {
  contributionTree,
  emissionsByLine,
} from "../../domain/carbon-footprint/analysis/contribution-tree.ts";
import { hotSpots } from "../../domain/carbon-footprint/analysis/hot-spots.ts";
import { wholeProduct } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import type { LinePart, Term } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import { termValue } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { sensitivities } from "../../domain/carbon-footprint/analysis/sensitivity.ts";
import type { Effect, Sensitivity } from "../../domain/carbon-footprint/analysis/sensitivity.ts";
import { dataQualityOf } from "../../domain/carbon-footprint/data-quality.ts";
import { divide, isZero, subtract, toDecimal, zero } from "../../domain/quantity/exact.ts";
import type { Exact } from "../../domain/quantity/exact.ts";
import { bandStrips } from "./band-strips.ts";
import { factorSources } from "./factor-sources.ts";
import type { SourceOf } from "./factor-sources.ts";
import { inputView } from "./input-view.ts";
import type { LoadedModel } from "./load-model.ts";
import { loadModel } from "./load-model.ts";
import { switchViews } from "./switch-views.ts";
import type {
  Analysed,
  AnalysisView,
  HotSpot,
  PartView,
  QualityView,
  SensitivityView,
  StageBranch,
  TermView,
} from "./view.ts";

/** The strongest inputs that a screen shows; the rest is counted. */
const shownInputs = 40;

/**
 * Where the result of a declaration comes from and what it depends on. An inventory that does not compute is not
 * analysed: its findings instead. `DECLARATION_NOT_FOUND`.
 */
export async function analyse(ctx: Context, input: { readonly id: string }): Promise<Analysed<AnalysisView>> {
  const found = await loadModel(ctx, input.id);
  const { model, lines, loaded } = found;
  if (model === null) return { computes: false, errors: found.errors };
  const emissions = emissionsByLine(model.parts);
  const spots = hotSpots(emissions);
  const ranked = sensitivities(model);
  return {
    computes: true,
    analysis: {
      totalKg: toDecimal(model.totalKg),
      stages: stagesOf(model, lines, await factorSources(ctx.db, lines)),
      hotSpots: spots.map((line): HotSpot => {
        const kg = emissions.get(line) ?? zero;
        return { line, kg: toDecimal(kg), share: shareOf(kg, model) };
      }),
      lineCount: emissions.size,
      quality: qualityOf(found, model),
      sensitivities: ranked.slice(0, shownInputs).map((one) => sensitivityView(one, model)),
      furtherInputs: Math.max(0, ranked.length - shownInputs),
      switches: await switchViews(ctx, loaded, model, ranked, spots, emissions),
      bands: bandStrips(model),
    },
  };
}

function stagesOf(
  model: ResultModel,
  lines: LoadedModel["lines"],
  sourceOf: SourceOf,
): readonly StageBranch[] {
  const components = new Map(lines.map(({ code, component }) => [code, component]));
  const tree = contributionTree(model.parts, model.method.stages, (code) => components.get(code) ?? null);
  const splits = new Set(Object.keys(model.result.splitKg ?? {}));
  const share = (kg: Exact) => shareOf(kg, model);
  return tree.stages.map(({ stage, kg, components: inStage }) => ({
    ...{ stage, kg: toDecimal(kg), share: share(kg) },
    components: inStage.map((component) => ({
      component: component.component,
      kg: toDecimal(component.kg),
      share: share(component.kg),
      lines: component.lines.map(({ line, kg: lineKg, parts }) => ({
        ...{ line, kg: toDecimal(lineKg), share: share(lineKg), isSplit: splits.has(line) },
        // A term of the formula that is nothing says nothing, but for the only one.
        parts: parts
          .filter((part) => !isZero(part.kg) || parts.length === 1)
          .map((part) => partView(part, share(part.kg), sourceOf)),
      })),
    })),
  }));
}

function shareOf(kg: Exact, { totalKg }: ResultModel): string {
  return toDecimal(divide(kg, totalKg));
}

function partView(part: LinePart, share: string, sourceOf: SourceOf): PartView {
  return {
    name: part.name,
    kg: toDecimal(part.kg),
    share,
    isCredit: part.isCredit,
    // Times one says nothing.
    terms: part.terms.map(termView).filter(({ value, unit }) => value !== "1" || unit !== ""),
    factor: part.line === wholeProduct ? null : sourceOf(part),
  };
}

function termView(term: Term): TermView {
  const [only, ...others] = term.of;
  const isStated = only !== undefined && others.length === 0 && isZero(term.offset);
  if (isStated) {
    return { input: only.input.name, value: toDecimal(only.input.value), unit: only.input.unit };
  }
  // `1 - share` has no unit; masses that were added up are in kilograms.
  const unit = isZero(term.offset) ? "kg" : "";
  return { input: only?.input.name ?? "", value: toDecimal(termValue(term)), unit };
}

function qualityOf({ lines, loaded }: LoadedModel, { result, method }: ResultModel): QualityView | null {
  const scheme = loaded.inventory.parameters.dqrScheme ?? method.dataQuality.scheme;
  const counted = lines.filter(({ publishedProblem }) => publishedProblem === null);
  const rating = dataQualityOf(counted, result, scheme);
  if (rating === null) return null;
  return {
    scheme,
    criteria: Object.entries(rating.criteria).map(([name, score]) => ({ name, score })),
    total: rating.total,
    class: rating.class,
    unrated: rating.unrated.length,
    ratedShare: rating.ratedShare,
  };
}

function sensitivityView({ input, low, high, swing }: Sensitivity, model: ResultModel): SensitivityView {
  const side = ({ value, perUnit }: Effect) => ({
    value: toDecimal(value),
    perUnit: toDecimal(perUnit),
    difference: toDecimal(subtract(perUnit, model.perUnit)),
  });
  return { input: inputView(input, model), low: side(low), high: side(high), swing: toDecimal(swing) };
}

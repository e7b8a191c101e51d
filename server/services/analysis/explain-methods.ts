import type { Context } from "../../context.ts";
import {
  explainMethods,
  largestFirst,
  unitOfDenominator,
} from "../../domain/carbon-footprint/analysis/method-difference.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { modelOfResult } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { substituteElectricity } from "../../domain/carbon-footprint/analysis/substitute-electricity.ts";
import { calculateFootprint } from "../../domain/carbon-footprint/footprint.ts";
import { libraryRecord } from "../../domain/carbon-footprint/library/library.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import { methods } from "../../domain/carbon-footprint/request.ts";
import type { CodeAt, Q } from "../../domain/carbon-footprint/request.ts";
import { requestUnder } from "../../domain/carbon-footprint/request-under.ts";
import { toDecimal } from "../../domain/quantity/exact.ts";
import { loadModel } from "./load-model.ts";
import type { LoadedModel } from "./load-model.ts";
import type { MethodDifferenceView, MethodResult, MethodsView } from "./view.ts";

interface MethodsQuestion {
  /** The declaration. */
  readonly id: string;
  /** Method to start from; that of the declaration unless stated. */
  readonly from?: string | undefined;
  /** Library factor of an average mix to put in place of electricity that a method refuses. */
  readonly average?: string | undefined;
}

/**
 * One inventory under every method, and how the result of `from` becomes that of each other, rule by rule. A method that
 * refuses the inventory says why. `DECLARATION_NOT_FOUND`.
 */
export async function explainMethodsOf(ctx: Context, input: MethodsQuestion): Promise<MethodsView> {
  const found = await loadModel(ctx, input.id);
  const known = explained.get(found.found) ?? new Map<string, MethodsView>();
  explained.set(found.found, known);
  const question = JSON.stringify([input.from ?? null, input.average ?? null]);
  const view = known.get(question) ?? explain(found, input);
  // Whoever asks for one average after the other asks anew.
  if (known.size < mostAnswers) known.set(question, view);
  return view;
}

/** Answers by state of the inventory; they rest on nothing else. */
const explained = new WeakMap<LoadedModel["found"], Map<string, MethodsView>>();
const mostAnswers = 4;

function explain(found: LoadedModel, input: MethodsQuestion): MethodsView {
  const average = averageOf(input.average);
  const views = methods.map((method) => viewUnder(method, found, average));
  const from = views.find(({ view }) => view.method === input.from && view.result !== null)?.view.method;
  const start = from ?? found.loaded.declaration.method;
  const startModel = views.find(({ view }) => view.method === start)?.model ?? null;
  return {
    from: start,
    results: views.map(({ view }) => view),
    differences:
      startModel === null
        ? []
        : views.flatMap(({ model, view }) =>
            model === null || view.method === start ? [] : [differenceOf(startModel, model)],
          ),
  };
}

/** Lines shown with each step; the rest is counted. */
const shownLines = 12;

function averageOf(id: string | undefined): Q | null {
  const factor = id === undefined ? undefined : libraryRecord(id);
  return factor === undefined || !factor.usable || factor.value === null
    ? null
    : { value: factor.value, unit: factor.unit };
}

interface UnderMethod {
  readonly view: MethodResult;
  readonly model: ResultModel | null;
}

function viewUnder(method: string, { loaded, lines }: LoadedModel, average: Q | null): UnderMethod {
  const substituted =
    average === null ? { lines, changed: [] } : substituteElectricity(lines, method, average);
  const { request, codeAt, outside, assumptions } = requestUnder(method, substituted.lines, loaded.inventory);
  const answer = calculateFootprint(request);
  const model = "errors" in answer ? null : modelOfResult(request, answer);
  const named = ({ code, path }: CodeAt): CodeAt => {
    const line = codeAt(path);
    return { code, path: line === null ? path : path.replace(/^\w+\[\d+\]/, line) };
  };
  return {
    model,
    view: {
      method,
      methodVersion: findMethod(method)?.version ?? "",
      result:
        model === null
          ? null
          : {
              totalKg: toDecimal(model.totalKg),
              perUnit: toDecimal(model.perUnit),
              unit: `kgCO2e/${unitOfDenominator(model)}`,
              denominator: toDecimal(model.denominator),
              denominatorUnit: unitOfDenominator(model),
            },
      errors: "errors" in answer ? answer.errors.map(named) : [],
      assumptions: [...assumptions, ...substituted.changed.map((line) => ({ code: "AVERAGE_MIX", line }))],
      outside: outside.map(({ code }) => code),
    },
  };
}

function differenceOf(from: ResultModel, to: ResultModel): MethodDifferenceView {
  const { kg, perUnit, steps } = explainMethods(from, to);
  return {
    to: to.method.name,
    kg: toDecimal(kg),
    perUnit: perUnit === null ? null : toDecimal(perUnit),
    unitFrom: `kgCO2e/${unitOfDenominator(from)}`,
    unitTo: `kgCO2e/${unitOfDenominator(to)}`,
    steps: steps.map(({ rule, kg: stepKg, perUnit: stepPerUnit, lines }) => ({
      rule,
      kg: toDecimal(stepKg),
      perUnit: stepPerUnit === null ? null : toDecimal(stepPerUnit),
      lines: largestFirst(lines)
        .slice(0, shownLines)
        .map(({ line, kg: lineKg }) => ({ line, kg: toDecimal(lineKg) })),
      furtherLines: Math.max(0, lines.length - shownLines),
    })),
  };
}

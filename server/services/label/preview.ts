import type { Context } from "../../context.ts";
import { labelSvg } from "../../domain/label/label-svg.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import type { LabelForm } from "./export.ts";
import { refuseSheets } from "./export.ts";
import type { LabelRequest } from "./labels-of.ts";
import { labelsOf } from "./labels-of.ts";
import type { LabelOrder } from "./make-labels.ts";
import { checkedLabels } from "./make-labels.ts";

/** What would be printed, before it is. */
export interface LabelPreview {
  readonly count: number;
  /** Names of the first and the last label. */
  readonly first: string;
  readonly last: string;
  /** The first label; null while something is missing on one of them. */
  readonly svg: string | null;
  /** How long one label took just now, in milliseconds: all of them take so many times that. */
  readonly eachMs: number;
  /** What is missing or does not fit, once for each kind, with how many labels it concerns. */
  readonly problems: readonly { readonly problem: Problem; readonly labels: number }[];
}

/**
 * The first of the labels that a request would make, how many there would be and how long they take; or what keeps them
 * from being made. Refusals as `labelsOf`, but for `INVALID_INPUT`, which is part of the answer.
 */
export async function previewLabels(
  ctx: Context,
  { form, ...request }: LabelRequest & { readonly form?: LabelForm | undefined },
): Promise<LabelPreview> {
  const order = await orOwnProblems(labelsOf(ctx, request));
  if ("problems" in order) return { ...nothing, problems: order.problems };
  const { labels } = order;
  const named = { count: labels.length, first: labels.at(0)?.name ?? "", last: labels.at(-1)?.name ?? "" };
  const began = performance.now();
  const made = await orOwnProblems(firstOf(order, form));
  if ("problems" in made) return { ...nothing, ...named, problems: made.problems };
  return { ...nothing, ...named, svg: made.svg, eachMs: Math.ceil(performance.now() - began) };
}

const nothing: LabelPreview = { count: 0, first: "", last: "", svg: null, eachMs: 0, problems: [] };

async function firstOf(order: LabelOrder, form: LabelForm | undefined): Promise<{ readonly svg: string }> {
  const { typeface, labels } = await checkedLabels(order, 1);
  const [label] = labels;
  if (label === undefined) throw new Error("No label was ordered.");
  if (form === "sheet") refuseSheets(order, [label.drawing]);
  return { svg: labelSvg(label.drawing, typeface) };
}

async function orOwnProblems<T>(deed: Promise<T>): Promise<T | Pick<LabelPreview, "problems">> {
  try {
    return await deed;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "INVALID_INPUT") throw error;
    return { problems: counted(error.problems) };
  }
}

/** The same of many labels is said once. */
function counted(problems: readonly Problem[]): LabelPreview["problems"] {
  const kinds = new Map<string, { problem: Problem; labels: number }>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.params]);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { problem, labels: 1 });
    else known.labels += 1;
  }
  return [...kinds.values()];
}

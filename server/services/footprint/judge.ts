import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { judgeMembers } from "../../domain/carbon-footprint/line-members.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import type { Problem } from "../../domain/problem.ts";
import { invalidInput } from "../input.ts";
import { lineFieldAt } from "./line-field.ts";
import type { InventoryHead } from "./compute.ts";
import { compute } from "./compute.ts";

/**
 * Refuses a change after which a line does not compute, with each problem at its field, and a change that breaks
 * something elsewhere that was not broken before. What was wrong in other lines before may stay: a draft is mended one
 * line at a time.
 *
 * @param touched fields that were entered: a unit that does not fit its factor is the problem of the one that was.
 */
export function refuseBrokenLine(
  code: string,
  touched: readonly string[],
  before: readonly InventoryLine[],
  after: readonly InventoryLine[],
  head: InventoryHead,
): void {
  const computed = compute(after, head);
  if (computed.errors.length === 0) return;
  const line = after.find((candidate) => candidate.code === code);
  const known = new Set(namedErrors(before, head));
  const problems = computed.errors.flatMap((error): Problem[] => {
    const at = computed.codeAt(error.path);
    if (at === code) return [problemAt(fieldOf(error, touched, line), error, line)];
    return known.has(nameOf(error, at))
      ? []
      : [{ code: error.code, path: at ?? error.path, params: { line: at ?? "" } }];
  });
  if (problems.length > 0) throw invalidInput(problems);
}

/** Refuses a line that cannot be kept, after the calculation has judged what it reads: {@link judgeMembers}. */
export function refuseBrokenMembers(line: InventoryLine): void {
  const problems = judgeMembers(line);
  if (problems.length > 0) throw invalidInput(problems);
}

/** Refuses lines and head that do not compute, each problem with its line; for an inventory that is entered whole. */
export function refuseBrokenInventory(lines: readonly InventoryLine[], head: InventoryHead): void {
  const computed = compute(lines, head);
  if (computed.errors.length === 0) return;
  throw invalidInput(
    computed.errors.map((error) => {
      const at = computed.codeAt(error.path);
      return at === null
        ? { code: error.code, path: error.path }
        : { code: error.code, path: `${at}.${lineFieldAt(error.path)}`, params: { line: at } };
    }),
  );
}

function fieldOf(
  { code, path }: CodeAt,
  touched: readonly string[],
  line: InventoryLine | undefined,
): string {
  const field = lineFieldAt(path, line !== undefined && line.electricitySources !== null);
  const isFit = code === "E_UNIT_DIMENSION" && field === "factorUnit";
  return isFit && touched.includes("amountUnit") && !touched.includes("factorUnit") ? "amountUnit" : field;
}

function problemAt(path: string, { code }: CodeAt, line: InventoryLine | undefined): Problem {
  const value = line === undefined ? undefined : Object.entries(line).find(([field]) => field === path)?.[1];
  return { code, path, params: { value: value == null ? "" : String(value), line: line?.code ?? "" } };
}

function namedErrors(lines: readonly InventoryLine[], head: InventoryHead): readonly string[] {
  const { errors, codeAt } = compute(lines, head);
  return errors.map((error) => nameOf(error, codeAt(error.path)));
}

function nameOf({ code, path }: CodeAt, line: string | null): string {
  return `${code} ${line ?? ""} ${lineFieldAt(path)}`;
}

import type { FootprintDifference } from "../difference.ts";
import { explainDifference } from "../difference.ts";
import type { InventoryLine } from "../inventory-line.ts";
import type { PcfResult } from "../request.ts";

interface Calculated {
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult;
}

/** Two inventories line by line. */
export interface InventoryComparison {
  readonly difference: FootprintDifference;
  /** Lines of the second that were found by kind and name because their codes differ, and the code in the first. */
  readonly matchedByName: readonly { readonly code: string; readonly codeInFirst: string }[];
  /** Lines that are the same in both. */
  readonly unchanged: number;
}

/**
 * Compares two inventories of any versions or models. Lines belong together by their code; what is left over, by kind and
 * English name (without regard to capitals and spaces), each line once, in the order of the inventories. The differences
 * of the lines add up to that of the totals exactly, as in {@link explainDifference}.
 */
export function compareInventories(first: Calculated, second: Calculated): InventoryComparison {
  const matchedByName = matchByName(first.lines, second.lines);
  const renamed = new Map(matchedByName.map(({ code, codeInFirst }) => [code, codeInFirst]));
  const codeOf = (code: string) => renamed.get(code) ?? code;
  const linesKg = Object.fromEntries(
    Object.entries(second.result.linesKg).map(([code, kg]) => [codeOf(code), kg]),
  );
  const lines = second.lines.map((line) => ({ ...line, code: codeOf(line.code) }));
  const difference = explainDifference(first, { lines, result: { ...second.result, linesKg } });
  const touched = difference.lines.filter(({ change }) => change !== "removed").length;
  return { difference, matchedByName, unchanged: second.lines.length - touched };
}

function matchByName(first: readonly InventoryLine[], second: readonly InventoryLine[]) {
  const codesOfSecond = new Set(second.map(({ code }) => code));
  const codesOfFirst = new Set(first.map(({ code }) => code));
  const open = new Map<string, string[]>();
  for (const line of first) {
    if (codesOfSecond.has(line.code)) continue;
    const codes = open.get(nameOf(line));
    if (codes === undefined) open.set(nameOf(line), [line.code]);
    else codes.push(line.code);
  }
  return second.flatMap((line) => {
    if (codesOfFirst.has(line.code)) return [];
    const codeInFirst = open.get(nameOf(line))?.shift();
    return codeInFirst === undefined ? [] : [{ code: line.code, codeInFirst }];
  });
}

function nameOf({ kind, nameEn }: InventoryLine): string {
  return `${kind} ${nameEn.trim().replace(/\s+/g, " ").toLowerCase()}`;
}

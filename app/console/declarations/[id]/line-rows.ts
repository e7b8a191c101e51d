import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { groupedLines } from "./grouped-lines.ts";

/** Lines that stand on the screen at once; an inventory with no more of them is never cut into pages. */
export const linesOnAPage = 100;

/** What of an inventory somebody wants to see; every part may be empty. */
export interface WantedLines {
  readonly search: string;
  /** Stage a line counts in, or of its own where it counts in none. */
  readonly stage: string;
  readonly component: string;
  /** Code of a line whose page is wanted, whatever else is. */
  readonly line: string;
  /** From 1. */
  readonly page: string;
}

export interface LineRows {
  /** The page, in the order of the table. */
  readonly rows: readonly InventoryLine[];
  /** Every line that was found, on whatever page. */
  readonly found: readonly InventoryLine[];
  readonly page: number;
  readonly pages: number;
  /** Place of the first row among those found, from 1; 0 where none was found. */
  readonly first: number;
  /** Stages and components there are to choose from, in the order of the table. */
  readonly stages: readonly string[];
  readonly components: readonly string[];
  /** What was looked for in fact: nothing, where a line was asked for. */
  readonly filter: Pick<WantedLines, "search" | "stage" | "component">;
}

/**
 * One page of an inventory. Words are looked for in code, both names, component, factor and both sources, all of them in
 * one line, whatever the case. A page there is none of any more is the last one.
 */
export function lineRows(
  lines: readonly InventoryLine[],
  method: string,
  wanted: WantedLines,
  onAPage: number = linesOnAPage,
): LineRows {
  const groups = groupedLines(lines, method);
  const wantedLine = lines.some(({ code }) => code === wanted.line);
  const filter = wantedLine
    ? { search: "", stage: "", component: "" }
    : { search: wanted.search, stage: wanted.stage, component: wanted.component };
  const found = groups
    .filter(({ stage }) => filter.stage === "" || stage === filter.stage)
    .flatMap(({ members }) => members)
    .filter(({ component }) => filter.component === "" || component === filter.component)
    .filter(hasWords(filter.search));
  const pages = Math.max(1, Math.ceil(found.length / onAPage));
  const asked = wantedLine
    ? Math.floor(found.findIndex(({ code }) => code === wanted.line) / onAPage) + 1
    : /^[1-9]\d{0,6}$/.test(wanted.page)
      ? Number(wanted.page)
      : 1;
  const page = Math.min(asked, pages);
  const start = (page - 1) * onAPage;
  return {
    rows: found.slice(start, start + onAPage),
    ...{ found, page, pages, filter },
    first: found.length === 0 ? 0 : start + 1,
    stages: [...new Set(groups.map(({ stage }) => stage))],
    components: [...new Set(lines.flatMap(({ component }) => component ?? []))],
  };
}

/** Address of a line on the screen of its inventory, whichever page it stands on. */
export function lineAddress(home: string, code: string): string {
  return `${home}?line=${encodeURIComponent(code)}#line-${encodeURIComponent(code)}`;
}

function hasWords(search: string): (line: InventoryLine) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (line) => {
    const { code, nameEn, nameZh, component, factorId, sourceEn, sourceZh } = line;
    const said = [code, nameEn, nameZh, component, factorId, sourceEn, sourceZh].join("\n").toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

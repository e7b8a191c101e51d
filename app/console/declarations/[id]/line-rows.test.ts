import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { lineAddress, lineRows } from "./line-rows.ts";
import type { WantedLines } from "./line-rows.ts";

const nothing: WantedLines = { search: "", stage: "", component: "", line: "", page: "" };
const stages = ["production", "raw_materials", "distribution", "use"];

function line(place: number, said: Partial<InventoryLine> = {}): InventoryLine {
  return {
    ...emptyLine,
    ...{ code: `line-${place}`, position: place, kind: "material", nameEn: `Foil ${place}` },
    ...{ stage: stages[place % 4] ?? "production", nameZh: `箔 ${place}`, sourceEn: "", sourceZh: "" },
    component: place % 3 === 0 ? null : `Part ${place % 3}`,
    ...said,
  };
}

const many = (count: number) => Array.from({ length: count }, (_, place) => line(place));
const codes = (lines: readonly InventoryLine[]) => lines.map(({ code }) => code);

test("all pages one after the other are the whole inventory, each line once, in the order of its stages", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 12 }), (count, onAPage) => {
      const lines = many(count);
      const { pages, found } = lineRows(lines, "mee-partial", nothing, onAPage);
      const joined = Array.from({ length: pages }, (_, at) =>
        lineRows(lines, "mee-partial", { ...nothing, page: String(at + 1) }, onAPage),
      ).flatMap(({ rows }) => rows);
      expect(codes(joined)).toEqual(codes(found));
      expect(codes(joined).toSorted()).toEqual(codes(lines).toSorted());
    }),
  );
});

test("a line that is asked for stands on the page that is answered, whatever was looked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.integer({ min: 1, max: 9 }), (count, at, n) => {
      const wanted = { ...nothing, search: "nowhere", page: "1", line: `line-${at % count}` };
      const { rows, filter } = lineRows(many(count), "mee-partial", wanted, n);
      expect(codes(rows)).toContain(wanted.line);
      expect(filter.search).toBe("");
    }),
  );
});

test("words are found in names, codes, components, factors and sources, all in one line, whatever the case", () => {
  const lines = [
    line(1, { nameEn: "Copper foil", sourceEn: "Weighing of March" }),
    line(2, { nameZh: "铜箔", factorId: "cn-grid" }),
    line(3, { component: "Anode" }),
  ];
  const search = (words: string) =>
    codes(lineRows(lines, "mee-partial", { ...nothing, search: words }).found);
  expect(search("FOIL march")).toEqual(["line-1"]);
  expect(search("铜箔 CN-GRID")).toEqual(["line-2"]);
  expect(search("anode")).toEqual(["line-3"]);
  expect(search("foil anode march")).toEqual([]);
});

test("stage and component narrow it down together; a page beyond the end is the last one", () => {
  const lines = many(60);
  const [stage = ""] = lineRows(lines, "mee-partial", nothing).stages;
  const wanted = { ...nothing, stage, component: "Part 1", page: "99" };
  const { found, page, pages, first, rows } = lineRows(lines, "mee-partial", wanted, 2);
  expect(found).toHaveLength(5);
  expect(new Set(found.map(({ component }) => component))).toEqual(new Set(["Part 1"]));
  expect(new Set(found.map((one) => one.stage)).size).toBe(1);
  expect(page).toBe(pages);
  expect(first).toBe(found.length - rows.length + 1);
  expect(lineRows(lines, "mee-partial", { ...wanted, search: "nowhere" })).toMatchObject({
    ...{ rows: [], page: 1, pages: 1, first: 0 },
  });
  for (const page of ["0", "-1", "1.5", "abc", "1e9"])
    expect(lineRows(lines, "mee-partial", { ...nothing, page }).page).toBe(1);
});

test("the address of a line names it twice: for its page, and for its place on the page", () => {
  expect(lineAddress("/x", "a.b")).toBe("/x?line=a.b#line-a.b");
});

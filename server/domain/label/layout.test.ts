import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { contrastRatio, ground, ink } from "./contrast.ts";
import type { LabelContent, LabelDrawing, LabelFormat, Typeface } from "./label.ts";
import { labelItems, missingItems } from "./label.ts";
import { a4, layoutSheets, sheetSvg } from "./label-sheet.ts";
import { labelSvg, shapeOf } from "./label-svg.ts";
import { layoutLabel } from "./layout.ts";
import { quietZone } from "./qr-payload.ts";
import { sampleFormat, sampleLabel } from "./sample-label.ts";
import { boundsOf, overlap, polygon } from "./shape.ts";

/** Every letter is a black box, 0.6 em wide and 0.7 em high: what is laid out is easy to reckon. */
const boxes: Typeface = {
  has: (character) => character !== "☃",
  widthEm: (text) => [...text].length * 0.6,
  outline: (text) =>
    [...text].map((_, index) =>
      polygon([
        [index * 0.6, -0.7],
        [index * 0.6 + 0.6, -0.7],
        [index * 0.6 + 0.6, 0],
        [index * 0.6, 0],
      ]),
    ),
};
const code = { size: 33, dark: (x: number, y: number) => (x + y) % 2 === 0 };
const identifier = "https://passport.example/01/09520000010010/21/NT26A000001";
const sample = sampleLabel(identifier, code);

describe("BATT-Art13(6): the code on a label", () => {
  test("stands on the dots of the printer with its quiet zone, which nothing enters", () => {
    const drawing = laid(sample, sampleFormat);
    const mark = drawing.marks.find(({ kind }) => kind === "code");
    if (mark?.kind !== "code") throw new Error("There is no code.");
    const dots = (length: number) => (length * 300) / 25.4;
    for (const length of [mark.x, mark.y, mark.moduleMm]) {
      expect(dots(length)).toBeCloseTo(Math.round(dots(length)), 9);
    }
    expect(mark.moduleMm).toBeGreaterThanOrEqual(sampleFormat.moduleMm);
    const side = (code.size + 2 * quietZone) * mark.moduleMm;
    const whole = { x: mark.x, y: mark.y, width: side, height: side };
    for (const other of drawing.marks.filter(({ kind }) => kind !== "code")) {
      expect(overlap(whole, boundsOf(shapeOf(other, boxes)))).toBe(false);
    }
    const dark = boundsOf(shapeOf(mark, boxes));
    for (const edge of [dark.x - mark.x, dark.y - mark.y, side - dark.width - (dark.x - mark.x)]) {
      expect(edge).toBeCloseTo(quietZone * mark.moduleMm, 9);
    }
  });

  test("is printed in the strongest contrast there is, and so is all the rest", () => {
    expect(contrastRatio(ink, ground)).toBeCloseTo(21, 9);
    const colours = new Set(labelSvg(laid(sample, sampleFormat), boxes).match(/#[0-9a-f]{6}/g));
    expect([...colours].toSorted()).toEqual([ink, ground].toSorted());
  });

  test("has its identifier in plain text under it, every character in order", () => {
    const drawing = laid(sample, sampleFormat);
    const codeBottom = bottomOf(drawing, "code");
    const under = drawing.marks.filter(
      (mark) => mark.kind === "text" && mark.baseline > codeBottom && mark.x < 3,
    );
    const lines = under.map((mark) => (mark.kind === "text" ? mark.text : ""));
    expect(lines.join("").startsWith(identifier)).toBe(true);
  });
});

describe("a label", () => {
  test("has no part on another and none outside, whatever it says and however large it is", () => {
    const words = fc.stringMatching(/^[A-Za-z电池0-9,.-]{1,30}( [A-Za-z电池0-9,.-]{1,20}){0,6}$/);
    const facts = fc.tuple(
      ...labelItems.map((item) => fc.record({ item: fc.constant(item), title: words, value: words })),
    );
    const formats = fc.record({
      widthMm: fc.integer({ min: 40, max: 200 }),
      heightMm: fc.integer({ min: 40, max: 260 }),
      marginMm: fc.integer({ min: 0, max: 5 }),
      target: fc.constantFrom("battery" as const, "packaging" as const),
      dpi: fc.constantFrom(203, 300, 600),
      moduleMm: fc.constantFrom(0.4, 0.5, 0.8),
      textMm: fc.constantFrom(2.2, 2.4, 3),
    });
    const forms = fc.record({
      kind: fc.constant("cuboid" as const),
      lengthMm: fc.integer({ min: 10, max: 400 }),
      widthMm: fc.integer({ min: 10, max: 300 }),
      heightMm: fc.integer({ min: 5, max: 100 }),
    });
    const metals = fc.subarray(["Cd", "Pb"] as const);
    let fitting = 0;
    fc.assert(
      fc.property(facts, formats, forms, metals, (some, format, form, heavyMetals) => {
        const read = layoutLabel({ ...sample, facts: some, form, heavyMetals }, format, boxes);
        if (!read.ok) {
          expect(read.problems.every(({ code: why }) => why.endsWith("_ROOM"))).toBe(true);
          return;
        }
        fitting++;
        const parts = read.value.boxes;
        for (const [index, one] of parts.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(format.marginMm - 0.002);
          expect(one.y).toBeGreaterThanOrEqual(format.marginMm - 0.002);
          expect(one.x + one.width).toBeLessThanOrEqual(format.widthMm - format.marginMm + 0.002);
          expect(one.y + one.height).toBeLessThanOrEqual(format.heightMm - format.marginMm + 0.002);
          for (const other of parts.slice(index + 1)) expect(overlap(one, other)).toBe(false);
        }
        const said = read.value.marks.map((mark) => (mark.kind === "text" ? mark.text : "")).join("");
        for (const { title, value } of some) {
          expect(bare(said)).toContain(bare(title));
          expect(bare(said)).toContain(bare(value));
        }
      }),
      { numRuns: 200 },
    );
    expect(fitting).toBeGreaterThan(20);
  });

  test("begins all lines of a fact at one edge", () => {
    const drawing = laid(sample, { ...sampleFormat, widthMm: 70, heightMm: 120 });
    for (const { item } of sample.facts) {
      const edges = new Set(drawing.boxes.filter(({ name }) => name === item).map(({ x }) => x));
      expect([item, edges.size]).toEqual([item, 1]);
    }
  });

  test("breaks an address behind a slash where that leaves no short line", () => {
    const drawing = laid({ ...sample, identifier: "https://a.example/id/volt/X123456789" }, sampleFormat);
    const lines = drawing.marks.flatMap((mark) => (mark.kind === "text" && mark.x < 3 ? [mark.text] : []));
    expect(lines.slice(0, 3)).toEqual(["https://a.exam", "ple/id/volt/", "X123456789"]);
  });

  test("BATT-Art13(5): the letters of a chemical symbol cover a quarter of the area of the symbol above them", () => {
    const drawing = laid({ ...sample, heavyMetals: ["Cd", "Pb"] }, { ...sampleFormat, heightMm: 120 });
    const [symbol, ...metals] = ["collection", "Cd", "Pb"].map((name) =>
      drawing.boxes.find((box) => box.name === name),
    );
    for (const metal of metals) {
      const [area = 0, whole = 0] = [metal, symbol].map((box) =>
        box === undefined ? 0 : box.width * box.height,
      );
      expect(area).toBeGreaterThanOrEqual(whole / 4);
      expect(metal?.y).toBeGreaterThan((symbol?.y ?? 0) + (symbol?.height ?? 0));
    }
    expect(metals).toHaveLength(2);
  });

  test("BATT-Art13(4): of a very small battery has no symbol, but its packaging has one of 1 cm", () => {
    const form = { kind: "cylinder", diameterMm: 20, heightMm: 3 } as const;
    const names = (target: LabelFormat["target"]) =>
      laid({ ...sample, form, heavyMetals: [] }, { ...sampleFormat, target })
        .boxes.filter(({ name }) => name === "collection")
        .map(({ width }) => width);
    expect(names("battery")).toEqual([]);
    expect(names("packaging")).toEqual([10]);
  });

  test.each<[string, Partial<LabelContent>, Partial<LabelFormat>, string, Record<string, string>]>([
    [
      "a code wider than the label",
      {},
      { widthMm: 24 },
      "E_LABEL_CODE_ROOM",
      { needed: "24.9", found: "24" },
    ],
    [
      "a code higher than the label",
      {},
      { heightMm: 20 },
      "E_LABEL_CODE_ROOM",
      { needed: "24.9", found: "20" },
    ],
    [
      "a symbol without room",
      {},
      { widthMm: 30, heightMm: 50 },
      "E_LABEL_SYMBOL_ROOM",
      { needed: "24", height: "190" },
    ],
    [
      "a fact without room",
      {},
      { heightMm: 45 },
      "E_LABEL_ROOM",
      { item: "Critical raw materials", height: "55" },
    ],
    ["letters too small to read", {}, { textMm: 2 }, "E_LABEL_TEXT_SIZE", { found: "2", expected: "2.2" }],
    [
      "modules too small to scan",
      {},
      { moduleMm: 0.3 },
      "E_LABEL_MODULE_SIZE",
      { found: "0.3", expected: "0.4" },
    ],
    ["a character no face has", { heading: "☃" }, {}, "E_LABEL_CHARACTER", { value: "☃" }],
  ])("refuses by name: %s", (_, content, format, why, params) => {
    const read = layoutLabel({ ...sample, ...content }, { ...sampleFormat, ...format }, boxes);
    expect(read.ok ? [] : read.problems).toContainEqual(expect.objectContaining({ code: why, params }));
  });

  test("the height it names has room, five millimetres less have none", () => {
    const low = { ...sampleFormat, heightMm: 45 };
    const read = layoutLabel(sample, low, boxes);
    const named = Number(read.ok ? 0 : read.problems[0]?.params?.["height"]);
    expect(layoutLabel(sample, { ...low, heightMm: named }, boxes).ok).toBe(true);
    expect(layoutLabel(sample, { ...low, heightMm: named - 5 }, boxes).ok).toBe(false);
    const long = { ...sample, heading: "word ".repeat(3000) };
    const never = layoutLabel(long, low, boxes);
    expect(never.ok ? [] : never.problems.map(({ params }) => params?.["height"])).toContain("none");
  });

  test("says all of it in words for those who cannot see it", () => {
    const svg = labelSvg(laid({ ...sample, heading: "A & B <C>" }, sampleFormat), boxes);
    const title = /<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? "";
    expect(title).toContain("A &amp; B &lt;C&gt;");
    for (const fact of sample.facts) expect(title).toContain(`${fact.title}: ${fact.value}`);
    expect(title).toContain(identifier);
    expect(svg).toContain('width="105mm" height="70mm"');
  });
});

describe("BATT-Art13(1): the items of Annex VI Part A", () => {
  test("are all there", () => expect(missingItems(sample)).toEqual([]));

  test.each(labelItems)("without %s the label is not complete", (item) => {
    const facts = sample.facts.filter((fact) => fact.item !== item);
    expect(missingItems({ facts, none: [], form: sample.form })).toEqual([
      { code: "E_LABEL_ITEM", path: `facts.${item}`, params: { item } },
    ]);
  });

  test("a battery may have no hazardous substances, but not no manufacturer", () => {
    expect(missingItems({ ...sample, form: null })).toEqual([{ code: "E_LABEL_DIMENSIONS", path: "form" }]);
    const missing = missingItems({ facts: [], none: labelItems, form: sample.form }).map(
      ({ params }) => params?.["item"],
    );
    expect(missing).toContain("manufacturer");
    expect(missing).not.toContain("hazardousSubstances");
    expect(missing).not.toContain("criticalRawMaterials");
    expect(
      missingItems({ facts: [{ item: "weight", title: "Weight", value: " " }], none: [], form: sample.form }),
    ).toContainEqual(expect.objectContaining({ params: { item: "weight" } }));
  });
});

describe("a sheet of labels", () => {
  test("holds as many as fit, and the rest on the next", () => {
    const drawing = laid(sample, { ...sampleFormat, widthMm: 90, heightMm: 85 });
    const sheets = value(
      layoutSheets(
        Array.from({ length: 8 }, () => drawing),
        a4,
      ),
    );
    expect(sheets.map(({ length }) => length)).toEqual([6, 2]);
    expect(sheets[0]?.[0]).toMatchObject({ x: 13, y: 17 });
    expect(sheetSvg(sheets[1] ?? [], a4, boxes).match(/<g /g)).toHaveLength(2);
  });

  test("has no label on another and none outside the edge, whatever their size", () => {
    const drawing = laid(sample, sampleFormat);
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 190, noNaN: true }),
        fc.double({ min: 5, max: 277, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (widthMm, heightMm, count) => {
          const drawings = Array.from({ length: count }, () => ({ ...drawing, widthMm, heightMm }));
          const sheets = value(layoutSheets(drawings, a4));
          expect(sheets.flat()).toHaveLength(count);
          for (const labels of sheets) {
            for (const [index, one] of labels.entries()) {
              expect(Math.min(one.x, one.y)).toBeGreaterThanOrEqual(a4.marginMm - 1e-6);
              expect(one.x + one.width).toBeLessThanOrEqual(a4.widthMm - a4.marginMm + 1e-6);
              expect(one.y + one.height).toBeLessThanOrEqual(a4.heightMm - a4.marginMm + 1e-6);
              for (const other of labels.slice(index + 1)) expect(overlap(one, other)).toBe(false);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test("is refused for a label larger than itself, and for labels of several sizes", () => {
    const drawing = laid(sample, sampleFormat);
    expect(layoutSheets([{ ...drawing, widthMm: 191 }], a4)).toMatchObject({
      ok: false,
      problems: [{ code: "E_LABEL_SHEET" }],
    });
    expect(layoutSheets([drawing, { ...drawing, heightMm: 71 }], a4)).toMatchObject({
      ok: false,
      problems: [{ code: "E_LABEL_SIZES" }],
    });
    expect(layoutSheets([], a4)).toEqual({ ok: true, value: [] });
  });
});

function laid(content: LabelContent, format: LabelFormat): LabelDrawing {
  return value(layoutLabel(content, format, boxes));
}

function bottomOf(drawing: LabelDrawing, name: string): number {
  return Math.max(...drawing.boxes.filter((box) => box.name === name).map(({ y, height }) => y + height));
}

/** Lines may break at blanks. */
function bare(text: string): string {
  return text.replaceAll(/\s/g, "");
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LabelDrawing, Typeface } from "../domain/label/label.ts";
import { a4, layoutSheets } from "../domain/label/label-sheet.ts";
import { shapeOf } from "../domain/label/label-svg.ts";
import { layoutLabel } from "../domain/label/layout.ts";
import { sampleFormat, sampleLabel } from "../domain/label/sample-label.ts";
import type { Point } from "../domain/label/shape.ts";
import { boundsOf, polygon } from "../domain/label/shape.ts";
import type { Parsed } from "../domain/problem.ts";
import { readCodes } from "./code-reader.ts";
import { labelPdf, labelPng, sheetPages, singlePage } from "./label-files.ts";
import { typefaceFor } from "./outline-fonts.ts";
import { bitPng } from "./png.ts";
import { qrSymbol } from "./qr-image.ts";

const identifier = "https://passport.example/01/09520000010010/21/NT26A000001";
const sample = sampleLabel(identifier, qrSymbol(identifier));
const letters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
const at = new Date("2026-11-21T10:00:00Z");
const face = await typefaceFor(letters, false);
const hasZbar = spawnSync("zbarimg", ["--version"]).status === 0;

describe("BATT-Art13(6): the printed label is read by common readers at 300 dpi", () => {
  test("as its identifier, from the whole label", async () => {
    expect(await readCodes(labelPng(laid(), face, 300))).toEqual([identifier]);
  });

  test("after 15 % of the code has been hidden by a blot", async () => {
    expect(await readCodes(blotted(laid()))).toEqual([identifier]);
  });

  test.skipIf(!hasZbar)("by a second reader, whole and after the blot", () => {
    expect(zbar(labelPng(laid(), face, 300))).toEqual([identifier]);
    expect(zbar(blotted(laid()))).toEqual([identifier]);
  });

  test("whatever the serial number and the printer", async () => {
    const serials = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
    await fc.assert(
      fc.asyncProperty(serials, fc.constantFrom(203, 300, 600), async (serial, dpi) => {
        const url = `https://passport.example/01/09520000010010/21/${serial}`;
        const drawing = laid({ ...sampleFormat, dpi }, url);
        expect(await readCodes(labelPng(drawing, face, dpi))).toEqual([url]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("the picture of a label", () => {
  test("has its printed size, and modules of a whole number of pixels", () => {
    const drawing = laid();
    const picture = pixelsOf(labelPng(drawing, face, 300));
    expect([picture.width, picture.height]).toEqual([1241, 827]);
    expect(picture.dotsAMetre).toBe(11_811);
    const mark = drawing.marks.find(({ kind }) => kind === "code");
    if (mark?.kind !== "code") throw new Error("There is no code.");
    const [corner, module] = [mark.x, mark.moduleMm].map((length) => Math.round((length * 300) / 25.4));
    expect(module).toBe(6);
    for (let y = 0; y < mark.code.size * 6; y++) {
      for (let x = 0; x < mark.code.size * 6; x++) {
        const [column, row] = [x, y].map((place) => (corner ?? 0) + 4 * 6 + place);
        const expected = mark.code.dark(Math.floor(x / 6), Math.floor(y / 6));
        if (picture.dark(column ?? 0, row ?? 0) !== expected)
          throw new Error(`Pixel ${x}, ${y} of the code is wrong.`);
      }
    }
  });

  test("shows letters where they were laid out, and the symbol as it was drawn", () => {
    const drawing = laid();
    const picture = pixelsOf(labelPng(drawing, face, 300));
    for (const box of drawing.boxes.filter(({ name }) => name !== "code")) {
      const share = darkShare(picture, box);
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.75);
    }
  });

  test("of a letter with a hole leaves the hole white", () => {
    const format = { ...sampleFormat, textMm: 10, heightMm: 300, widthMm: 200 };
    const o = value(layoutLabel({ ...sample, heading: "O", facts: [] }, format, face));
    const picture = pixelsOf(labelPng(o, face, 300));
    const [box] = o.boxes.filter(({ name }) => name === "heading");
    if (box === undefined) throw new Error("There is no heading.");
    const row = Math.round(((box.y + 10 - 3.5) * 300) / 25.4);
    const line = Array.from({ length: picture.width }, (_, x) => (picture.dark(x, row) ? "#" : "."))
      .slice(Math.floor((box.x * 300) / 25.4), Math.ceil(((box.x + box.width) * 300) / 25.4))
      .join("");
    expect(line).toMatch(/^\.*#+\.{20,}#+\.*$/);
  });
});

test("a slanted edge darkens the pixels whose middle lies inside, and no others", () => {
  const shape = [
    polygon([
      [0, 0],
      [25.4, 0],
      [0, 25.4],
    ]),
  ];
  const drawing = { ...laid(), widthMm: 25.4, heightMm: 25.4, marks: [{ kind: "shape" as const, shape }] };
  const picture = pixelsOf(labelPng(drawing, face, 10));
  const rows = Array.from({ length: 10 }, (_, y) =>
    Array.from({ length: 10 }, (__, x) => (picture.dark(x, y) ? "#" : ".")).join(""),
  );
  expect(rows).toEqual(Array.from({ length: 10 }, (_, y) => "#".repeat(9 - y).padEnd(10, ".")));
});

describe("letters as outlines", () => {
  test("of an O have no corner anywhere, and close", () => {
    for (const { start, segments } of face.outline("O", 400)) {
      expect(segments.at(-1)?.to).toEqual(start);
      const ends = segments.map(({ via, to }, index) => {
        const from = segments[index - 1]?.to ?? start;
        return { leaving: angle(from, via ?? to), arriving: angle(via ?? from, to) };
      });
      for (const [index, { arriving }] of ends.entries()) {
        const turn = (ends[(index + 1) % ends.length]?.leaving ?? 0) - arriving;
        expect(Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)))).toBeLessThan(0.2);
      }
    }
  });

  test("are as wide as the face says, and made of parts where the face makes them so", async () => {
    const accented = await typefaceFor("éÅ电池Lb", true);
    expect(accented.widthEm("L", 400)).toBeCloseTo(0.524, 3);
    expect(accented.widthEm("电", 400)).toBe(1);
    expect(accented.outline("é", 400).length).toBeGreaterThan(accented.outline("L", 400).length);
    expect(accented.has("电")).toBe(true);
    expect(accented.has("☃")).toBe(false);
  });
});

test("letters stay within the boxes that were laid out for them, accents and descenders too", async () => {
  const heading = "ÅÉŮ|gjpqy_ Çß 电池护照（演示）";
  const facts = sample.facts.map((fact) => ({ ...fact, value: `${fact.value} ÂÊgjpq 电` }));
  const content = { ...sample, heading, facts };
  const typeface = await typefaceFor(letters + heading + "ÂÊ", true);
  const drawing = value(layoutLabel(content, { ...sampleFormat, heightMm: 120 }, typeface));
  for (const mark of drawing.marks) {
    if (mark.kind !== "text" || mark.text.trim() === "") continue;
    const bounds = boundsOf(shapeOf(mark, typeface));
    const slack = 0.1 * mark.sizeMm;
    const holds = drawing.boxes.some(
      (box) =>
        bounds.x >= box.x - slack &&
        bounds.y >= box.y &&
        bounds.x + bounds.width <= box.x + box.width + slack &&
        bounds.y + bounds.height <= box.y + box.height,
    );
    expect([mark.text, holds]).toEqual([mark.text, true]);
  }
});

describe("labels as PDF", () => {
  test("one alone has the size of the label; a sheet is A4", async () => {
    const drawing = laid();
    const single = await text(labelPdf([singlePage(drawing)], face, { title: "Label", language: "en", at }));
    expect(single).toContain("/MediaBox [0 0 297.637795 198.425197]");
    const sheets = value(layoutSheets([drawing, drawing, drawing], a4));
    const sheet = await text(labelPdf(sheetPages(sheets, a4), face, { title: "Labels", language: "en", at }));
    expect(sheet.match(/\/MediaBox \[0 0 595.275591 841.889764\]/g)).toHaveLength(1);
    expect(sheet.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  });

  test("say in words what they show, and are the same bytes every time", async () => {
    const make = () => labelPdf([singlePage(laid())], face, { title: "Label", language: "en", at });
    expect(Buffer.from(await make()).equals(Buffer.from(await make()))).toBe(true);
    expect(await text(make())).toContain("Critical raw materials: Cobalt, lithium, natural graphite");
  });
});

function angle([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.atan2(y2 - y1, x2 - x1);
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly dotsAMetre: number;
  readonly dark: (x: number, y: number) => boolean;
}

function laid(format = sampleFormat, url = identifier, typeface: Typeface = face): LabelDrawing {
  const content = url === identifier ? sample : sampleLabel(url, qrSymbol(url));
  return value(layoutLabel(content, format, typeface));
}

/** The picture with a white square over 15 % of the symbol, away from the corners by which readers find it. */
function blotted(drawing: LabelDrawing): Uint8Array<ArrayBuffer> {
  const picture = pixelsOf(labelPng(drawing, face, 300));
  const mark = drawing.marks.find(({ kind }) => kind === "code");
  if (mark?.kind !== "code") throw new Error("There is no code.");
  const modules = Math.ceil(Math.sqrt(0.15) * mark.code.size);
  expect((modules / mark.code.size) ** 2).toBeGreaterThanOrEqual(0.15);
  const pixels = (length: number) => Math.round((length * 300) / 25.4);
  const end = pixels(mark.x + (mark.code.size + 4) * mark.moduleMm);
  const start = end - modules * pixels(mark.moduleMm);
  const rowBytes = 1 + Math.ceil(picture.width / 8);
  const rows = new Uint8Array(rowBytes * picture.height).fill(0xff);
  for (let y = 0; y < picture.height; y++) {
    rows[y * rowBytes] = 0;
    for (let x = 0; x < picture.width; x++) {
      const hidden = x >= start && x < end && y >= start && y < end;
      const place = y * rowBytes + 1 + (x >> 3);
      if (!hidden && picture.dark(x, y)) rows[place] = (rows[place] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  return bitPng(picture.width, picture.height, rows, 300);
}

/** What zbar, a decoder in C that shares nothing with ours, reads in a picture. */
function zbar(png: Uint8Array): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "label-"));
  try {
    const file = path.join(folder, "label.png");
    writeFileSync(file, png);
    const { stdout } = spawnSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" });
    return stdout.trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function darkShare(
  picture: Picture,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): number {
  const [left = 0, top = 0, right = 0, bottom = 0] = [
    box.x,
    box.y,
    box.x + box.width,
    box.y + box.height,
  ].map((length) => Math.round((length * 300) / 25.4));
  let dark = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (picture.dark(x, y)) dark++;
  return dark / ((right - left) * (bottom - top));
}

/** Reads back a one-bit PNG without filters, which is what we write. */
function pixelsOf(png: Uint8Array): Picture {
  const bytes = Buffer.from(png);
  const start = bytes.indexOf("IDAT") + 4;
  const rows = inflateSync(bytes.subarray(start, start + bytes.readUInt32BE(start - 8)));
  const width = bytes.readUInt32BE(16);
  const rowBytes = 1 + Math.ceil(width / 8);
  return {
    width,
    height: bytes.readUInt32BE(20),
    dotsAMetre: bytes.readUInt32BE(bytes.indexOf("pHYs") + 4),
    dark: (x, y) => ((rows[y * rowBytes + 1 + (x >> 3)] ?? 0xff) & (0x80 >> (x & 7))) === 0,
  };
}

async function text(pdf: Promise<Uint8Array>): Promise<string> {
  return Buffer.from(await pdf).toString("latin1");
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

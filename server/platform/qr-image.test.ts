import { readFile } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { printedSideMm, qrPayload, quietZone } from "../domain/label/qr-payload.ts";
import { qrPng, qrSide, qrSvg, qrSymbol } from "./qr-image.ts";

const productUrls = [
  "http://localhost:3000/01/09521234567891",
  "https://passport.example/01/09521234567891/21/SN-000%2F1",
  "https://passport.example/id/voltara/MODEL-42/000001",
];

beforeAll(async () => {
  const wasm = await readFile("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});

describe("a decoder that is not the encoder reads exactly the product identifier", () => {
  test.each(productUrls)("from the PNG of %s", async (url) => {
    expect(await decode(qrPng(qrSymbol(url), 4))).toEqual([url]);
  });

  test.each(productUrls)("from the rendered SVG of %s", async (url) => {
    expect(await decode(render(qrSvg(qrSymbol(url)), 4))).toEqual([url]);
  });

  test("of any serial a product identifier may carry", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/), async (serial) => {
        const url = `https://passport.example/01/09521234567891/21/${serial}`;
        expect(await decode(qrPng(qrSymbol(url), 3))).toEqual([url]);
      }),
      { numRuns: 25 },
    );
  });

  test.each(productUrls)("after a blot has hidden 15 %% of the modules of %s", async (url) => {
    const symbol = qrSymbol(url);
    const side = Math.ceil(Math.sqrt(0.15) * symbol.size);
    const corner = symbol.size - side;
    const blotted = {
      ...symbol,
      dark: (x: number, y: number) => (x < corner || y < corner ? symbol.dark(x, y) : false),
    };
    expect((side * side) / symbol.size ** 2).toBeGreaterThanOrEqual(0.15);
    expect(await decode(qrPng(blotted, 4))).toEqual([url]);
  });
});

describe("the picture", () => {
  test.each(productUrls)("keeps four light modules on every side of %s, in SVG and PNG alike", (url) => {
    const symbol = qrSymbol(url);
    const side = qrSide(symbol);
    for (const picture of [pixelsOf(qrPng(symbol, 1)), render(qrSvg(symbol), 1)]) {
      expect([picture.width, picture.height]).toEqual([side, side]);
      const dark = [...darkPixels(picture)];
      expect(Math.min(...dark.map((pixel) => pixel.x), ...dark.map((pixel) => pixel.y))).toBe(quietZone);
      expect(Math.max(...dark.map((pixel) => pixel.x))).toBe(side - 1 - quietZone);
    }
  });

  test("says the same in SVG and PNG, pixel by pixel", () => {
    const symbol = qrSymbol(productUrls[1] ?? "");
    expect([...darkPixels(render(qrSvg(symbol), 3))]).toEqual([...darkPixels(pixelsOf(qrPng(symbol, 3)))]);
  });

  test("is the same as the modules, whatever their pattern, islands and holes that touch at corners too", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (modules) => {
        const symbol = { size: 8, dark: (x: number, y: number) => modules[y * 8 + x] ?? false };
        expect([...darkPixels(render(qrSvg(symbol), 1))]).toEqual([
          ...darkPixels(pixelsOf(qrPng(symbol, 1))),
        ]);
      }),
    );
  });

  test("is pure black on pure white", () => {
    const colours = qrSvg(qrSymbol(productUrls[0] ?? "")).match(/#[0-9a-f]+/gi);
    expect(colours).toEqual(["#fff"]);
  });

  test("has the printed size it was asked for", () => {
    expect(qrSvg(qrSymbol(productUrls[0] ?? ""), 24)).toContain('width="24mm" height="24mm"');
  });
});

describe("the payload", () => {
  test("is the product identifier itself, protected at level Q when it is short and at level M when it is long", () => {
    expect(qrPayload(productUrls[0] ?? "")).toEqual({ text: productUrls[0], level: "Q" });
    expect(qrPayload(`https://passport.example/id/${"a".repeat(100)}`).level).toBe("M");
  });

  test("is measured in octets, not in characters", () => {
    expect(qrPayload("é".repeat(54)).level).toBe("Q");
    expect(qrPayload("é".repeat(55)).level).toBe("M");
  });

  test("is printed with modules of at least 0.4 mm and never below 20 mm", () => {
    fc.assert(
      fc.property(fc.integer({ min: 21, max: 177 }), (modules) => {
        const side = printedSideMm(modules);
        expect(side).toBeGreaterThanOrEqual(20);
        expect(side / (modules + 2 * quietZone)).toBeGreaterThanOrEqual(0.4);
      }),
    );
  });
});

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly colorSpace: "srgb";
}

async function decode(input: Uint8Array<ArrayBuffer> | Picture): Promise<string[]> {
  const found = await readBarcodes(input, { formats: ["QRCode"] });
  return found.filter((code) => code.isValid).map((code) => code.text);
}

function* darkPixels(picture: Picture): Generator<{ x: number; y: number }> {
  for (let at = 0; at < picture.width * picture.height; at++) {
    if (picture.data[at * 4] === 0) yield { x: at % picture.width, y: Math.floor(at / picture.width) };
  }
}

/**
 * Fills the path by the rule of SVG (what an outline winds around is dark) and draws nothing else: a second reading of the
 * picture, independent of its writer.
 */
function render(svg: string, scale: number): Picture {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const winding = windingOf(/<path d="([^"]+)"/.exec(svg)?.[1] ?? "", side / scale);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const turns = winding[Math.floor(row / scale)]?.[Math.floor(column / scale)] ?? 0;
      if (turns !== 0) data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return { width: side, height: side, data, colorSpace: "srgb" };
}

/** How often the outlines of a path wind around each module. Source: SVG 2, sections 9.3 and 13.4.2 (non-zero). */
function windingOf(path: string, side: number): readonly (readonly number[])[] {
  const turns = Array.from({ length: side }, () => Array.from({ length: side }, () => 0));
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const goDown = (to: number) => {
    for (let row = Math.min(y, to); row < Math.max(y, to); row++)
      for (let column = x; column < side; column++) {
        const ofRow = turns[row];
        if (ofRow !== undefined) ofRow[column] = (ofRow[column] ?? 0) + Math.sign(to - y);
      }
    y = to;
  };
  for (const [, command, first = "0", second = "0"] of path.matchAll(/([Mmhvz])(-?\d+)?(?: ?(-?\d+))?/g)) {
    if (command === "M" || command === "m") {
      const isRelative = command === "m";
      [x, y] = [Number(first) + (isRelative ? x : 0), Number(second) + (isRelative ? y : 0)];
      [startX, startY] = [x, y];
    } else if (command === "h") x += Number(first);
    else if (command === "v") goDown(y + Number(first));
    else {
      goDown(startY);
      x = startX;
    }
  }
  return turns;
}

/** Reads back a one-bit PNG without filters, which is what we write. */
function pixelsOf(png: Uint8Array): Picture {
  const bytes = Buffer.from(png);
  const side = bytes.readUInt32BE(16);
  const start = bytes.indexOf("IDAT") + 4;
  const rows = inflateSync(bytes.subarray(start, start + bytes.readUInt32BE(start - 8)));
  const rowBytes = 1 + Math.ceil(side / 8);
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at++) {
    const x = at % side;
    const byte = rows[Math.floor(at / side) * rowBytes + 1 + (x >> 3)] ?? 0;
    if ((byte & (0x80 >> (x & 7))) === 0) data.fill(0, at * 4, at * 4 + 3);
  }
  return { width: side, height: side, data, colorSpace: "srgb" };
}

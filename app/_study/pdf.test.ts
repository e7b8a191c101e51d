import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { declarationDocument } from "../../server/domain/study/declaration-document.ts";
import { fullReport } from "../../server/domain/study/full-report.ts";
import { publicStudy } from "../../server/domain/study/public-study.ts";
import { sampleLine, sampleLines, sampleStudy } from "../../server/domain/study/sample-study.ts";
import type { StudyInput } from "../../server/domain/study/study-input.ts";
import { facesFor } from "../../server/platform/pdf-fonts.ts";
import { linesOf } from "../../server/platform/pdf-lines.ts";
import { renderPdf } from "../../server/platform/pdf.ts";
import { languages } from "../_text/languages.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf } from "../_text/text.ts";
import { pdfOf } from "./pdf-of.ts";
import { speak } from "./speak.ts";

/** Read back with poppler, a reader of PDF that is not the writer. */
const makers = { declaration: declarationDocument, study: publicStudy, report: fullReport } as const;
type Kind = keyof typeof makers;
const kinds = ["declaration", "study", "report"] as const;
const folder = mkdtempSync(path.join(os.tmpdir(), "cellproof-pdf-"));

beforeAll(async () => {
  const wasm = await readFile("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function written(kind: Kind, language: Language, input: StudyInput = sampleStudy()): Promise<string> {
  const file = path.join(folder, `${kind}-${language}.pdf`);
  writeFileSync(file, await renderPdf(speak(makers[kind](input), language)));
  return file;
}

function poppler(tool: "pdftotext" | "pdfinfo" | "pdffonts", ...parts: readonly string[]): string {
  return execFileSync(tool, parts, { encoding: "utf8" });
}

/** Text of a file without spaces: lines may break anywhere. */
function textOf(file: string): string {
  return poppler("pdftotext", "-enc", "UTF-8", file, "-").replaceAll(/\s/g, "");
}

const bare = (text: string) => text.replaceAll(/\s/g, "").replaceAll("CO₂", "CO2");

describe.each(languages)("a PDF in %s", (language) => {
  const words = messagesOf(language).study.document;

  test.each(kinds)("of the %s holds every declared figure as text", async (kind) => {
    const input = sampleStudy();
    const text = textOf(await written(kind, language, input));
    for (const figure of [
      "0.119",
      "5,697.82",
      "48,000kWh",
      "3,319.07",
      "2,136.96",
      "241.80",
      "0.069",
      "58.3%",
    ])
      expect(text).toContain(figure);
    for (const digest of [input.declaration.requestDigest, input.declaration.resultDigest])
      expect(text).toContain(digest);
  });

  test.each(kinds)("of the %s says every text of the document, character for character", async (kind) => {
    const spoken = speak(makers[kind](sampleStudy()), language);
    const text = textOf(await written(kind, language));
    const said = spoken.sections.flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap((block) => {
        if (block.kind === "paragraph") return [block.text.text];
        if (block.kind === "list") return block.items.map((item) => item.text);
        if (block.kind === "facts") return block.rows.flatMap(([name, value]) => [name, value.text]);
        return [];
      }),
    ]);
    expect(said.length).toBeGreaterThan(20);
    const onOnePage = said.filter((one) => one.length < 60);
    expect(onOnePage.filter((one) => !text.includes(bare(one)))).toEqual([]);
  });

  test.each(kinds)("of the %s embeds its fonts, names its language and is tagged", async (kind) => {
    const file = await written(kind, language);
    const fonts = poppler("pdffonts", file).trim().split("\n").slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/TrueType\s+Identity-H\s+yes yes yes/);
    const info = poppler("pdfinfo", file);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(info).toContain(language === "zh" ? "碳足迹" : "arbon footprint");
    expect(readFileSync(file, "latin1")).toContain(`/Lang (${language === "zh" ? "zh-Hans" : "en"})`);
  });

  // Somebody looked at the kept pictures. Where a page has to look otherwise, look at it again and keep the new picture:
  // CELLPROOF_GOLDEN=keep npx vitest run app/_study/pdf.test.ts
  test.each(["declaration", "study"] as const)("of the %s looks as it was last looked at", async (kind) => {
    const pages = picturesOf(await written(kind, language));
    const kept = path.join(import.meta.dirname, "golden", `${kind}-${language}.pgm.gz`);
    if (process.env["CELLPROOF_GOLDEN"] === "keep") writeFileSync(kept, gzipSync(pages, { level: 9 }));
    const golden = gunzipSync(readFileSync(kept));
    expect(pages.length).toBe(golden.length);
    // Another version of the reader draws edges a shade darker or lighter.
    const other = pages.reduce(
      (count, shade, at) => count + (Math.abs(shade - (golden[at] ?? 0)) > 64 ? 1 : 0),
      0,
    );
    expect(other / pages.length).toBeLessThan(0.0002);
  });

  test.each(["declaration", "study"] as const)(
    "of the %s has a code that leads to its address",
    async (kind) => {
      const codes = await codesOn(await written(kind, language));
      expect(codes).toEqual([
        kind === "study"
          ? "http://localhost:3000/01/09520123456788/study/2"
          : "http://localhost:3000/01/09520123456788",
      ]);
    },
  );

  test("has numbered pages with the name of the declaration", async () => {
    const file = await written("report", language);
    const pages = Number(/Pages:\s+(\d+)/.exec(poppler("pdfinfo", file))?.[1]);
    expect(pages).toBeGreaterThan(3);
    for (let number = 1; number <= pages; number++) {
      const text = poppler("pdftotext", "-f", String(number), "-l", String(number), file, "-").replaceAll(
        /\s/g,
        "",
      );
      const foot = words.page.replace("{number}", String(number)).replace("{of}", String(pages));
      expect(text).toContain(bare(foot));
    }
  });

  test("of a confidential inventory tells nothing of the confidential line", async () => {
    const text = textOf(await written("study", language));
    for (const word of ["XJ-9", "3.731", "41.77", "155.84"]) expect(text).not.toContain(word);
    expect(textOf(await written("report", language))).toContain("XJ-9");
  });

  test("of a draft says so on every page", async () => {
    const { declaration } = sampleStudy();
    const input = sampleStudy(sampleLines, { declaration: { ...declaration, state: "draft" } });
    const file = await written("report", language, input);
    const pages = Number(/Pages:\s+(\d+)/.exec(poppler("pdfinfo", file))?.[1]);
    for (let number = 1; number <= pages; number++) {
      const raw = poppler("pdftotext", "-raw", "-f", String(number), "-l", String(number), file, "-");
      expect(raw.replaceAll(/\s/g, "")).toContain(words.watermarkDraft);
    }
    expect(await codesOn(file)).toEqual([]);
  });

  test("of an inventory of 200 lines repeats the head of the table on each page", async () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      sampleLine({
        ...{ code: `m${index}`, kind: "material", stage: "raw_materials_and_parts" },
        nameEn: `Material ${index} with a long name that goes over more than one line of its cell`,
        nameZh: `第 ${index} 号材料，名称很长，在单元格内需要占用不止一行的位置`,
        ...{ amount: `${index + 1}.5`, amountUnit: "kg", factorValue: "2", factorUnit: "kgCO2e/kg" },
      }),
    );
    const file = await written("report", language, sampleStudy(lines));
    const text = textOf(file);
    for (const index of [0, 1, 99, 198, 199]) expect(text).toContain(`${index + 1}.5kg`);
    const heads = text.split(bare(words.dataAndSource)).length - 1;
    expect(heads).toBeGreaterThan(8);
  });
});

test("the same document always gives the same bytes, and one that says otherwise others", async () => {
  const once = await renderPdf(speak(fullReport(sampleStudy()), "zh"));
  const again = await renderPdf(speak(fullReport(sampleStudy()), "zh"));
  expect(Buffer.compare(once, again)).toBe(0);
  const { declaration } = sampleStudy();
  const other = sampleStudy(sampleLines, { declaration: { ...declaration, at: "2026-11-21T12:00:00.000Z" } });
  expect(Buffer.compare(once, await renderPdf(speak(fullReport(other), "zh")))).not.toBe(0);
});

test("a document asked for twice at once is set once", async () => {
  const spoken = speak(publicStudy(sampleStudy()), "en");
  const [one, other] = await Promise.all([pdfOf(spoken), pdfOf(speak(publicStudy(sampleStudy()), "en"))]);
  expect(one).toBe(other);
});

describe("faces", () => {
  test("every character of our texts, and of what is added to them, has a face", async () => {
    for (const language of languages) {
      const { study, passport, console: signedIn } = messagesOf(language);
      const text = JSON.stringify([
        study,
        passport.stages,
        passport.methods,
        passport.category,
        signedIn.mode,
      ]);
      const faceOf = await facesFor(text.replaceAll(/[₀-₉]/g, "0"), language === "zh");
      const missing = [...new Set(text)].filter(
        (character) => !/[₀-₉\n]/.test(character) && faceOf(character.codePointAt(0) ?? 0, 400) === null,
      );
      expect([language, missing]).toEqual([language, []]);
    }
  });

  test("of Europe, Greek, Cyrillic, rare Chinese and signs are found; a character of none is told apart", async () => {
    const known = "ŁódźšőșțðþñÇΔλЖщ翀犇赟堃≤≥→≈√℃①";
    const faceOf = await facesFor(`${known}\u{1F600}`, false);
    expect([...known].filter((character) => faceOf(character.codePointAt(0) ?? 0, 600) === null)).toEqual([]);
    expect(faceOf(0x1f600, 400)).toBeNull();
  });

  test("names of many scripts come out as written, and what no face has as a question mark", async () => {
    const { inventory } = sampleStudy();
    const author = "Łukasz Őri, Δημήτρης, Жанна, 翀犇 \u{1F600}";
    const input = sampleStudy(sampleLines, { inventory: { ...inventory, study: { author } } });
    expect(textOf(await written("report", "en", input))).toContain("ŁukaszŐri,Δημήτρης,Жанна,翀犇?");
  });
});

describe("lines", () => {
  const eachOne = (text: string) => [...text].length;

  test.each([
    ["words stay whole", "one two three", 8, ["one two", "three"]],
    [
      "an address wider than the line breaks after a slash, or where it must",
      "https://a.b/cdefghijklmnop",
      10,
      ["https://", "a.b/", "cdefghijkl", "mnop"],
    ],
    ["Chinese breaks between characters", "碳足迹声明与研究", 4, ["碳足迹声", "明与研究"]],
    ["no line begins with a closing mark", "碳足迹声，明", 4, ["碳足迹", "声，明"]],
    ["no line ends with an opening mark", "碳足迹（声明）", 4, ["碳足迹", "（声明）"]],
    ["a number too long parts with its unit first", "1,234.567\u00A0kg", 9, ["1,234.567", "kg"]],
    ["a number with a slash stays whole", "act 2023/1542 of", 10, ["act", "2023/1542", "of"]],
    ["a line break is kept", "a\nb", 9, ["a", "b"]],
    ["nothing is one empty line", "", 9, [""]],
  ])("%s", (_, text, width, lines) => expect(linesOf(text, width, eachOne)).toEqual(lines));
});

/** Every page as a small grey picture, one behind the other. */
function picturesOf(file: string): Buffer {
  return execFileSync("pdftoppm", ["-r", "50", "-gray", file], { maxBuffer: 100_000_000 });
}

/** What the codes on the first page say, read from its picture. */
async function codesOn(file: string): Promise<readonly string[]> {
  const picture = file.replace(/\.pdf$/, "");
  execFileSync("pdftoppm", ["-r", "120", "-f", "1", "-l", "1", "-singlefile", "-png", file, picture]);
  const found = await readBarcodes(new Uint8Array(readFileSync(`${picture}.png`)), { formats: ["QRCode"] });
  return found.map(({ text }) => text);
}

describe.each(languages)("pages of a report in %s", (language) => {
  test("never end with a heading, nor begin with the last line of a short paragraph", async () => {
    // Each further component moves the headings below the table of components down by a row.
    for (const count of [2, 5, 8, 11, 14, 17, 20]) {
      const lines = Array.from({ length: count }, (_, index) =>
        sampleLine({
          ...{ code: `m${index}`, kind: "material", stage: "raw_materials_and_parts" },
          ...{ nameEn: `Material ${index}`, nameZh: `第 ${index} 号材料`, component: `part ${index}` },
          ...{ amount: `${index + 1}.5`, amountUnit: "kg", factorValue: "2", factorUnit: "kgCO2e/kg" },
        }),
      );
      const input = sampleStudy([...sampleLines, ...lines]);
      const spoken = speak(fullReport(input), language);
      const file = await written("report", language, input);
      const titles = new Set(
        spoken.sections.map(({ number, title }) => bare(number === "" ? title : `${number}${title}`)),
      );
      const short = spoken.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === "paragraph" && block.tone !== "notice" ? [bare(block.text.text)] : [],
        ),
      );
      for (const page of pagesOf(file)) {
        expect([...titles].filter((title) => title === page.at(-1))).toEqual([]);
        const top = page[0] ?? "";
        expect(short.filter((one) => one.length < 150 && one !== top && one.endsWith(top))).toEqual([]);
      }
    }
  });
});

/** Printed lines of each page without its foot, and without spaces. */
function pagesOf(file: string): readonly (readonly string[])[] {
  return poppler("pdftotext", "-layout", file, "-")
    .split("\f")
    .map((page) =>
      page
        .split("\n")
        .map(bare)
        .filter((line) => line !== "")
        .slice(0, -1),
    )
    .filter((page) => page.length > 0);
}

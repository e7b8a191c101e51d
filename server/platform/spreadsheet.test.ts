import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SheetRow, Workbook } from "../domain/import/sheet.ts";
import { sheetLimits } from "../domain/import/sheet.ts";
import { makeXlsx, makeZip, xlsxRow } from "../test/make-xlsx.ts";
import { readSpreadsheet } from "./spreadsheet.ts";
import { writeCsv, writeXlsx } from "./spreadsheet-writer.ts";

async function book(bytes: Uint8Array, limits = sheetLimits): Promise<Workbook> {
  const parsed = await readSpreadsheet(bytes, limits);
  if (!parsed.ok) throw new Error(`Refused: ${JSON.stringify(parsed.problems)}`);
  return parsed.value;
}

async function refusal(bytes: Uint8Array, limits = sheetLimits) {
  const parsed = await readSpreadsheet(bytes, limits);
  return parsed.ok
    ? "taken"
    : parsed.problems.map(({ code, params }) => [code, params?.["kind"]].join(" ").trim());
}

async function rowsOf(
  sheet: string,
  parts: Parameters<typeof makeXlsx>[0] = {},
): Promise<readonly SheetRow[]> {
  return (await book(makeXlsx({ ...parts, sheet }))).sheets[0]?.rows ?? [];
}

async function textOf(cell: string, parts: Parameters<typeof makeXlsx>[0] = {}): Promise<string | undefined> {
  const [row] = await rowsOf(`<sheetData><row r="1">${cell}</row></sheetData>`, parts);
  return row?.cells[0];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("cells of a workbook are read as a person sees them", () => {
  test.each([
    ["12.5", "12.5"],
    ["0.30000000000000004", "0.3"],
    ["4.3499999999999996", "4.35"],
    ["1.0000000000000001E-5", "0.00001"],
    ["6.205E-3", "6.205E-3"],
    ["123456789012345", "123456789012345"],
    ["-0.1", "-0.1"],
  ])("the number %s as %s", async (raw, text) => expect(await textOf(`<c><v>${raw}</v></c>`)).toBe(text));

  const styles = (code: string) =>
    `<numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>`;

  test.each([
    ["0.16 as a percentage", `<c s="2"><v>0.16</v></c>`, "", "16%"],
    ["a percentage of its own", `<c s="1"><v>0.125</v></c>`, "0.0%", "12.5%"],
    ["a day", `<c s="3"><v>45657</v></c>`, "", "2024-12-31"],
    ["a day and time", `<c s="1"><v>45657.75</v></c>`, "yyyy\\-mm\\-dd\\ hh:mm", "2024-12-31 18:00"],
    [
      "a day written in Chinese",
      `<c s="1"><v>45657</v></c>`,
      "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;",
      "2024-12-31",
    ],
    ["a time", `<c s="1"><v>0.5</v></c>`, "hh:mm", "12:00"],
    ["a unit in the format", `<c s="1"><v>12.5</v></c>`, "0.00&quot; kg&quot;", "12.5 kg"],
    ["decimals the format hides", `<c s="1"><v>12.3456</v></c>`, "#,##0.0", "12.3456"],
    ["a currency", `<c s="1"><v>5</v></c>`, "[$¥-804]#,##0.00;[Red]\\-0", "5"],
    ["the last day of February 1900 that was", `<c s="3"><v>59</v></c>`, "", "1900-02-28"],
    ["a number too large for a day", `<c s="3"><v>99999999</v></c>`, "", "99999999"],
  ])("%s", async (_, cell, code, text) => expect(await textOf(cell, { styles: styles(code) })).toBe(text));

  test("a day of a workbook that counts from 1904", async () => {
    const workbook = `<workbookPr date1904="1"/><sheets><sheet name="A" r:id="s1"/></sheets>`;
    expect(await textOf(`<c s="3"><v>44195</v></c>`, { styles: styles(""), workbook })).toBe("2024-12-31");
  });

  test.each([
    ["a shared string", `<c t="s"><v>0</v></c>`, "Cathode"],
    ["a shared string in runs, without its reading", `<c t="s"><v>1</v></c>`, "正极材料"],
    ["an inline string", `<c t="inlineStr"><is><t>a&amp;b</t></is></c>`, "a&b"],
    ["an inline string in runs", `<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, "ab"],
    ["an escaped line end", `<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>`, "a\rb_x0041_"],
    ["true", `<c t="b"><v>1</v></c>`, "TRUE"],
    ["false", `<c t="b"><v>0</v></c>`, "FALSE"],
    ["a day in words", `<c t="d"><v>2024-12-31T00:00:00</v></c>`, "2024-12-31"],
    ["the text of a formula", `<c t="str"><f>A1</f><v>kg</v></c>`, "kg"],
  ])("%s", async (_, cell, text) => {
    const strings = `<si><t>Cathode</t></si><si><r><t>正极</t></r><r><rPr/><t>材料</t></r><rPh sb="0" eb="1"><t>zhengji</t></rPh></si>`;
    expect(await textOf(cell, { strings })).toBe(text);
  });

  test("formulas are marked, with and without a kept value, and errors are", async () => {
    const [row] = await rowsOf(
      `<sheetData><row r="1"><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="e"><v>#N/A</v></c></row></sheetData>`,
    );
    expect(row?.cells).toEqual(["2", "", "#DIV/0!", "#N/A"]);
    expect([...(row?.marks ?? [])]).toEqual([
      [0, { formula: "value" }],
      [1, { formula: "empty" }],
      [2, { formula: "value", isError: true }],
      [3, { isError: true }],
    ]);
  });

  test("empty rows and cells are left out, the others keep their place", async () => {
    const rows = await rowsOf(
      `<sheetData><row r="2"><c r="C2"><v>1</v></c></row><row r="5"><c r="A5" s="1"/></row><row><c><v>2</v></c></row></sheetData>`,
    );
    expect(rows.map(({ number, cells }) => [number, ...cells])).toEqual([
      [2, "", "", "1"],
      [6, "2"],
    ]);
  });

  test("merged blocks are marked with the text they show", async () => {
    const rows = await rowsOf(
      `<sheetData>${xlsxRow(1, ["a", "b"])}${xlsxRow(2, ["", "c"])}</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="nonsense"/></mergeCells>`,
    );
    expect(rows[0]?.marks.get(0)).toEqual({ merged: "A1:A2", isMergedDown: true });
    expect(rows[1]?.marks.get(0)).toEqual({ merged: "A1:A2", isMergedDown: true, mergedText: "a" });
    expect(rows[1]?.marks.get(1)).toBeUndefined();
  });

  test("hidden rows and sheets are marked, charts are passed over, prefixes of other programs are read", async () => {
    const workbook = `<sheets><sheet name="Shown" r:id="s1"/><sheet name="Chart" r:id="c"/><sheet name="Secret" state="veryHidden" r:id="s2"/></sheets>`;
    const other = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const { sheets } = await book(
      makeXlsx({
        workbook,
        sheet: `<sheetData><row r="1" hidden="1"><c><v>1</v></c></row></sheetData>`,
        more: { "xl/worksheets/sheet2.xml": other },
      }),
    );
    expect(
      sheets.map(({ name, isHidden, rows }) => [name, isHidden, rows[0]?.isHidden, rows[0]?.cells]),
    ).toEqual([
      ["Shown", false, true, ["1"]],
      ["Secret", true, false, ["7"]],
    ]);
  });
});

describe("a file that is no sound workbook is refused by name", () => {
  const sound = makeXlsx({ sheet: `<sheetData>${xlsxRow(1, ["a"])}</sheetData>` });
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  const inSheet = (xml: string) => makeXlsx({ sheet: xml });

  test.each<[string, Uint8Array, string]>([
    ["nothing at all", new Uint8Array(), "E_SHEET_EMPTY"],
    ["a workbook without a value", makeXlsx({}), "E_SHEET_EMPTY"],
    ["a text file of blank lines", utf8("\n \n,,\n"), "E_SHEET_EMPTY"],
    [
      "an old workbook",
      Uint8Array.from([...ole, ...Buffer.from("Workbook", "utf16le")]),
      "E_SHEET_OLD_WORKBOOK",
    ],
    [
      "an encrypted workbook",
      Uint8Array.from([...ole, ...Buffer.from("EncryptedPackage", "utf16le")]),
      "E_SHEET_ENCRYPTED",
    ],
    ["a workbook with encrypted parts", makeZip({ "xl/workbook.xml": "x" }, 1), "E_SHEET_ENCRYPTED"],
    ["a binary workbook", makeZip({ "xl/workbook.bin": "x" }), "E_SHEET_KIND xlsb"],
    ["a Numbers file", makeZip({ "Index/Document.iwa": "x" }), "E_SHEET_KIND numbers"],
    ["an OpenDocument file", makeZip({ mimetype: "x", "content.xml": "<a/>" }), "E_SHEET_KIND ods"],
    ["a text document", makeZip({ "word/document.xml": "<a/>" }), "E_SHEET_KIND docx"],
    ["slides", makeZip({ "ppt/presentation.xml": "<a/>" }), "E_SHEET_KIND pptx"],
    ["another archive", makeZip({ "photo.jpg": "x" }), "E_SHEET_KIND archive"],
    ["a PDF", utf8("%PDF-1.7"), "E_SHEET_KIND pdf"],
    ["an image", Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), "E_SHEET_KIND image"],
    ["a web page called .xls", utf8("<html><table><tr><td>1</td></tr></table>"), "E_SHEET_KIND html"],
    [
      "a workbook of 2003 in XML",
      utf8(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`),
      "E_SHEET_KIND xml",
    ],
    ["JSON", utf8(`{"op":"pcf"}`), "E_SHEET_KIND json"],
    ["bytes of no text", Uint8Array.from([65, 0, 66, 0, 1, 2]), "E_SHEET_KIND binary"],
    ["a file cut off in the middle", sound.slice(0, Math.floor(sound.length / 2)), "E_SHEET_BROKEN"],
    [
      "a file with bytes that were changed",
      sound.with(sound.indexOf(0x4b, 200) + 60, 0xff),
      "E_SHEET_BROKEN",
    ],
    [
      "a workbook without its sheet",
      makeXlsx({ workbook: `<sheets><sheet name="A" r:id="s2"/></sheets>` }),
      "E_SHEET_BROKEN",
    ],
    ["a workbook without sheets", makeXlsx({ workbook: "<sheets/>" }), "E_SHEET_BROKEN"],
    ["XML that is not well formed", inSheet("<sheetData><row></sheetData>"), "E_SHEET_BROKEN"],
    ["XML that ends too early", inSheet("</worksheet><x>"), "E_SHEET_BROKEN"],
    [
      "text that is no UTF-8",
      makeXlsx({ more: { "xl/worksheets/sheet1.xml": Uint8Array.from([0x3c, 0x61, 0x3e, 0xff, 0xfe]) } }),
      "E_SHEET_BROKEN",
    ],
    [
      "a shared string that is not there",
      inSheet(`<sheetData><row r="1"><c t="s"><v>9</v></c></row></sheetData>`),
      "E_SHEET_BROKEN",
    ],
    [
      "rows out of order",
      inSheet(`<sheetData>${xlsxRow(2, ["a"])}${xlsxRow(1, ["b"])}</sheetData>`),
      "E_SHEET_BROKEN",
    ],
    ["a row number of no row", inSheet(`<sheetData><row r="x"/></sheetData>`), "E_SHEET_BROKEN"],
    [
      "cells out of order",
      inSheet(`<sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>`),
      "E_SHEET_BROKEN",
    ],
    [
      "a cell reference of no cell",
      inSheet(`<sheetData><row r="1"><c r="1A"><v>1</v></c></row></sheetData>`),
      "E_SHEET_BROKEN",
    ],
    [
      "an unknown entity",
      inSheet(`<sheetData><row r="1"><c t="str"><v>&bomb;</v></c></row></sheetData>`),
      "E_SHEET_BROKEN",
    ],
    [
      "a document type whose entities would expand",
      makeXlsx({
        more: {
          "xl/worksheets/sheet1.xml": `<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>`,
        },
      }),
      "E_SHEET_DTD",
    ],
    ["a quote that never closes", utf8('a,b\n"c,d\n'), "E_SHEET_QUOTE"],
    ["bytes of no known encoding", Uint8Array.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), "E_SHEET_ENCODING"],
  ])("%s", async (_, bytes, code) => expect(await refusal(bytes)).toEqual([code]));

  test("any bytes are read or refused, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(2), async (bytes, kind) => {
        const start = [[], [0x50, 0x4b, 3, 4], ole][kind] ?? [];
        const parsed = await readSpreadsheet(Uint8Array.from([...start, ...bytes]));
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
      }),
    );
  });

  test("a sound workbook with any one byte changed is read or refused, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
        const parsed = await readSpreadsheet(sound.with(at, byte));
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
      }),
    );
  });
});

describe("a file beyond a limit is refused", () => {
  const million = (rows: number) =>
    makeXlsx({
      sheet: `<sheetData>${Array.from({ length: rows }, (_, at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`).join("")}</sheetData>`,
    });

  test("of a million rows, before the rest is read", async () => {
    const bytes = million(1_000_000);
    const unpackedBytes = 4 * 1024 * 1024;
    // The limit of unpacked bytes would refuse the whole sheet: the rows are refused long before.
    expect(await refusal(bytes, { ...sheetLimits, unpackedBytes })).toEqual(["E_SHEET_ROWS"]);
  });

  test("of the most rows and one more, in a workbook and in a text file", async () => {
    const limits = { ...sheetLimits, rows: 100 };
    expect(await refusal(million(101), limits)).toEqual(["E_SHEET_ROWS"]);
    expect(await refusal(utf8("1\n".repeat(101)), limits)).toEqual(["E_SHEET_ROWS"]);
    expect(await refusal(utf8("\n".repeat(1000)), limits)).toEqual(["E_SHEET_ROWS"]);
    expect(await refusal(million(100), limits)).toBe("taken");
    expect(await refusal(utf8("1\n".repeat(100)), limits)).toBe("taken");
  });

  test("a million formatted rows without a value are no rows", async () => {
    const empty = Array.from({ length: 50_000 }, (_, at) => `<row r="${at + 2}"><c s="1"/></row>`).join("");
    expect(await refusal(makeXlsx({ sheet: `<sheetData>${xlsxRow(1, ["a"])}${empty}</sheetData>` }))).toBe(
      "taken",
    );
  });

  test("keeps its memory bounded by what it takes, not by what a file unpacks to", async () => {
    const sheet = Array.from(
      { length: 600_000 },
      (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/><c r="B${at + 2}" s="1"/></row>`,
    ).join("");
    const bytes = makeXlsx({ sheet: `<sheetData>${xlsxRow(1, ["a", "b"])}${sheet}</sheetData>` });
    const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
    const before = used();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, used())), 5);
    const { sheets } = await book(bytes);
    clearInterval(watch);
    expect(sheets[0]?.rows.length).toBe(1);
    // Generous: garbage that was not collected yet counts. Its whole tree would take several times as much.
    expect(Math.max(peak, used()) - before).toBeLessThan(250 * 1024 * 1024);
  });

  test.each<[string, Uint8Array, Partial<typeof sheetLimits>, string]>([
    ["of bytes", utf8("a,b"), { bytes: 2 }, "E_SHEET_TOO_LARGE"],
    [
      "of columns in a workbook",
      makeXlsx({ sheet: `<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>` }),
      {},
      "E_SHEET_COLUMNS",
    ],
    ["of columns in a text file", utf8(",".repeat(300) + "1"), {}, "E_SHEET_COLUMNS"],
    [
      "of characters in a cell of a workbook",
      makeXlsx({ sheet: `<sheetData>${xlsxRow(1, ["a".repeat(40_000)])}</sheetData>` }),
      {},
      "E_SHEET_CELL_LENGTH",
    ],
    ["of characters in a cell of a text file", utf8("a".repeat(40_000)), {}, "E_SHEET_CELL_LENGTH"],
    ["of characters in a text file", utf8("aaaa,bbbb"), { characters: 5 }, "E_SHEET_TEXT"],
    [
      "of characters in a workbook",
      makeXlsx({ sheet: `<sheetData>${xlsxRow(1, ["aaaa", "bbbb"])}</sheetData>` }),
      { characters: 5 },
      "E_SHEET_TEXT",
    ],
    [
      "of characters in shared strings",
      makeXlsx({ strings: `<si><t>aaaaaaaa</t></si>` }),
      { characters: 5 },
      "E_SHEET_TEXT",
    ],
    [
      "of unpacked bytes: a bomb",
      makeXlsx({ sheet: `<sheetData/>${" ".repeat(30_000_000)}` }),
      { unpackedBytes: 1_000_000 },
      "E_SHEET_UNPACKED",
    ],
    [
      "of merged cells",
      makeXlsx({
        sheet: `<sheetData>${xlsxRow(1, ["a"])}</sheetData><mergeCells>${`<mergeCell ref="A1:XFD1"/>`.repeat(20)}</mergeCells>`,
      }),
      {},
      "E_SHEET_UNPACKED",
    ],
  ])("%s", async (_, bytes, limit, code) =>
    expect(await refusal(bytes, { ...sheetLimits, ...limit })).toEqual([code]),
  );
});

describe("a text file is read whatever program wrote it", () => {
  const expected = [
    ["名称", "质量"],
    ["正极", "12.5"],
  ];
  const gb18030 = [0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xd6, 0xca, 0xc1, 0xbf, 0x0a, 0xd5, 0xfd, 0xbc, 0xab, 0x2c];
  test.each<[string, Uint8Array, string]>([
    ["utf-8", utf8("名称,质量\n正极,12.5"), ","],
    ["utf-8", utf8("\ufeff名称;质量\r\n正极;12.5\r\n"), ";"],
    ["utf-8", utf8("sep=;\r\n名称;质量\r\n正极;12.5\r\n"), ";"],
    ["utf-16le", Buffer.from("\ufeff名称\t质量\n正极\t12.5", "utf16le"), "\t"],
    ["utf-16be", Buffer.from("\ufeff名称,质量\n正极,12.5", "utf16le").swap16(), ","],
    ["gb18030", Uint8Array.from([...gb18030, ...utf8("12.5")]), ","],
  ])("%s with %j", async (encoding, bytes, delimiter) => {
    const read = await book(bytes);
    expect([read.encoding, read.delimiter]).toEqual([encoding, delimiter]);
    expect(read.sheets[0]?.rows.map(({ cells }) => cells)).toEqual(expected);
  });

  test("decimal commas do not pass for commas between values", async () => {
    const { delimiter, sheets } = await book(utf8("name;mass;factor\nA;12,5;1,25\nB;0,5;3,75\n"));
    expect(delimiter).toBe(";");
    expect(sheets[0]?.rows[1]?.cells).toEqual(["A", "12,5", "1,25"]);
  });

  test("quotes, line ends inside them, inch marks and formulas", async () => {
    const { sheets } = await book(utf8('a,"b ""c""\nd",5" pipe\n="0012",=A1+1,#REF!\n'));
    expect(sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
      ["a", 'b "c"\nd', '5" pipe'],
      ["0012", "=A1+1", "#REF!"],
    ]);
    expect([...(sheets[0]?.rows[1]?.marks ?? [])]).toEqual([
      [1, { formula: "empty" }],
      [2, { isError: true }],
    ]);
  });

  test("cells copied from a spreadsheet program", async () => {
    const { sheets } = await book(utf8('name\tmass\nA, B\t12,5\n"two\nlines"\t1\n'));
    expect(sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
      ["name", "mass"],
      ["A, B", "12,5"],
      ["two\nlines", "1"],
    ]);
  });
});

describe("what is written is read back", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((value) => value.trim() !== "");
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom("1.50", "0.1", "12345678901234567890.5", "-0", "007", "1e-7"),
  );
  const table = fc.array(fc.tuple(text, number), { minLength: 1, maxLength: 5 });

  test("by a workbook, whatever the characters", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const bytes = await writeXlsx([
          { name: "Lines", rows: [["name", "mass"], ...rows], numberColumns: [1] },
        ]);
        expect((await book(bytes)).sheets[0]?.rows.slice(1).map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  test.each(["__proto__", "constructor", "toString", "_x0041_", "\ud800", "\uffff", "a\r\nb"])(
    "by a workbook, the text %j",
    async (value) => {
      const bytes = await writeXlsx([{ name: "Lines", rows: [["name"], [value], [value]] }]);
      expect((await book(bytes)).sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
        ["name"],
        [value],
        [value],
      ]);
    },
  );

  test("by a text file, whatever the characters but zero", async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const clean = rows.map((row) =>
          row.map((value) => Buffer.from(value.replaceAll("\0", "x")).toString("utf8")),
        );
        const bytes = writeCsv([["name", "mass"], ...clean]);
        expect((await book(bytes)).sheets[0]?.rows.slice(1).map(({ cells }) => cells)).toEqual(clean);
      }),
    );
  });

  test("a text that a program would calculate is inert in a text file", () =>
    expect(new TextDecoder().decode(writeCsv([["=1+1", "-5", "-a", "'b"]]))).toBe("'=1+1,-5,'-a,''b\r\n"));
});

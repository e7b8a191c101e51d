import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readSpreadsheet } from "./spreadsheet.ts";

/** Small files that would cost a reader hours or gigabytes. Each is refused, or read at once. */
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
const relations = (...all: readonly string[]) => `<Relationships>${all.join("")}</Relationships>`;
const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join("");
const data = (inner: string, behind = "") =>
  `<worksheet><sheetData>${inner}</sheetData>${behind}</worksheet>`;

interface Parts {
  readonly sheet: string;
  readonly sheets?: number;
  readonly strings?: string;
  readonly styles?: string;
}

function workbook({ sheet, sheets = 1, strings = "<sst/>", styles = "<styleSheet/>" }: Parts): Uint8Array {
  const names = `<sheet name="a" r:id="r1"/>`.repeat(sheets);
  return zipped({
    "_rels/.rels": relations(relation("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook xmlns:r="${office}"><sheets>${names}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      relation("r1", "worksheet", "sheet1.xml"),
      relation("r2", "sharedStrings", "strings.xml"),
      relation("r3", "styles", "styles.xml"),
    ),
    "xl/sheet1.xml": sheet,
    "xl/strings.xml": strings,
    "xl/styles.xml": styles,
  });
}

/** An archive with compressed parts. Source: PKWARE APPNOTE 6.3.10, 4.3. */
function zipped(parts: Readonly<Record<string, string>>): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from("PK\u0003\u0004", "latin1"), common, Buffer.from(name), packed);
    central.push(Buffer.from("PK\u0001\u0002\u0014\0", "latin1"), common, place, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** `ok`, or the code of the first problem. */
async function endOf(bytes: Uint8Array): Promise<string> {
  const read = await readSpreadsheet(bytes);
  return read.ok ? "ok" : (read.problems[0]?.code ?? "");
}

describe("a workbook that is a trap", () => {
  test("an honest one made the same way is read", async () => {
    expect(await endOf(workbook({ sheet: data(rows(3)) }))).toBe("ok");
  });

  test("elements in one another without end", async () => {
    expect(await endOf(workbook({ sheet: data("<a>".repeat(100_000)) }))).toBe("E_SHEET_BROKEN");
    expect(await endOf(workbook({ sheet: data(`${"<a>".repeat(65)}${"</a>".repeat(65)}${rows(1)}`) }))).toBe(
      "E_SHEET_BROKEN",
    );
    expect(await endOf(workbook({ sheet: data("<row><c><v>1</v></c></row>".repeat(200)) }))).toBe("ok");
  });

  test("an element with attributes without end", async () => {
    const attributes = Array.from({ length: 100_000 }, (_, at) => ` a${at}=""`).join("");
    expect(await endOf(workbook({ sheet: data(`<row${attributes}/>${rows(1)}`) }))).toBe("E_SHEET_BROKEN");
  });

  test("more sheets, cell styles or merged blocks than any program writes", async () => {
    expect(await endOf(workbook({ sheet: data(rows(1)), sheets: 257 }))).toBe("E_SHEET_UNPACKED");
    const styles = `<styleSheet><cellXfs>${"<xf/>".repeat(65_537)}</cellXfs></styleSheet>`;
    expect(await endOf(workbook({ sheet: data(rows(1)), styles }))).toBe("E_SHEET_UNPACKED");
    const merged = `<mergeCells>${`<mergeCell ref="B9:B9"/>`.repeat(200_001)}</mergeCells>`;
    expect(await endOf(workbook({ sheet: data(rows(1), merged) }))).toBe("E_SHEET_UNPACKED");
  });

  test("merged blocks between the rows and at their ends are found in the rows that are there", async () => {
    const few = [2, 4, 6].map((number) => `<row r="${number}"><c r="A${number}"><v>1</v></c></row>`).join("");
    const refs = ["A1:A1", "A2:A3", "A3:A5", "A6:A9", "A7:A9"];
    const merged = `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`;
    const read = await readSpreadsheet(workbook({ sheet: data(few, merged) }));
    const marks = read.ok ? read.value.sheets[0]?.rows.map((row) => row.marks.get(0)?.merged) : [];
    expect(marks).toEqual(["A2:A3", "A3:A5", "A6:A9"]);
  });

  test("shared strings that are all empty count like those that are not", async () => {
    const strings = `<sst>${"<si/>".repeat(20)}</sst>`;
    const limits = { bytes: 1e6, rows: 10, columns: 10, unpackedBytes: 1e6, cellCharacters: 9 };
    const read = await readSpreadsheet(workbook({ sheet: data(rows(1)), strings }), {
      ...limits,
      characters: 19,
    });
    expect(read).toMatchObject({ ok: false, problems: [{ code: "E_SHEET_TEXT" }] });
  });
});

describe("a text file that is a trap", () => {
  const text = (content: string) => new TextEncoder().encode(content);

  test("one line of commas is refused before it is cut", async () => {
    expect(await endOf(text(`a,b\n${",".repeat(1_000_001)}x\n`))).toBe("E_SHEET_TEXT");
  });

  test("one cell over many lines is refused", async () => {
    expect(await endOf(text(`a,b\n"${"x\n".repeat(600_000)}",1\n`))).toBe("E_SHEET_TEXT");
  });

  test("a text kept as a formula that never ends breaks nothing", async () => {
    expect(await endOf(text(`a,b\n="${"x".repeat(999_000)},1\n`))).toBe("E_SHEET_CELL_LENGTH");
  });

  test("texts kept as formulas are read with the quotes inside them", async () => {
    const read = await readSpreadsheet(text('a,b\n"=""00""""12""","=""no"" & 1"\n'));
    expect(read.ok ? read.value.sheets[0]?.rows[1]?.cells : []).toEqual(['00"12', '="no" & 1']);
  });
});

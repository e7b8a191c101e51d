import { readFile } from "node:fs/promises";
import path from "node:path";
import { inflateSync } from "node:zlib";

export type Weight = 400 | 600;

/** One font file: what it is called in a document, its bytes as OpenType, and the characters it has. */
export interface Face {
  readonly name: string;
  readonly bytes: Buffer;
  readonly has: (codePoint: number) => boolean;
}

/** The face of a character; null when none of ours has it. */
export type FaceOf = (codePoint: number, weight: Weight) => Face | null;

/** Folder of the font packages below the program's folder. They are ours to ship: SIL Open Font License. */
const packages = path.resolve("node_modules", "@fontsource");

const latinSubsets = [
  "latin",
  "latin-ext",
  "greek",
  "greek-ext",
  "cyrillic",
  "cyrillic-ext",
  "vietnamese",
] as const;

/** Marks that Chinese sets a whole square wide and Latin narrow: both families have them. */
const sharedMarks: ReadonlySet<number | undefined> = new Set(
  Array.from("“”‘’—…·", (mark) => mark.codePointAt(0)),
);

/**
 * Loads what `text` needs and says which face sets which character. Latin, Greek and Cyrillic come from Noto Sans,
 * Chinese from Noto Sans SC, whose rarer characters and symbols are cut into slices that are read when one occurs.
 * What a file has is read from its own table of characters. Faces are kept for the next document.
 */
export async function facesFor(text: string, isChinese: boolean): Promise<FaceOf> {
  const codePoints = new Set([...text, "\uFFFD", "?", " "].map((character) => character.codePointAt(0) ?? 0));
  const found: Readonly<Record<Weight, Map<number, Face>>> = { 400: new Map(), 600: new Map() };
  for (const weight of [400, 600] as const) {
    for (const codePoint of codePoints) {
      const face = await findFace(codePoint, weight, isChinese);
      if (face !== null) found[weight].set(codePoint, face);
    }
  }
  return (codePoint, weight) => found[weight].get(codePoint) ?? null;
}

async function findFace(codePoint: number, weight: Weight, isChinese: boolean): Promise<Face | null> {
  const latin = latinSubsets.map((subset) => `noto-sans/files/noto-sans-${subset}-${weight}-normal.woff`);
  const chinese = `noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`;
  const first =
    isChinese && sharedMarks.has(codePoint)
      ? [chinese, ...latin]
      : codePoint < 0x2e80
        ? [...latin, chinese]
        : [chinese];
  for (const file of first) {
    const face = await load(file);
    if (face.has(codePoint)) return face;
  }
  for (const slice of await slicesWith(codePoint)) {
    const face = await load(`noto-sans-sc/files/noto-sans-sc-${slice}-${weight}-normal.woff`);
    if (face.has(codePoint)) return face;
  }
  return null;
}

const loaded = new Map<string, Promise<Face>>();

function load(file: string): Promise<Face> {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const face = readFile(path.join(packages, file)).then((woff): Face => {
    const tables = tablesOf(woff);
    const covered = charactersOf(tables);
    return {
      name: path.basename(file, ".woff"),
      bytes: sfntOf(woff, tables),
      has: (codePoint) => covered.has(codePoint),
    };
  });
  loaded.set(file, face);
  // A file that could not be read now may be there the next time.
  face.catch(() => loaded.delete(file));
  return face;
}

interface Slice {
  readonly name: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

let slices: Promise<readonly Slice[]> | undefined;

/** Slices of Noto Sans SC that say they have a character, by the ranges the package gives for web pages. */
async function slicesWith(codePoint: number): Promise<readonly string[]> {
  slices ??= readSlices();
  return (await slices)
    .filter(({ ranges }) => ranges.some(([first, last]) => first <= codePoint && codePoint <= last))
    .map(({ name }) => name);
}

async function readSlices(): Promise<readonly Slice[]> {
  const text = await readFile(path.join(packages, "noto-sans-sc", "unicode.json"), "utf8");
  const table: Readonly<Record<string, unknown>> = JSON.parse(text);
  return Object.entries(table).flatMap(([name, ranges]) => {
    const number = /^\[(\d+)\]$/.exec(name)?.[1];
    return number === undefined ? [] : [{ name: number, ranges: rangesIn(String(ranges)) }];
  });
}

/** `U+4E00-4E0F,U+5000` as numbers. */
function rangesIn(text: string): Slice["ranges"] {
  return text.split(",").map((range) => {
    const [first = "", last = first] = range.trim().replace(/^U\+/i, "").split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

type Tables = ReadonlyMap<string, Buffer>;

/** Tables of a WOFF file, unpacked. Source: WOFF 1.0, sections 3 (header) and 4 (table directory). */
function tablesOf(woff: Buffer): Tables {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("This font is no WOFF file.");
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < woff.readUInt16BE(12); index++) {
    const entry = 44 + 20 * index;
    const offset = woff.readUInt32BE(entry + 4);
    const stored = woff.readUInt32BE(entry + 8);
    const bytes = woff.subarray(offset, offset + stored);
    const isPacked = stored < woff.readUInt32BE(entry + 12);
    tables.set(woff.toString("latin1", entry, entry + 4), isPacked ? inflateSync(bytes) : bytes);
  }
  return tables;
}

/**
 * The same font as plain OpenType. The reader of fonts behind pdfkit unpacks a table of a WOFF file again for every
 * glyph it looks at: a page of Chinese takes minutes so, and milliseconds from this form.
 *
 * Source: OpenType, organization of an OpenType font.
 */
function sfntOf(woff: Buffer, tables: Tables): Buffer {
  const names = [...tables.keys()].toSorted();
  const head = Buffer.alloc(12 + 16 * names.length);
  woff.copy(head, 0, 4, 8);
  const power = 2 ** Math.floor(Math.log2(names.length));
  head.writeUInt16BE(names.length, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((names.length - power) * 16, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  for (const [index, name] of names.entries()) {
    const table = tables.get(name) ?? Buffer.alloc(0);
    const entry = 12 + 16 * index;
    head.write(name, entry, "latin1");
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(table.length, entry + 12);
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4);
    parts.push(table, padding);
    offset += table.length + padding.length;
  }
  return Buffer.concat(parts);
}

/** Code points a font has glyphs for. Source: OpenType, table `cmap`, formats 4 and 12. */
function charactersOf(tables: Tables): ReadonlySet<number> {
  const cmap = tables.get("cmap");
  if (cmap === undefined) throw new Error("This font has no table of characters.");
  const found = new Set<number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const at = cmap.readUInt32BE(4 + 8 * index + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12) readSegments(cmap, at, found);
    if (format === 4) readShortSegments(cmap, at, found);
  }
  return found;
}

function readSegments(cmap: Buffer, at: number, found: Set<number>): void {
  for (let group = 0; group < cmap.readUInt32BE(at + 12); group++) {
    const entry = at + 16 + 12 * group;
    for (let code = cmap.readUInt32BE(entry); code <= cmap.readUInt32BE(entry + 4); code++) found.add(code);
  }
}

function readShortSegments(cmap: Buffer, at: number, found: Set<number>): void {
  const count = cmap.readUInt16BE(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * count + 2;
  const deltas = starts + 2 * count;
  const offsets = deltas + 2 * count;
  for (let segment = 0; segment < count; segment++) {
    const last = cmap.readUInt16BE(ends + 2 * segment);
    const first = cmap.readUInt16BE(starts + 2 * segment);
    const delta = cmap.readUInt16BE(deltas + 2 * segment);
    const offset = cmap.readUInt16BE(offsets + 2 * segment);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const place = offsets + 2 * segment + offset + 2 * (code - first);
      const glyph = offset === 0 ? code + delta : cmap.readUInt16BE(place) === 0 ? 0 : 1;
      if ((glyph & 0xffff) !== 0) found.add(code);
    }
  }
}

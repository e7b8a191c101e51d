import type { Typeface, Weight } from "../domain/label/label.ts";
import type { Contour, Point, Shape } from "../domain/label/shape.ts";
import { placed } from "../domain/label/shape.ts";
import { facesFor } from "./pdf-fonts.ts";

/**
 * Letters as outlines, for what is printed where no font is: every character of `text` in the faces that PDF files are
 * set in. Letters stand at their own widths, without kerning.
 *
 * @param text all that will be set; of other characters the typeface has none.
 */
export async function typefaceFor(text: string, isChinese: boolean): Promise<Typeface> {
  const faceOf = await facesFor(text, isChinese);
  const known = new Map<string, Glyph | null>();
  const glyphOf = (character: string, weight: Weight): Glyph | null => {
    const key = `${weight}${character}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const codePoint = character.codePointAt(0) ?? 0;
    const face = faceOf(codePoint, weight);
    const glyph = face === null ? null : readFont(face.name, face.bytes).glyph(codePoint);
    known.set(key, glyph);
    return glyph;
  };
  const glyphsOf = (line: string, weight: Weight) =>
    [...line].map((character) => {
      const glyph = glyphOf(character, weight);
      if (glyph === null) throw new Error(`No face has the character ${character}.`);
      return glyph;
    });
  return {
    has: (character) => glyphOf(character, 400) !== null && glyphOf(character, 600) !== null,
    widthEm: (line, weight) => glyphsOf(line, weight).reduce((sum, { widthEm }) => sum + widthEm, 0),
    outline: (line, weight) => {
      let x = 0;
      return glyphsOf(line, weight).flatMap(({ shape, widthEm }) => {
        const moved = placed(shape, 1, [x, 0]);
        x += widthEm;
        return moved;
      });
    },
  };
}

interface Glyph {
  readonly widthEm: number;
  readonly shape: Shape;
}

interface OutlineFont {
  readonly glyph: (codePoint: number) => Glyph | null;
}

const fonts = new Map<string, OutlineFont>();

function readFont(name: string, bytes: Buffer): OutlineFont {
  const known = fonts.get(name);
  if (known !== undefined) return known;
  const font = outlineFont(bytes);
  fonts.set(name, font);
  return font;
}

/** Source: OpenType, tables `head`, `hhea`, `hmtx`, `loca`, `glyf` and `cmap` (formats 4 and 12). */
function outlineFont(bytes: Buffer): OutlineFont {
  const table = (tag: string): Buffer => {
    for (let index = 0; index < bytes.readUInt16BE(4); index++) {
      const entry = 12 + 16 * index;
      if (bytes.toString("latin1", entry, entry + 4) !== tag) continue;
      const offset = bytes.readUInt32BE(entry + 8);
      return bytes.subarray(offset, offset + bytes.readUInt32BE(entry + 12));
    }
    throw new Error(`This font has no table ${tag}.`);
  };
  const [head, loca, glyf, hmtx, cmap] = [
    table("head"),
    table("loca"),
    table("glyf"),
    table("hmtx"),
    table("cmap"),
  ];
  const em = head.readUInt16BE(18);
  const isLong = head.readInt16BE(50) === 1;
  const metrics = table("hhea").readUInt16BE(34);
  const place = (id: number) => (isLong ? loca.readUInt32BE(4 * id) : 2 * loca.readUInt16BE(2 * id));
  const outlineOf = (id: number, depth: number): Shape => {
    const data = glyf.subarray(place(id), place(id + 1));
    if (data.length === 0) return [];
    const contours = data.readInt16BE(0);
    return contours >= 0 ? simpleGlyph(data, contours) : compositeGlyph(data, depth, outlineOf);
  };
  return {
    glyph: (codePoint) => {
      const id = glyphId(cmap, codePoint);
      if (id === 0) return null;
      const widthEm = hmtx.readUInt16BE(4 * Math.min(id, metrics - 1)) / em;
      return { widthEm, shape: flipped(outlineOf(id, 0), 1 / em) };
    },
  };
}

/** Fonts count upwards, pages downwards. */
function flipped(shape: Shape, scale: number): Shape {
  const turn = ([x, y]: Point): Point => [x * scale, -y * scale];
  return shape.map(({ start, segments }) => ({
    start: turn(start),
    segments: segments.map(({ via, to }) => ({ via: via === null ? null : turn(via), to: turn(to) })),
  }));
}

function glyphId(cmap: Buffer, codePoint: number): number {
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const at = cmap.readUInt32BE(4 + 8 * index + 4);
    const format = cmap.readUInt16BE(at);
    const id = format === 12 ? longId(cmap, at, codePoint) : format === 4 ? shortId(cmap, at, codePoint) : 0;
    if (id !== 0) return id;
  }
  return 0;
}

function longId(cmap: Buffer, at: number, codePoint: number): number {
  for (let group = 0; group < cmap.readUInt32BE(at + 12); group++) {
    const entry = at + 16 + 12 * group;
    const first = cmap.readUInt32BE(entry);
    if (codePoint < first || codePoint > cmap.readUInt32BE(entry + 4)) continue;
    return cmap.readUInt32BE(entry + 8) + codePoint - first;
  }
  return 0;
}

function shortId(cmap: Buffer, at: number, codePoint: number): number {
  const count = cmap.readUInt16BE(at + 6) / 2;
  for (let segment = 0; segment < count; segment++) {
    const end = at + 14 + 2 * segment;
    if (codePoint > cmap.readUInt16BE(end)) continue;
    const start = cmap.readUInt16BE(end + 2 * count + 2);
    if (codePoint < start) return 0;
    const delta = cmap.readUInt16BE(end + 4 * count + 2);
    const rangePlace = end + 6 * count + 2;
    const range = cmap.readUInt16BE(rangePlace);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const id = cmap.readUInt16BE(rangePlace + range + 2 * (codePoint - start));
    return id === 0 ? 0 : (id + delta) & 0xffff;
  }
  return 0;
}

/** Bits of a point. Source: OpenType, `glyf`, simple glyph flags. */
const flag = { onCurve: 1, shortX: 2, shortY: 4, repeat: 8, sameX: 16, sameY: 32 };

interface OutlinePoint {
  readonly at: Point;
  readonly onCurve: boolean;
}

function simpleGlyph(data: Buffer, contours: number): Shape {
  const ends = Array.from({ length: contours }, (_, index) => data.readUInt16BE(10 + 2 * index));
  const count = (ends.at(-1) ?? -1) + 1;
  let at = 10 + 2 * contours;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < count) {
    const bits = data.readUInt8(at++);
    const times = (bits & flag.repeat) === 0 ? 1 : 1 + data.readUInt8(at++);
    for (let time = 0; time < times; time++) flags.push(bits);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((bits) => {
      if ((bits & short) !== 0) value += (bits & same) === 0 ? -data.readUInt8(at++) : data.readUInt8(at++);
      else if ((bits & same) === 0) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(flag.shortX, flag.sameX);
  const ys = coordinates(flag.shortY, flag.sameY);
  const points = flags.map((bits, index): OutlinePoint => ({
    at: [xs[index] ?? 0, ys[index] ?? 0],
    onCurve: (bits & flag.onCurve) !== 0,
  }));
  return ends.map((end, index) => contourOf(points.slice((ends[index - 1] ?? -1) + 1, end + 1)));
}

/** Between two control points that follow each other lies a point of the curve that is not written. */
function contourOf(points: readonly OutlinePoint[]): Contour {
  const between = ([x1, y1]: Point, [x2, y2]: Point): Point => [(x1 + x2) / 2, (y1 + y2) / 2];
  const first = points.findIndex(({ onCurve }) => onCurve);
  const [head, last] = [points[0], points.at(-1)];
  if (head === undefined || last === undefined) return { start: [0, 0], segments: [] };
  const start = first === -1 ? between(last.at, head.at) : (points[first] ?? head).at;
  const rest = first === -1 ? points : [...points.slice(first + 1), ...points.slice(0, first)];
  const segments: { via: Point | null; to: Point }[] = [];
  let via: Point | null = null;
  for (const { at, onCurve } of rest) {
    if (onCurve) segments.push({ via, to: at });
    else if (via !== null) segments.push({ via, to: between(via, at) });
    via = onCurve ? null : at;
  }
  if (via !== null) segments.push({ via, to: start });
  return { start, segments };
}

/** Bits of a component. Source: OpenType, `glyf`, composite glyph flags. */
const part = { words: 1, areOffsets: 2, scale: 8, more: 32, twoScales: 64, matrix: 128 };
const deepest = 5;

function compositeGlyph(data: Buffer, depth: number, outlineOf: (id: number, depth: number) => Shape): Shape {
  if (depth > deepest) throw new Error("A letter of this font is made of itself.");
  const whole: Contour[] = [];
  let at = 10;
  let bits = part.more;
  while ((bits & part.more) !== 0) {
    bits = data.readUInt16BE(at);
    const id = data.readUInt16BE(at + 2);
    at += 4;
    const isWide = (bits & part.words) !== 0;
    const offset = (place: number) => (isWide ? data.readInt16BE(at + 2 * place) : data.readInt8(at + place));
    const [dx, dy] = (bits & part.areOffsets) === 0 ? [0, 0] : [offset(0), offset(1)];
    at += isWide ? 4 : 2;
    const fixed = () => {
      const value = data.readInt16BE(at) / 16384;
      at += 2;
      return value;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if ((bits & part.scale) !== 0) a = d = fixed();
    else if ((bits & part.twoScales) !== 0) [a, d] = [fixed(), fixed()];
    else if ((bits & part.matrix) !== 0) [a, b, c, d] = [fixed(), fixed(), fixed(), fixed()];
    const move = ([x, y]: Point): Point => [a * x + c * y + dx, b * x + d * y + dy];
    for (const { start, segments } of outlineOf(id, depth + 1)) {
      whole.push({
        start: move(start),
        segments: segments.map(({ via, to }) => ({ via: via === null ? null : move(via), to: move(to) })),
      });
    }
  }
  return whole;
}

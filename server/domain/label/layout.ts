import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { LabelContent, LabelDrawing, LabelFormat, Mark, Typeface, Weight } from "./label.ts";
import { leastModuleMm, quietZone } from "./qr-payload.ts";
import { collectionMark, collectionSymbol } from "./separate-collection.ts";
import type { Box, Shape } from "./shape.ts";
import { boundsOf, placed } from "./shape.ts";

type NamedBox = Box & { readonly name: string };

/** Height of a line, and of the letters above its baseline, in parts of the em. */
const leading = 1.3;
const ascent = 1.03;
/** Smallest em that can be read on a battery, in millimetres: letters without ascender are 1.2 mm high then. */
const leastTextMm = 2.2;
/** Between the parts of a label, in millimetres. */
const gap = 2;
/** No line is begun in less room than this many ems. */
const leastLineEm = 7;

/**
 * Lays a label out: the code with its quiet zone in the left upper corner, the identifier in plain text under it, the
 * symbol for separate collection in the right upper corner with the chemical symbols below, the facts between and below
 * them. No part ever lies on another. What does not fit is refused by name instead of being made smaller.
 *
 * Problems: `E_LABEL_CODE_ROOM`, `E_LABEL_SYMBOL_ROOM` and `E_LABEL_ROOM` with the fact and the height in millimetres
 * that has room, `none` where no label of this width has; `E_LABEL_TEXT_SIZE`, `E_LABEL_MODULE_SIZE`, `E_LABEL_CHARACTER`
 * for a character the typeface does not have.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(4) to (7) and Annex VI; ISO/IEC 18004, 6.3.8 (quiet zone).
 */
export function layoutLabel(
  content: LabelContent,
  format: LabelFormat,
  typeface: Typeface,
): Parsed<LabelDrawing> {
  const laid = laidOut(content, format, typeface);
  if (laid.ok || !laid.problems.some(isOfRoom)) return laid;
  const roomy = taller.find(
    (heightMm) => heightMm > format.heightMm && laidOut(content, { ...format, heightMm }, typeface).ok,
  );
  const height = roomy === undefined ? "none" : String(roomy);
  return rejectAll(
    laid.problems.map((one) => (isOfRoom(one) ? { ...one, params: { ...one.params, height } } : one)),
  );
}

/** Heights that are tried, in millimetres: in steps a printer's catalogue has, to the length of a sheet. */
const taller: readonly number[] = Array.from({ length: 58 }, (_, step) => 10 + 5 * step);

function isOfRoom({ code }: Problem): boolean {
  return code === "E_LABEL_ROOM" || code === "E_LABEL_SYMBOL_ROOM";
}

function laidOut(content: LabelContent, format: LabelFormat, typeface: Typeface): Parsed<LabelDrawing> {
  const problems: Problem[] = [];
  const refuse = (code: string, path: string, params: Readonly<Record<string, string>>) =>
    problems.push({ code, path, params });
  if (format.textMm < leastTextMm) {
    refuse("E_LABEL_TEXT_SIZE", "textMm", { found: String(format.textMm), expected: String(leastTextMm) });
  }
  if (format.moduleMm < leastModuleMm) {
    refuse("E_LABEL_MODULE_SIZE", "moduleMm", {
      found: String(format.moduleMm),
      expected: String(leastModuleMm),
    });
  }
  for (const character of unknownCharacters(content, typeface)) {
    refuse("E_LABEL_CHARACTER", "", { value: character });
  }
  const code = codeBox(content, format);
  if (code.x + code.width > format.widthMm - format.marginMm) {
    refuse("E_LABEL_CODE_ROOM", "widthMm", roomParams(code.width + 2 * format.marginMm, format.widthMm));
  }
  if (code.y + code.height > format.heightMm - format.marginMm) {
    refuse("E_LABEL_CODE_ROOM", "heightMm", roomParams(code.height + 2 * format.marginMm, format.heightMm));
  }
  if (problems.length > 0) return rejectAll(problems);

  const under = identifierUnder(code, content, format, typeface);
  const left = [{ ...code, name: "code" }, under.box];
  const symbols = symbolsBeside(left, content, format, typeface);
  if (symbols === null) {
    const needed = content.form === null ? "" : millimetres(collectionMark(content.form).sideMm);
    refuse("E_LABEL_SYMBOL_ROOM", "form", { needed });
    return rejectAll(problems);
  }
  const taken = [...left, ...symbols.boxes];
  if (under.box.y + under.box.height > format.heightMm - format.marginMm + 0.001) {
    refuse("E_LABEL_ROOM", "identifier", { item: content.identifier });
  }
  const flow = flowFacts(taken, content, format, typeface, refuse);
  if (problems.length > 0) return rejectAll(problems);
  const marks: Mark[] = [
    { kind: "code", x: code.x, y: code.y, moduleMm: code.moduleMm, code: content.code },
    ...under.marks,
    ...symbols.marks,
    ...flow.marks,
  ];
  return accept({
    widthMm: format.widthMm,
    heightMm: format.heightMm,
    language: content.language,
    identifier: content.identifier,
    marks,
    boxes: [...taken, ...flow.boxes],
    words: [
      content.heading,
      ...content.facts.map(({ title, value }) => `${title}: ${value}`),
      ...content.heavyMetals,
      content.identifier,
    ].join("\n"),
  });
}

/** The code on the grid of the printer's dots, its quiet zone included. */
function codeBox({ code }: LabelContent, format: LabelFormat): Box & { moduleMm: number } {
  const { dpi, marginMm } = format;
  const dot = 25.4 / dpi;
  const moduleMm = Math.ceil(format.moduleMm / dot - 1e-9) * dot;
  const corner = Math.ceil(marginMm / dot - 1e-9) * dot;
  const side = (code.size + 2 * quietZone) * moduleMm;
  return { x: corner, y: corner, width: side, height: side, moduleMm };
}

/** The identifier as wide as the code, broken wherever it must be: an address has no spaces. */
function identifierUnder(
  code: Box,
  { identifier }: LabelContent,
  { textMm }: LabelFormat,
  typeface: Typeface,
) {
  const lines: string[] = [];
  let line = "";
  for (const character of identifier) {
    if (line !== "" && typeface.widthEm(line + character, 400) * textMm > code.width) {
      // Behind a slash an address is read on most easily.
      const cut = line.lastIndexOf("/") + 1;
      const end = cut >= 0.6 * line.length ? cut : line.length;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
    line += character;
  }
  lines.push(line);
  const top = code.y + code.height;
  const box = { x: code.x, y: top, width: code.width, height: lines.length * leading * textMm };
  const marks = lines.map((text, index) => ({
    kind: "text" as const,
    text,
    x: code.x,
    baseline: top + (index * leading + ascent) * textMm,
    sizeMm: textMm,
    weight: 400 as const,
  }));
  return { box: { ...box, name: "identifier" }, marks };
}

/** The symbol with its chemical symbols in the right upper corner, or else under the identifier; null where neither fits. */
function symbolsBeside(
  left: readonly NamedBox[],
  content: LabelContent,
  format: LabelFormat,
  typeface: Typeface,
): { readonly boxes: readonly NamedBox[]; readonly marks: readonly Mark[] } | null {
  if (content.form === null) return { boxes: [], marks: [] };
  const mark = collectionMark(content.form);
  const isElsewhere = mark.place === "packaging" || content.collectionPlace === "packaging";
  if (isElsewhere && format.target === "battery") return { boxes: [], marks: [] };
  const side = mark.sideMm;
  const right = Math.max(...left.map(({ x, width }) => x + width));
  const bottom = Math.max(...left.map(({ y, height }) => y + height));
  const metals = content.heavyMetals.map((metal) => metalShape(metal, side, typeface));
  const width = Math.max(side, ...metals.map((metal) => boundsOf(metal).width));
  const height = side + metals.reduce((sum, metal) => sum + side / 10 + boundsOf(metal).height, 0);
  const corners = [
    { x: format.widthMm - format.marginMm - width, y: format.marginMm },
    { x: format.marginMm, y: bottom + gap },
  ];
  const corner = corners.find(
    ({ x, y }, index) => (index === 1 || x >= right + gap) && y + height <= format.heightMm - format.marginMm,
  );
  if (corner === undefined || corner.x + width > format.widthMm - format.marginMm + 0.001) return null;
  const x = corner.x + (width - side) / 2;
  const boxes: NamedBox[] = [{ x, y: corner.y, width: side, height: side, name: "collection" }];
  const marks: Mark[] = [{ kind: "shape", shape: placed(collectionSymbol, side, [x, corner.y]) }];
  let top = corner.y + side;
  for (const [index, metal] of metals.entries()) {
    const bounds = boundsOf(metal);
    top += side / 10;
    const x = corner.x + (width - bounds.width) / 2;
    marks.push({ kind: "shape", shape: placed(metal, 1, [x - bounds.x, top - bounds.y]) });
    boxes.push({ ...bounds, x, y: top, name: content.heavyMetals[index] ?? "" });
    top += bounds.height;
  }
  return { boxes, marks };
}

/** A chemical symbol whose letters cover a quarter of the area of the symbol above. */
function metalShape(metal: string, side: number, typeface: Typeface): Shape {
  const outline = typeface.outline(metal, 600);
  const { width, height } = boundsOf(outline);
  return placed(outline, Math.sqrt((side * side) / 4 / (width * height)) * 1.001, [0, 0]);
}

/** What stands between the name of a fact and the fact. */
function colonOf({ language }: LabelContent): string {
  return /^zh\b/.test(language) ? "：" : ":";
}

interface Word {
  readonly text: string;
  readonly weight: Weight;
}

/** Heading and facts, line by line in whatever room the parts that stand already leave at that height. */
function flowFacts(
  taken: readonly NamedBox[],
  content: LabelContent,
  format: LabelFormat,
  typeface: Typeface,
  refuse: (code: string, path: string, params: Readonly<Record<string, string>>) => void,
) {
  const { textMm } = format;
  const lineMm = leading * textMm;
  const marks: Mark[] = [];
  const boxes: NamedBox[] = [];
  let y = format.marginMm;
  const paragraphs = [
    { name: "heading", item: content.heading, words: wordsOf(content.heading, 600) },
    ...content.facts.map(({ item, title, value }) => ({
      name: item,
      item: title,
      words: [...wordsOf(`${title}${colonOf(content)}`, 400), ...wordsOf(value, 600)],
    })),
  ].filter(({ words }) => words.length > 0);
  for (const { name, item, words } of paragraphs) {
    let rest: readonly Word[] = words;
    let left: number | null = null;
    const [marksBefore, boxesBefore] = [marks.length, boxes.length];
    while (rest.length > 0) {
      const room = roomAt(y, lineMm, taken, format);
      if (room === null) {
        refuse("E_LABEL_ROOM", name, { item });
        break;
      }
      y = room.y;
      if (left !== null && left !== room.x) {
        // All lines of one fact begin at one edge: below the part beside it there is room for all of them.
        marks.length = marksBefore;
        boxes.length = boxesBefore;
        rest = words;
      }
      left = room.x;
      const line = fillLine(rest, room.width / textMm, typeface);
      let x = room.x;
      for (const run of line.runs) {
        marks.push({ kind: "text", ...run, x, baseline: y + ascent * textMm, sizeMm: textMm });
        x += typeface.widthEm(run.text, run.weight) * textMm;
      }
      boxes.push({ name, x: room.x, y, width: x - room.x, height: lineMm });
      rest = line.rest;
      y += lineMm;
    }
  }
  return { marks, boxes };
}

/** The first place from `from` down where a line has room between what stands left and right; null below the last. */
function roomAt(from: number, lineMm: number, taken: readonly NamedBox[], format: LabelFormat) {
  let y = from;
  const last = format.heightMm - format.marginMm - lineMm + 0.001;
  while (y <= last) {
    const top = y;
    const beside = taken.filter((box) => box.y < top + lineMm + gap && box.y + box.height + gap > top);
    const middle = (box: Box) => box.x + box.width / 2 < format.widthMm / 2;
    const x = Math.max(format.marginMm, ...beside.filter(middle).map((box) => box.x + box.width + gap));
    const end = Math.min(
      format.widthMm - format.marginMm,
      ...beside.filter((box) => !middle(box)).map((box) => box.x - gap),
    );
    if (end - x >= leastLineEm * format.textMm) return { x, y, width: end - x };
    if (beside.length === 0) return null;
    y = Math.min(...beside.map((box) => box.y + box.height)) + gap;
  }
  return null;
}

/** As many words as a line of `room` ems holds; a word wider than the whole line is cut. */
function fillLine(words: readonly Word[], room: number, typeface: Typeface) {
  const runs: Word[] = [];
  let used = 0;
  for (const [index, word] of words.entries()) {
    const last = runs.at(-1);
    const text = index === 0 ? word.text.trimStart() : word.text;
    const wide = typeface.widthEm(text, word.weight);
    if (used + wide > room) {
      if (index > 0) return { runs, rest: words.slice(index) };
      const head = longestHead(text, room, word.weight, typeface);
      const tail = { text: text.slice(head.length), weight: word.weight };
      return { runs: [{ text: head, weight: word.weight }], rest: [tail, ...words.slice(1)] };
    }
    used += wide;
    if (last?.weight === word.weight) runs[runs.length - 1] = { text: last.text + text, weight: word.weight };
    else runs.push({ text, weight: word.weight });
  }
  return { runs, rest: [] };
}

function longestHead(text: string, room: number, weight: Weight, typeface: Typeface): string {
  let head = "";
  for (const character of text) {
    if (head !== "" && typeface.widthEm(head + character, weight) > room) break;
    head += character;
  }
  return head;
}

/** Pieces a line may end behind: words with the blank before them, Chinese characters with the marks that follow. */
function wordsOf(text: string, weight: Weight): readonly Word[] {
  const pieces =
    text.trim().match(/\s*(?:[\p{Script=Han}][，。、；：？！）》”]*|[^\s\p{Script=Han}]+)/gu) ?? [];
  return pieces.map((piece, index) => ({
    text: index === 0 && weight === 600 ? ` ${piece.trimStart()}` : piece.replace(/^\s+/, " "),
    weight,
  }));
}

function unknownCharacters(content: LabelContent, typeface: Typeface): readonly string[] {
  const texts = [
    content.identifier,
    content.heading,
    ...content.facts.flatMap(({ title, value }) => [title, value]),
  ];
  return [...new Set(texts.join(""))].filter(
    (character) => !/\s/.test(character) && !typeface.has(character),
  );
}

function roomParams(needed: number, found: number): Readonly<Record<string, string>> {
  return { needed: millimetres(needed), found: millimetres(found) };
}

function millimetres(length: number): string {
  return String(Math.ceil(length * 10 - 1e-6) / 10);
}

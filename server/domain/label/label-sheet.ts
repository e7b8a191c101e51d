import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { LabelDrawing, Typeface } from "./label.ts";
import { labelGroup } from "./label-svg.ts";
import type { Box } from "./shape.ts";

/** A sheet of labels: paper, its unprinted edge and the room between labels, in millimetres. */
export interface SheetFormat {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
  readonly gapMm: number;
}

/** A4, with an edge no office printer needs for itself. Source: ISO 216. */
export const a4: SheetFormat = { widthMm: 210, heightMm: 297, marginMm: 10, gapMm: 4 };

/** A label on a sheet. */
export interface PlacedLabel extends Box {
  readonly drawing: LabelDrawing;
}

/**
 * Sets labels of one size row by row on as many sheets as they need, in the middle of each sheet.
 *
 * Problems: `E_LABEL_SHEET` where not even one label fits; `E_LABEL_SIZES` for labels of several sizes.
 */
export function layoutSheets(
  drawings: readonly LabelDrawing[],
  { widthMm, heightMm, marginMm, gapMm }: SheetFormat,
): Parsed<readonly (readonly PlacedLabel[])[]> {
  const [first] = drawings;
  if (first === undefined) return accept([]);
  const { widthMm: width, heightMm: height } = first;
  if (drawings.some((drawing) => drawing.widthMm !== width || drawing.heightMm !== height)) {
    return reject("E_LABEL_SIZES");
  }
  const fits = (room: number, size: number) =>
    Math.floor((room - 2 * marginMm + gapMm) / (size + gapMm) + 1e-9);
  const [columns, rows] = [fits(widthMm, width), fits(heightMm, height)];
  if (columns < 1 || rows < 1) {
    return reject("E_LABEL_SHEET", "", { label: `${width} × ${height}`, sheet: `${widthMm} × ${heightMm}` });
  }
  const left = (widthMm - columns * width - (columns - 1) * gapMm) / 2;
  const top = (heightMm - rows * height - (rows - 1) * gapMm) / 2;
  const each = columns * rows;
  const sheets = Array.from({ length: Math.ceil(drawings.length / each) }, (_, sheet) =>
    drawings.slice(sheet * each, (sheet + 1) * each).map((drawing, index) => ({
      drawing,
      x: left + (index % columns) * (width + gapMm),
      y: top + Math.floor(index / columns) * (height + gapMm),
      width,
      height,
    })),
  );
  return accept(sheets);
}

/** One sheet as a whole SVG file in millimetres. */
export function sheetSvg(
  labels: readonly PlacedLabel[],
  { widthMm, heightMm }: SheetFormat,
  typeface: Typeface,
): string {
  const groups = labels.map(
    ({ drawing, x, y }) => `<g transform="translate(${x} ${y})">${labelGroup(drawing, typeface)}</g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" ` +
    `viewBox="0 0 ${widthMm} ${heightMm}">${groups.join("")}</svg>`
  );
}

import type PDFDocument from "pdfkit";
import { ink } from "../domain/label/contrast.ts";
import type { LabelDrawing, Typeface } from "../domain/label/label.ts";
import type { PlacedLabel, SheetFormat } from "../domain/label/label-sheet.ts";
import { shapeOf } from "../domain/label/label-svg.ts";
import type { Point, Shape } from "../domain/label/shape.ts";
import { pathOf } from "../domain/label/shape.ts";
import { bitPng } from "./png.ts";

const pointsAMm = 72 / 25.4;

/**
 * A label as a PNG of one bit a pixel, black on white, at its printed size. At the resolution it was laid out for, every
 * module of the code is a whole number of pixels.
 */
export function labelPng(drawing: LabelDrawing, typeface: Typeface, dpi: number): Uint8Array<ArrayBuffer> {
  const pixelsAMm = dpi / 25.4;
  const [width, height] = [drawing.widthMm, drawing.heightMm].map((length) =>
    Math.ceil(length * pixelsAMm - 1e-6),
  );
  if (width === undefined || height === undefined) throw new Error("A label has two sides.");
  const rowBytes = 1 + Math.ceil(width / 8);
  const rows = new Uint8Array(rowBytes * height).fill(0xff);
  for (let row = 0; row < height; row++) rows[row * rowBytes] = 0;
  for (const mark of drawing.marks) {
    fill(shapeOf(mark, typeface), pixelsAMm, width, height, (row, from, to) => {
      for (let x = from; x < to; x++) {
        const at = row * rowBytes + 1 + (x >> 3);
        rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
      }
    });
  }
  return bitPng(width, height, rows, dpi);
}

/** Pages of a PDF file, each with its labels; the same labels at the same time give the same bytes. */
export async function labelPdf(
  pages: readonly {
    readonly widthMm: number;
    readonly heightMm: number;
    readonly labels: readonly Pick<PlacedLabel, "drawing" | "x" | "y">[];
  }[],
  typeface: Typeface,
  { title, language, at }: { readonly title: string; readonly language: string; readonly at: Date },
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Pdf } = await import("pdfkit");
  const pdf = new Pdf({
    autoFirstPage: false,
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: title,
      Creator: "Cellproof",
      Producer: "Cellproof, PDFKit",
      CreationDate: at,
      ModDate: at,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.once("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.once("error", reject);
  });
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  for (const { widthMm, heightMm, labels } of pages) {
    pdf.addPage({ size: [widthMm * pointsAMm, heightMm * pointsAMm], margin: 0 });
    for (const { drawing, x, y } of labels) drawLabel(pdf, root, drawing, [x, y], typeface);
  }
  root.end();
  pdf.end();
  return done;
}

/** One label alone on a page of its own size. */
export function singlePage(drawing: LabelDrawing) {
  const { widthMm, heightMm } = drawing;
  return { widthMm, heightMm, labels: [{ drawing, x: 0, y: 0 }] };
}

/** Sheets of labels as pages. */
export function sheetPages(sheets: readonly (readonly PlacedLabel[])[], { widthMm, heightMm }: SheetFormat) {
  return sheets.map((labels) => ({ widthMm, heightMm, labels }));
}

/** Letters are outlines, so the file needs no font; what they say is the description of the figure. */
function drawLabel(
  pdf: typeof PDFDocument.prototype,
  root: PDFKit.PDFStructureElement,
  drawing: LabelDrawing,
  [x, y]: Point,
  typeface: Typeface,
): void {
  const figure = pdf.struct("Figure", {
    alt: drawing.words,
    bbox: [
      x * pointsAMm,
      y * pointsAMm,
      (x + drawing.widthMm) * pointsAMm,
      (y + drawing.heightMm) * pointsAMm,
    ],
  });
  root.add(figure);
  figure.add(
    pdf.struct("Span", () => {
      pdf.save();
      pdf.translate(x * pointsAMm, y * pointsAMm).scale(pointsAMm);
      for (const mark of drawing.marks) pdf.path(pathOf(shapeOf(mark, typeface))).fill(ink);
      pdf.restore();
    }),
  );
  figure.end();
}

/**
 * Fills a shape row by row: a pixel is dark when its middle lies inside, where the outline winds around it (non-zero).
 * Curves are cut into straight lines of a fortieth of a millimetre or less.
 */
function fill(
  shape: Shape,
  scale: number,
  width: number,
  height: number,
  run: (row: number, from: number, to: number) => void,
): void {
  const crossings = new Map<number, { x: number; turn: number }[]>();
  const edge = ([x1, y1]: Point, [x2, y2]: Point) => {
    if (y1 === y2) return;
    const [turn, top, bottom] = y1 < y2 ? [1, y1, y2] : [-1, y2, y1];
    // The rows whose middle lies between both ends, the upper end counted in.
    const [first, last] = [
      Math.max(0, Math.ceil(top - 0.5)),
      Math.min(height - 1, Math.ceil(bottom - 0.5) - 1),
    ];
    for (let row = first; row <= last; row++) {
      const x = x1 + ((row + 0.5 - y1) / (y2 - y1)) * (x2 - x1);
      const found = crossings.get(row);
      if (found === undefined) crossings.set(row, [{ x, turn }]);
      else found.push({ x, turn });
    }
  };
  for (const contour of shape) {
    const points = straightened(contour, scale);
    for (const [index, point] of points.entries()) edge(point, points[(index + 1) % points.length] ?? point);
  }
  for (const [row, found] of crossings) {
    let winding = 0;
    let from = 0;
    for (const { x, turn } of found.toSorted((one, other) => one.x - other.x)) {
      if (winding === 0) from = x;
      winding += turn;
      if (winding === 0) {
        const [start, end] = [Math.ceil(from - 0.5 - 1e-6), Math.ceil(x - 0.5 - 1e-6)];
        run(row, Math.max(0, start), Math.min(width, end));
      }
    }
  }
}

function straightened({ start, segments }: Shape[number], scale: number): readonly Point[] {
  const points: Point[] = [start];
  let from = start;
  for (const { via, to } of segments) {
    if (via !== null) {
      const reach =
        Math.hypot(via[0] - from[0], via[1] - from[1]) + Math.hypot(to[0] - via[0], to[1] - via[1]);
      const steps = Math.min(64, Math.max(2, Math.ceil(reach * 40)));
      for (let step = 1; step < steps; step++) {
        const [t, u] = [step / steps, 1 - step / steps];
        points.push([
          u * u * from[0] + 2 * u * t * via[0] + t * t * to[0],
          u * u * from[1] + 2 * u * t * via[1] + t * t * to[1],
        ]);
      }
    }
    points.push(to);
    from = to;
  }
  // Rounded to a millionth of a pixel: a module that ends on the edge of a pixel ends there and not a breath beyond.
  return points.map(([x, y]) => [Math.round(x * scale * 1e6) / 1e6, Math.round(y * scale * 1e6) / 1e6]);
}

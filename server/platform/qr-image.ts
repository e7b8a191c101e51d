import QRCode from "qrcode";
import { qrPayload, quietZone } from "../domain/label/qr-payload.ts";
import { bitPng } from "./png.ts";

/** A QR code as squares: `dark(x, y)` without the quiet zone. */
export interface QrSymbol {
  /** Modules a side, quiet zone not counted. */
  readonly size: number;
  readonly dark: (x: number, y: number) => boolean;
}

/** The symbol of a product identifier. Throws when the text is longer than any QR code holds. */
export function qrSymbol(productUrl: string): QrSymbol {
  const { text, level } = qrPayload(productUrl);
  const { size, data } = QRCode.create([{ data: new TextEncoder().encode(text), mode: "byte" }], {
    errorCorrectionLevel: level,
  }).modules;
  return { size, dark: (x, y) => data[y * size + x] === 1 };
}

/** Modules a side with the quiet zone: the side of the view box of every picture made here. */
export function qrSide(symbol: QrSymbol): number {
  return symbol.size + 2 * quietZone;
}

/**
 * Dark modules as one path to be filled, in module units, offset by the quiet zone: the outlines of what hangs together, dark on
 * the right, so that holes wind the other way and no edge shows between two dark modules. Half as long as a path of their runs.
 */
export function qrPath(symbol: QrSymbol): string {
  const steps = stepsAlongEdges(symbol);
  let path = "";
  let pen = { x: 0, y: 0 };
  for (const start of steps.values()) {
    while (start.next.length > 0) {
      const { x, y } = start;
      path += path === "" ? `M${x} ${y}` : `m${x - pen.x}${y < pen.y ? "" : " "}${y - pen.y}`;
      path += `${lineAlong(outlineFrom(steps, start))}z`;
      // After "z" the pen stands where the outline began.
      pen = { x, y };
    }
  }
  return path;
}

interface Step {
  readonly dx: number;
  readonly dy: number;
}

/** Where outlines pass, and the steps from there that none has taken yet. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly next: Step[];
}

/** Steps of one module between dark and light, by the corner they start from. */
function stepsAlongEdges({ size, dark }: QrSymbol): ReadonlyMap<string, Corner> {
  const corners = new Map<string, Corner>();
  const isDark = (x: number, y: number) => x >= 0 && y >= 0 && x < size && y < size && dark(x, y);
  const add = (left: number, top: number, dx: number, dy: number) => {
    const [x, y] = [left + quietZone, top + quietZone];
    const corner = corners.get(keyOf(x, y)) ?? { x, y, next: [] };
    corner.next.push({ dx, dy });
    corners.set(keyOf(x, y), corner);
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!isDark(x, y)) continue;
      if (!isDark(x, y - 1)) add(x, y, 1, 0);
      if (!isDark(x + 1, y)) add(x + 1, y, 0, 1);
      if (!isDark(x, y + 1)) add(x + 1, y + 1, -1, 0);
      if (!isDark(x - 1, y)) add(x, y + 1, 0, -1);
    }
  }
  return corners;
}

function keyOf(x: number, y: number): string {
  return `${x} ${y}`;
}

/** Takes the steps of one outline, back to where it began. As many steps lead to a corner as from it, so it always closes. */
function outlineFrom(corners: ReadonlyMap<string, Corner>, start: Corner): readonly Step[] {
  const outline: Step[] = [];
  let { x, y } = start;
  do {
    const step = corners.get(keyOf(x, y))?.next.pop();
    if (step === undefined) throw new Error("An outline of a code does not close.");
    outline.push(step);
    x += step.dx;
    y += step.dy;
  } while (x !== start.x || y !== start.y);
  return outline;
}

/** Straight lines instead of steps; the last is left to "z". */
function lineAlong(outline: readonly Step[]): string {
  const lines: { readonly name: string; length: number }[] = [];
  for (const { dx, dy } of outline) {
    const name = dx === 0 ? "v" : "h";
    const last = lines.at(-1);
    if (last?.name === name) last.length += dx + dy;
    else lines.push({ name, length: dx + dy });
  }
  return lines
    .slice(0, -1)
    .map(({ name, length }) => `${name}${length}`)
    .join("");
}

/** A whole SVG file, black on white; `sideMm` gives it a printed size, else it takes the size it is given. */
export function qrSvg(symbol: QrSymbol, sideMm?: number): string {
  const side = qrSide(symbol);
  const size = sideMm === undefined ? "" : ` width="${sideMm}mm" height="${sideMm}mm"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"${size} shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${qrPath(symbol)}"/></svg>`
  );
}

/**
 * A PNG file with `scale` pixels a module: one bit a pixel, black on white, quiet zone included. `dpi` says how large it is
 * printed.
 */
export function qrPng(symbol: QrSymbol, scale: number, dpi?: number): Uint8Array<ArrayBuffer> {
  const side = qrSide(symbol) * scale;
  const rowBytes = 1 + Math.ceil(side / 8);
  const pixels = Buffer.alloc(rowBytes * side, 0xff);
  for (let row = 0; row < side; row++) {
    pixels[row * rowBytes] = 0;
    const y = Math.floor(row / scale) - quietZone;
    for (let column = 0; column < side; column++) {
      const x = Math.floor(column / scale) - quietZone;
      if (x < 0 || y < 0 || x >= symbol.size || y >= symbol.size || !symbol.dark(x, y)) continue;
      const at = row * rowBytes + 1 + (column >> 3);
      pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (column & 7));
    }
  }
  return bitPng(side, side, pixels, dpi);
}

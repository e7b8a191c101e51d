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

/** Dark modules as one path in module units, offset by the quiet zone: horizontal runs, so edges between modules cannot show. */
export function qrPath(symbol: QrSymbol): string {
  const runs: string[] = [];
  for (let y = 0; y < symbol.size; y++) {
    for (let x = 0; x < symbol.size; x++) {
      if (!symbol.dark(x, y)) continue;
      const start = x;
      while (x < symbol.size && symbol.dark(x, y)) x++;
      runs.push(`M${start + quietZone} ${y + quietZone}h${x - start}v1h${start - x}z`);
    }
  }
  return runs.join("");
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

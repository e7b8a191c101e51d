import { resolutions } from "../../server/domain/label/label-format.ts";
import { qrPng, qrSide, qrSvg, qrSymbol } from "../../server/platform/qr-image.ts";
import { invalidInput } from "../../server/services/input.ts";

/** The code of a product URL as SVG, as large as `?mm=` says. `E_LABEL_SIZE`. */
export function codeSvg(productUrl: string, url: URL): string {
  return qrSvg(qrSymbol(productUrl), sideOf(url));
}

/**
 * The code of a product URL as PNG. With `?mm=` and `?dpi=` as many whole pixels a module as that side holds, so that no edge is blurred in print: the code is
 * that large or a little less. Else `?scale=` pixels a module. `E_LABEL_SIZE`.
 */
export function codePng(productUrl: string, url: URL): Uint8Array<ArrayBuffer> {
  const symbol = qrSymbol(productUrl);
  const side = sideOf(url);
  if (side === undefined) return qrPng(symbol, scaleOf(url));
  const dpi = resolutions.find((one) => String(one) === (url.searchParams.get("dpi") ?? "300"));
  const scale = Math.floor(((side / 25.4) * (dpi ?? 0)) / qrSide(symbol));
  if (dpi !== undefined && scale >= 1) return qrPng(symbol, scale, dpi);
  const value = `${String(side)} mm, ${url.searchParams.get("dpi") ?? "300"}`;
  throw invalidInput([
    { code: "E_LABEL_SIZE", path: "dpi", params: { value, expected: resolutions.join(", ") } },
  ]);
}

/** Side of the printed code in millimetres, quiet zone included, where the reader says one. `E_LABEL_SIZE`. */
function sideOf(url: URL): number | undefined {
  const text = url.searchParams.get("mm");
  if (text === null) return undefined;
  const side = /^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (side >= 10 && side <= 200) return side;
  throw invalidInput([{ code: "E_LABEL_SIZE", path: "mm", params: { value: text, expected: "10–200" } }]);
}

/** Pixels a module of the PNG, 1 to 40. */
function scaleOf(url: URL): number {
  const scale = Number(url.searchParams.get("scale") ?? "8");
  return Number.isInteger(scale) && scale >= 1 && scale <= 40 ? scale : 8;
}

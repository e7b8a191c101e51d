import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { LabelFormat } from "./label.ts";

/** Sizes as somebody types them; what is left out is chosen here. */
export interface LabelSizes {
  readonly widthMm?: string | null | undefined;
  readonly heightMm?: string | null | undefined;
  readonly moduleMm?: string | null | undefined;
  readonly textMm?: string | null | undefined;
  readonly dpi?: string | null | undefined;
  readonly target?: string | null | undefined;
}

/** What a label has where nothing is said: wide enough for a code of 0.5 mm modules beside its facts. */
export const usualFormat = {
  widthMm: 105,
  heightMm: 70,
  marginMm: 2,
  target: "battery",
  dpi: 300,
  moduleMm: 0.5,
  textMm: 2.4,
} as const satisfies LabelFormat;

/** Labels in one archive: some five minutes of one core, of PNG 70 MB, of SVG 1.3 GB. */
export const mostLabels = 5000;

/** Labels on sheets: one file that is whole in memory, half a minute and 45 MB. */
export const mostOnSheets = 500;

/** Resolutions of common label printers, in dots an inch. */
export const resolutions = [203, 300, 600] as const;

/** Smallest and largest sides and modules, in millimetres: nobody makes this registry draw a wall. */
export const labelBounds = {
  widthMm: [20, 210],
  heightMm: [20, 297],
  moduleMm: [0.4, 3],
  textMm: [2.2, 10],
} as const;

/**
 * The format of a label.
 *
 * Problems: `E_LABEL_SIZE` for what is no length between its bounds or no resolution of the list, with both bounds.
 */
export function parseLabelFormat(sizes: LabelSizes): Parsed<LabelFormat> {
  const problems: Problem[] = [];
  const length = (name: keyof typeof labelBounds): number => {
    const text = (sizes[name] ?? "").trim();
    if (text === "") return usualFormat[name];
    const [least, most] = labelBounds[name];
    const value = /^[0-9]{1,3}(\.[0-9]{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    const params = { value: text, expected: `${String(least)}–${String(most)}` };
    problems.push({ code: "E_LABEL_SIZE", path: name, params });
    return usualFormat[name];
  };
  const wanted = (sizes.dpi ?? "").trim() || String(usualFormat.dpi);
  const dpi = resolutions.find((one) => String(one) === wanted);
  if (dpi === undefined) {
    const params = { value: wanted, expected: resolutions.join(", ") };
    problems.push({ code: "E_LABEL_SIZE", path: "dpi", params });
  }
  const format = {
    ...usualFormat,
    ...{ widthMm: length("widthMm"), heightMm: length("heightMm") },
    ...{ moduleMm: length("moduleMm"), textMm: length("textMm") },
    target: sizes.target === "packaging" ? "packaging" : "battery",
    dpi: dpi ?? usualFormat.dpi,
  } as const;
  return problems.length > 0 ? rejectAll(problems) : accept(format);
}

import { isInformation } from "../../server/domain/record/content.ts";
import type { BatterySubject } from "../../server/domain/record/credential.ts";

/** Forms of one passport, by the media type a reader asks for. The first is what someone gets who asks for nothing. */
export const forms = [
  "application/json",
  "text/html",
  "application/ld+json",
  "application/vc+jwt",
  "application/dc+sd-jwt",
  "application/vc",
  // Not a media type of its own: the projection for UNTP is a `vc+jwt` as well, so it has to be asked for by name.
  "application/untp+vc+jwt",
  "application/linkset+json",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  // No media types of their own either.
  "application/aas+json",
  "application/catena-x+json",
] as const;
export type Form = (typeof forms)[number];

/** The forms a product is answered in: what is no passport has none that is of passports. */
export function formsOf(subject: BatterySubject): readonly Form[] {
  if (!isInformation(subject)) return forms;
  return forms.filter((form) => !ofPassports.includes(form));
}

/** What only a passport has: the information about a battery without one has no restricted data and is no product passport. */
const ofPassports: readonly Form[] = [
  "application/dc+sd-jwt",
  "application/untp+vc+jwt",
  "application/aas+json",
  "application/catena-x+json",
  // Tables of the standard document.
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/** Forms of a passport's history. */
export const historyForms = ["application/json", "text/html"] as const;

/** Short names for `?form=`, so that a plain link in a browser reaches every form. */
const shortNames: ReadonlyMap<string, Form> = new Map(forms.map((form) => [shortName(form), form]));

/** What `?form=` calls a form. */
export function shortName(form: Form): string {
  return form.endsWith("sheet") ? "xlsx" : form.slice(form.indexOf("/") + 1);
}

/** The form that `?form=` names. A plus sign may have become a space on its way through a query parser. */
export function namedForm(name: string): Form | null {
  return shortNames.get(name.replaceAll(" ", "+")) ?? null;
}

/**
 * The form a reader likes best, or null when it accepts none of ours. Among equals the form that is named
 * goes before one that only matches a wildcard, then ours in the order offered.
 *
 * Source: RFC 9110, sections 12.4.2 (quality) and 12.5.1 (the most specific range decides).
 */
export function negotiate<F extends string>(accept: string | null, offered: readonly F[]): F | null {
  const ranges = readRanges(accept ?? "");
  if (ranges.length === 0) return offered[0] ?? null;
  let best: F | null = null;
  let bestRank = [0, 0];
  for (const form of offered) {
    const range = rangeFor(form, ranges);
    if (range === undefined || range.quality === 0) continue;
    const rank = [range.quality, range.specificity];
    if (best === null || compare(rank, bestRank) > 0) [best, bestRank] = [form, rank];
  }
  return best;
}

/**
 * What a header of preferences names, the best liked first; what is refused is left out.
 *
 * Source: RFC 9110, sections 12.4.2 (quality), 12.5.1 (Accept) and 12.5.4 (Accept-Language).
 */
export function wishesIn(header: string | null): readonly string[] {
  return (header ?? "")
    .split(",")
    .map((entry) => {
      const [name = "", ...parameters] = entry.split(";").map((part) => part.trim());
      const quality = parameters.find((parameter) => /^q\s*=/i.test(parameter))?.replace(/^q\s*=\s*/i, "");
      return { name, quality: readQuality(quality) };
    })
    .filter(({ name, quality }) => name !== "" && quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ name }) => name);
}

interface Range {
  readonly type: string;
  readonly specificity: number;
  readonly quality: number;
}

function readRanges(accept: string): Range[] {
  return accept.split(",").flatMap((entry) => {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    if (!/^[^\s/]+\/[^\s/]+$/.test(name)) return [];
    const quality = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, "");
    const specificity = name === "*/*" ? 0 : name.endsWith("/*") ? 1 : 2;
    return [{ type: name, specificity, quality: readQuality(quality) }];
  });
}

/** A malformed weight counts as 1, as if it had not been sent. */
function readQuality(text: string | undefined): number {
  return text !== undefined && /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 1;
}

function rangeFor(form: string, ranges: readonly Range[]): Range | undefined {
  const family = `${form.slice(0, form.indexOf("/"))}/*`;
  return ranges
    .filter(({ type }) => type === form || type === family || type === "*/*")
    .toSorted((a, b) => b.specificity - a.specificity)[0];
}

function compare(
  [quality = 0, specificity = 0]: readonly number[],
  [otherQuality = 0, otherSpecificity = 0]: readonly number[],
): number {
  return quality - otherQuality || specificity - otherSpecificity;
}

/**
 * Standards that reports rest on although they are withdrawn, were never published under that name or are about something
 * else. A standard that is not in the table is not judged. Compiled 2026-11-20; sources: catalogues of ISO, BSI and SAC.
 */
export const standardsVersion = "2026-11-20";

export interface StandardNote {
  /** Compared with the name in capitals, without spaces, with strokes and dashes as `/` and `-`. */
  readonly written: RegExp;
  readonly kind: "withdrawn" | "misnamed" | "otherSubject";
  /** What stands in its place. */
  readonly instead: string;
}

export const standardNotes: readonly StandardNote[] = [
  { written: /^ISO\/CD14067/, kind: "misnamed", instead: "ISO 14067:2018" },
  { written: /^ISO\/TS14067[:-]2013/, kind: "withdrawn", instead: "ISO 14067:2018" },
  { written: /^ISO\/TS14067/, kind: "misnamed", instead: "ISO 14067:2018" },
  { written: /^ISO14067[:-](?!2018)\d{4}/, kind: "misnamed", instead: "ISO 14067:2018" },
  { written: /^PAS2050[:-]2008/, kind: "withdrawn", instead: "PAS 2050:2011" },
  { written: /^ISO1404[123]\b/, kind: "withdrawn", instead: "ISO 14044:2006" },
  { written: /^ISO14040[:-]1997/, kind: "withdrawn", instead: "ISO 14040:2006" },
  { written: /^ISO14064-1[:-]2006/, kind: "withdrawn", instead: "ISO 14064-1:2018" },
  { written: /^ISO14064-3[:-]2006/, kind: "withdrawn", instead: "ISO 14064-3:2019" },
  {
    written: /^GB\/T2404[0-4]-(1999|2000|2002)/,
    kind: "withdrawn",
    instead: "GB/T 24040-2008, GB/T 24044-2008",
  },
  { written: /^GB\/T2589-(1981|1990|2008)/, kind: "withdrawn", instead: "GB/T 2589-2020" },
  { written: /^GB\/T24047/, kind: "otherSubject", instead: "GB/T 24067-2024" },
  { written: /^2006\/66\/E[CG]|^DIRECTIVE2006\/66/, kind: "withdrawn", instead: "Regulation (EU) 2023/1542" },
];

/** The name of a standard as the table compares it. */
export function standardKey(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s《》]/g, "")
    .replace(/[—–−_]/g, "-")
    .replaceAll("：", ":");
}

import { companyReports } from "./company-reports.ts";
import { ministryNotes } from "./ministry-notes.ts";
import { officialFactors } from "./official-factors.ts";
import type { LibraryRecord } from "./record.ts";
import { whitePaper } from "./white-paper.ts";

/** Everything this release of the program knows: factors to calculate with, and figures to compare with. */
export const libraryRecords: readonly LibraryRecord[] = [
  ...ministryNotes,
  ...officialFactors,
  ...companyReports,
  ...whitePaper,
];

/** A factor that may feed a calculation: one value, CO2e for each unit of something. */
export type LibraryFactor = LibraryRecord & { readonly value: string };

/** What every registry offers to calculate with. Loaded at each start; a changed one becomes a new version. */
export const libraryFactors: readonly LibraryFactor[] = libraryRecords.filter(
  (entry): entry is LibraryFactor => entry.usable && entry.value !== null,
);

/**
 * What a value is compared with, never calculated with: ranges, benchmarks, characteristic values, scenarios, published
 * results. A range has `min`, `max` or both; everything else a `value`.
 */
export const referenceValues: readonly LibraryRecord[] = libraryRecords.filter((entry) => !entry.usable);

/** The record of this identifier; undefined when there is none. */
export function libraryRecord(id: string): LibraryRecord | undefined {
  return libraryRecords.find((entry) => entry.id === id);
}

import { canonicalJson } from "../record/canonical-json.ts";
import type { Reading } from "./parse-reading.ts";

/** Readings of one operator received on one day, as the log commits to them. */
export interface ReadingDay {
  /** DID of the operator. */
  readonly operator: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly count: number;
}

/** A reading with what the registry knows of its receipt. No person is named. */
export interface ReceivedReading extends Reading {
  /** Of the row: random enough that nobody guesses a line from its digest. */
  readonly id: string;
  readonly source: string;
  /** UTC, to the millisecond. */
  readonly receivedAt: string;
}

/**
 * First line of the text whose SHA-256 stands in the log: whose day it is, and how many lines follow. Each line is RFC 8785
 * JSON and ends with a newline, the last one too.
 */
export function dayLine({ operator, day, count }: ReadingDay): string {
  return `${canonicalJson({ v: 1, type: "readings", operator, day, count })}\n`;
}

/** One line of the same text for each reading, in the order of receipt; those received at one moment by `id`. */
export function readingLine(reading: ReceivedReading): string {
  const { id, productUrl, attribute, value, detail, measuredAt, method, source, receivedAt } = reading;
  const what = { attribute, value, detail, measuredAt, method, source };
  return `${canonicalJson({ id, productUrl, ...what, receivedAt })}\n`;
}

import { isFields } from "../carbon-footprint/read.ts";
import type { CodeAt } from "../carbon-footprint/request.ts";
import { checkArithmetic } from "./arithmetic.ts";
import { bandsVersion } from "./bands.ts";
import { checkBoundary } from "./boundary.ts";
import { checkClaims } from "./claims.ts";
import { FindingList } from "./finding.ts";
import type { Evidence, Finding } from "./finding.ts";
import { checkGases } from "./gases.ts";
import { checkMethod } from "./method-rules.ts";
import { checkRanges } from "./ranges.ts";
import { readReport } from "./read-report.ts";
import type { RuleCode } from "./sentences.ts";
import { standardsVersion } from "./standards.ts";
import { checkTimeAndPlace } from "./time-and-place.ts";
import { checkUnits } from "./units.ts";
import { wordListsVersion } from "./word-lists.ts";

/** What a check of one report answers. */
export interface CheckAnswer {
  /** Each rule that fired, once, sorted. */
  readonly codes: readonly RuleCode[];
  /** In the order of the rules; at most 500. */
  readonly findings: readonly Finding[];
  /** Numbers that the report implies. No findings. */
  readonly evidence: readonly Evidence[];
  /** Findings beyond those that are listed; 0 for any ordinary report. */
  readonly omitted: number;
  /** Versions of the tables behind the rules. */
  readonly tables: Readonly<Record<"bands" | "standards" | "words", string>>;
  /** Members that are not in the promised form; the rest was checked. Absent when everything could be read. */
  readonly errors?: readonly CodeAt[];
}

/**
 * Does a report agree with itself, and with what such reports usually say? `{report, declared}` in, findings out; members
 * beside them are ignored. A member of `declared` that is absent was not asked; null says that the report states nothing.
 *
 * Exact: printed numbers are compared with what they are printed from, respecting the printed places. Never throws,
 * whatever JSON comes in: `E_SCHEMA` and `E_NOT_FINITE` name what could not be read.
 *
 * Source: section 11 of the method, after published reports; each table names its own sources.
 */
export function checkReport(request: unknown): CheckAnswer {
  const found = new FindingList();
  if (!isFields(request)) found.unreadable("E_SCHEMA", "");
  else {
    const report = readReport(request, found);
    if (isFields(request["report"])) {
      checkArithmetic(report, found);
      checkUnits(report, found);
      checkBoundary(report, found);
      checkGases(report, found);
      checkTimeAndPlace(report, found);
      checkRanges(report, found);
      checkMethod(report, found);
      checkClaims(report, found);
    }
  }
  const { codes, findings, evidence, omitted, errors } = found;
  const tables = { bands: bandsVersion, standards: standardsVersion, words: wordListsVersion };
  const answer = { codes, findings, evidence, omitted, tables };
  return errors.length === 0 ? answer : { ...answer, errors: unique(errors) };
}

/** A member that two rules read is reported once. */
function unique(errors: readonly CodeAt[]): readonly CodeAt[] {
  const seen = new Set<string>();
  return errors.filter(({ code, path }) => {
    const key = `${code} ${path}`;
    return seen.has(key) ? false : seen.add(key).size > 0;
  });
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { selectableGwpSets } from "../../domain/carbon-footprint/gwp.ts";
import { shareOf, threeYearsAfter } from "../../domain/exchange/imported-footprint.ts";
import { parseDecimal } from "../../domain/quantity/decimal.ts";
import { add, compare, parseExact, toDecimal, zero } from "../../domain/quantity/exact.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { supplierFootprintLine } from "../../../db/schema/index.ts";
import { documentHash } from "../exchange/import-footprint.ts";
import { Fields, optional } from "../input.ts";
import { longestMessage, longestName } from "./create-request.ts";
import type { Answered } from "./enter-answer.ts";
import { enterAnswer } from "./enter-answer.ts";
import { fitsRequest } from "./read-supply.ts";
import type { RequestRow } from "./supply-token.ts";

/** A figure as a supplier types it; empty texts are left out. */
export interface TypedAnswer {
  readonly token: string;
  /** kgCO2e for one `unit`; may stay empty where lines add up to it. */
  readonly value: string;
  /** What it is for one of, for example `kg`. */
  readonly unit: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly geography: string;
  readonly boundary: string;
  readonly primaryDataPercent: string;
  readonly gwpSet: string;
  readonly quality: { readonly TeR: string; readonly GeR: string; readonly TiR: string };
  readonly evidence: string;
  /** Who stands behind the figure. */
  readonly respondent: string;
  /** Seen by the supplier alone. */
  readonly lines: readonly { readonly name: string; readonly emissionKg: string; readonly note: string }[];
}

/** Lines a supplier may keep behind a figure. */
export const mostLines = 30;

/**
 * Answers a request with figures, unsigned: `stated by link`. The lines stay with the supplier, and the asker receives
 * their sum. Refused with every problem at its field; refusals of {@link enterAnswer}.
 */
export async function answerRequest(ctx: Context, input: TypedAnswer): Promise<Answered> {
  demand(ctx, "supplier.answer", null);
  const fields = new Fields();
  const lines = readLines(fields, input);
  const value = readValue(fields, input.value, lines);
  const said = readStatement(fields, input, ctx.now().toISOString().slice(0, 10));
  return enterAnswer(
    ctx,
    input.token,
    async (_, request) => {
      refuseUnit(fields, input.unit, request);
      fields.refuse();
      const unit = input.unit.trim();
      const statement = { value, unit: `kgCO2e/${unit}`, ...said };
      const document = {
        ...{ kind: "supplier-answer", productName: request.productName, ...statement },
        ...{ quality: said.quality === null ? null : { ...said.quality } },
        hasConfidentialLines: lines.length > 0,
      };
      const { evidence: _evidence, respondent: _respondent, ...columns } = statement;
      return {
        ...{ supplierName: request.supplierName, productName: request.productName, origin: "link" },
        ...columns,
        ...{ document, contentHash: documentHash(document) },
      };
    },
    async (tx, supplierFootprintId) => {
      if (lines.length === 0) return;
      await tx
        .insert(supplierFootprintLine)
        .values(lines.map((line, position) => ({ supplierFootprintId, position, ...line })));
    },
  );
}

interface Line {
  readonly name: string;
  readonly emissionKg: string;
  readonly note: string | null;
}

function readLines(fields: Fields, { lines }: TypedAnswer): readonly Line[] {
  const found: Line[] = [];
  for (const [place, line] of lines.slice(0, mostLines).entries()) {
    const path = `lines.${String(place)}`;
    const [name, figure, note] = [optional(line.name), optional(line.emissionKg), optional(line.note)];
    if (name === null && figure === null && note === null) continue;
    if (name === null || figure === null) {
      fields.add("E_SUPPLY_LINE", `${path}.${name === null ? "name" : "emissionKg"}`);
      continue;
    }
    short(fields, `${path}.name`, name, longestName);
    short(fields, `${path}.note`, note, longestName);
    const emissionKg = fields.take(`${path}.emissionKg`, parseDecimal(figure));
    if (emissionKg !== undefined) found.push({ name, emissionKg, note });
  }
  return found;
}

/** The stated value, or the sum of the lines; both must be the same number. */
function readValue(fields: Fields, text: string, lines: readonly Line[]): string {
  const sum = lines.reduce((total, { emissionKg }) => add(total, parseExact(emissionKg) ?? zero), zero);
  if (optional(text) === null) {
    if (lines.length === 0) fields.add("E_REQUIRED", "value");
    return toDecimal(sum);
  }
  const value = fields.take("value", parseDecimal(text.trim())) ?? "";
  const exact = parseExact(value);
  if (exact !== null && lines.length > 0 && compare(exact, sum) !== 0)
    fields.add("E_SUPPLY_SUM", "value", { value, expected: toDecimal(sum) });
  return value;
}

function readStatement(fields: Fields, input: TypedAnswer, today: string) {
  const periodStart = fields.take("periodStart", parseDay(input.periodStart.trim())) ?? "";
  const periodEnd = fields.take("periodEnd", parseDay(input.periodEnd.trim())) ?? "";
  if (periodEnd !== "" && periodEnd < periodStart) fields.add("E_PERIOD_ORDER", "periodEnd");
  if (periodEnd !== "" && threeYearsAfter(periodEnd) < today)
    fields.add("E_SUPPLY_PERIOD", "periodEnd", { value: periodEnd });
  const geography = fields.text("geography", input.geography).toUpperCase();
  if (geography !== "" && !/^(GLO|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/.test(geography))
    fields.add("E_SUPPLY_GEOGRAPHY", "geography", { value: geography });
  const percent = fields.text("primaryDataPercent", input.primaryDataPercent);
  const share = percent === "" ? null : shareOf(parseExact(percent));
  const exact = share === null ? null : parseExact(share);
  const one = parseExact("1") ?? zero;
  if (percent !== "" && (exact === null || compare(exact, zero) < 0 || compare(exact, one) > 0))
    fields.add("E_SUPPLY_SHARE", "primaryDataPercent", { value: percent });
  const gwpSet = optional(input.gwpSet);
  if (gwpSet !== null && !selectableGwpSets.has(gwpSet)) fields.add("E_GWP_SET", "gwpSet", { value: gwpSet });
  const long = (path: "boundary" | "evidence" | "respondent", most: number) => {
    const text = fields.text(path, input[path]);
    short(fields, path, text, most);
    return text;
  };
  return {
    ...{ periodStart, periodEnd, geography, gwpSet, primaryDataShare: share },
    validUntil: periodEnd === "" ? "" : threeYearsAfter(periodEnd),
    boundary: long("boundary", longestName),
    quality: readQuality(fields, input.quality),
    evidence: long("evidence", longestMessage),
    respondent: long("respondent", longestName),
  };
}

/** Scores of 1 (best) to 5, all three or none. */
function readQuality(fields: Fields, given: TypedAnswer["quality"]): TypedAnswer["quality"] | null {
  const [best, worst] = [parseExact("1") ?? zero, parseExact("5") ?? zero];
  const stated = (["TeR", "GeR", "TiR"] as const).map((name) => ({ name, text: optional(given[name]) }));
  if (stated.every(({ text }) => text === null)) return null;
  for (const { name, text } of stated) {
    const score = text === null ? null : parseExact(text);
    if (score === null || compare(score, best) < 0 || compare(score, worst) > 0)
      fields.add("E_SUPPLY_SCORE", `quality.${name}`, { value: text ?? "" });
  }
  const [TeR = "", GeR = "", TiR = ""] = stated.map(({ text }) => text ?? "");
  return { TeR, GeR, TiR };
}

function refuseUnit(fields: Fields, text: string, { declaredUnit }: RequestRow): void {
  const unit = text.trim();
  if (unit === "" || parseUnit(unit) === null) fields.add("E_UNIT_UNKNOWN", "unit", { value: unit });
  else if (!fitsRequest(`kgCO2e/${unit}`, declaredUnit))
    fields.add("E_SUPPLY_UNIT", "unit", { value: unit, expected: declaredUnit });
}

function short(fields: Fields, path: string, text: string | null, most: number): void {
  if (text === null) return;
  if (text.length > most) fields.add("E_SUPPLY_LONG", path, { expected: String(most) });
  if (/[\0\p{Surrogate}]/u.test(text)) fields.add("E_SCHEMA", path);
}

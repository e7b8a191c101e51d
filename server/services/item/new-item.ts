import { parseBatteryCategory } from "../../domain/battery/category.ts";
import { parseDay, parseMonth } from "../../domain/calendar.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { parseAttributeValue } from "../../domain/catalogue/parse-value.ts";
import type { Batch } from "../../domain/identifier/batch.ts";
import { parseBatch } from "../../domain/identifier/batch.ts";
import type { Serial } from "../../domain/identifier/serial.ts";
import { parseSerial } from "../../domain/identifier/serial.ts";
import { parseTractionBatteryCode } from "../../domain/identifier/traction-battery-code.ts";
import { itemAt } from "../../domain/passport/item-subject.ts";
import type { Parsed, Problem } from "../../domain/problem.ts";
import { accept, rejectAll } from "../../domain/problem.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { statable } from "../attribute/statable.ts";
import { Fields, optional } from "../input.ts";
import type { Model } from "../model/find.ts";
import { hasOnlyExternalStorage } from "./subject.ts";

export interface NewItem {
  readonly modelId: string;
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`. */
  readonly placedOnMarketOn?: string | undefined;
  /** Made with the battery when the model has no batch of that number yet. */
  readonly batchNumber?: string | undefined;
  /** Chinese traction battery code, GB/T 34014, 24 characters. */
  readonly chineseCode?: string | undefined;
  /** Data points of the single battery by attribute, in the form of the catalogue. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** A new battery whose every value is good by itself. */
export interface CheckedItem {
  readonly serial: Serial;
  readonly batch: Batch | null;
  readonly manufacturedOn: string;
  readonly placedOnMarketOn: string | null;
  readonly chineseCode: string | null;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** What a new battery is read by. */
interface ReadBy {
  readonly model: Model;
  readonly catalogue: Catalogue;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Reads a new battery of a model.
 *
 * Problems, each at its field: those of `parseSerial`, `parseBatch`, `parseMonth`, `parseDay`, `parseTractionBatteryCode`;
 * `E_DATE_ORDER` for a battery placed on the market before it was made; at `attributes.…` those of `statable`,
 * `parseAttributeValue` and `crossProblems`, and `E_ATTRIBUTE_DERIVED` for the dates, which have fields of their own.
 */
export function readNewItem(
  { model, catalogue, today }: ReadBy,
  input: Omit<NewItem, "modelId">,
): Parsed<CheckedItem> {
  const fields = new Fields();
  const serial = fields.take("serial", parseSerial(input.serial));
  const number = optional(input.batchNumber);
  const batch = number === null ? null : fields.take("batchNumber", parseBatch(number));
  const manufacturedOn = fields.take("manufacturedOn", parseMonth(input.manufacturedOn)) ?? "";
  const day = optional(input.placedOnMarketOn);
  const placedOnMarketOn = day === null ? null : (fields.take("placedOnMarketOn", parseDay(day)) ?? null);
  const code = optional(input.chineseCode);
  const chineseCode =
    code === null ? null : (fields.take("chineseCode", parseTractionBatteryCode(code))?.code ?? null);
  if (placedOnMarketOn !== null && placedOnMarketOn.slice(0, 7) < manufacturedOn) {
    fields.add("E_DATE_ORDER", "placedOnMarketOn", { value: placedOnMarketOn, expected: manufacturedOn });
  }
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  const at = {
    ...{ category: category.value, placedOnMarketOn },
    hasOnlyExternalStorage: hasOnlyExternalStorage(model),
  };
  const attributes = readAttributes(fields, catalogue, itemAt(at, today), input.attributes ?? {});
  const problems = [...fields.problems, ...placedProblems(crossProblems(catalogue, attributes))];
  if (problems.length > 0 || serial === undefined || batch === undefined) return rejectAll(problems);
  return accept({ serial, batch, manufacturedOn, placedOnMarketOn, chineseCode, attributes });
}

function readAttributes(
  fields: Fields,
  catalogue: Catalogue,
  battery: ReturnType<typeof itemAt>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, JsonValue>> {
  const read: Record<string, JsonValue> = {};
  for (const [id, json] of Object.entries(given)) {
    const path = `attributes.${id}`;
    if (haveFields.has(id)) {
      fields.add("E_ATTRIBUTE_DERIVED", path);
      continue;
    }
    const attribute = statable(fields, { level: "item", catalogue, battery }, id, path);
    if (attribute === null || json === null) continue;
    const value = fields.take("attributes", parseAttributeValue(attribute, json));
    if (value !== undefined) read[id] = value;
  }
  return read;
}

/** Data points that a new battery has fields of its own for. */
export const haveFields: ReadonlySet<string> = new Set(["manufacturingDate", "placedOnMarketDate"]);

function placedProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, path: `attributes.${problem.path}` }));
}

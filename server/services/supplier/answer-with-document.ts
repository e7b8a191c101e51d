import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { readDocument, rowOf } from "../exchange/import-footprint.ts";
import { invalidInput } from "../input.ts";
import type { Answered } from "./enter-answer.ts";
import { enterAnswer } from "./enter-answer.ts";
import { perKilogramOf } from "./list-footprints.ts";
import { fitsRequest } from "./read-supply.ts";

export interface DocumentAnswer {
  readonly token: string;
  /** JSON of PACT 3.0 or Catena-X PCF, as it is. */
  readonly document: string;
}

/**
 * Answers a request with a document of an exchange format, kept as it is. Every problem of the document at `document`,
 * with the member as its param; `E_SUPPLY_UNIT`; refusals of {@link enterAnswer}.
 */
export async function answerWithDocument(ctx: Context, input: DocumentAnswer): Promise<Answered> {
  demand(ctx, "supplier.answer", null);
  const read = readDocument(input.document);
  if (!read.ok) throw invalidInput(read.problems.map((one) => ({ ...one, path: one.path || "document" })));
  return enterAnswer(ctx, input.token, async (tx, { declaredUnit }) => {
    const row = await rowOf(ctx, tx, read.value);
    const units = [row.unit, ...(perKilogramOf(row) === null ? [] : ["kgCO2e/kg"])];
    if (!units.some((unit) => fitsRequest(unit, declaredUnit))) {
      const params = { value: row.unit.replace("kgCO2e/", ""), expected: declaredUnit };
      throw invalidInput([{ code: "E_SUPPLY_UNIT", path: "document", params }]);
    }
    return row;
  });
}

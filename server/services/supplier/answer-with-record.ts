import { and, eq, isNull } from "drizzle-orm";
import { supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { invalidInput } from "../input.ts";
import { isUuid } from "../new-id.ts";
import type { Answered } from "./enter-answer.ts";
import { enterAnswer } from "./enter-answer.ts";
import { fitsRequest } from "./read-supply.ts";
import { refuseUnsoundFigure } from "./refuse-unsound.ts";

export interface RecordAnswer {
  readonly token: string;
  readonly supplierFootprintId: string;
}

/**
 * Answers a request with a record that the caller's operator has signed and published here. `E_SUPPLY_RECORD` for one
 * that is not the caller's, `SUPPLIER_FIGURE_UNSOUND` for one that no longer holds, `E_SUPPLY_UNIT`; refusals of
 * {@link enterAnswer}.
 */
export async function answerWithRecord(ctx: Context, input: RecordAnswer): Promise<Answered> {
  demand(ctx, "supplier.answer", null);
  demand(ctx, "supplier.request", null);
  const [record] = isUuid(input.supplierFootprintId)
    ? await ctx.db
        .select()
        .from(supplierFootprint)
        .where(
          and(
            eq(supplierFootprint.id, input.supplierFootprintId),
            eq(supplierFootprint.origin, "credential"),
            isNull(supplierFootprint.receivedByOperatorId),
          ),
        )
    : [];
  const path = "supplierFootprintId";
  if (record === undefined) throw invalidInput([{ code: "E_SUPPLY_RECORD", path }]);
  demand(ctx, "supplier.request", record.supplierOperatorId);
  await refuseUnsoundFigure(ctx, record);
  return enterAnswer(ctx, input.token, async (_, { declaredUnit, operatorId }) => {
    if (record.supplierOperatorId === operatorId) throw invalidInput([{ code: "E_SUPPLY_RECORD", path }]);
    if (!fitsRequest(record.unit, declaredUnit)) {
      const params = { value: record.unit.replace("kgCO2e/", ""), expected: declaredUnit };
      throw invalidInput([{ code: "E_SUPPLY_UNIT", path, params }]);
    }
    const { id: _id, requestId: _request, receivedByOperatorId: _receiver, createdAt: _at, ...row } = record;
    return row;
  });
}

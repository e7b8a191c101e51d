import { recycledContentLot } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseLotMasses } from "../../domain/recycled-content/lot.ts";
import { parseRecycledMetal } from "../../domain/recycled-content/share.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, invalidInput } from "../input.ts";
import { loadModel } from "../model/find.ts";
import { newId } from "../new-id.ts";

export interface NewLot {
  readonly modelId: string;
  readonly year: number;
  readonly metal: string;
  readonly lot: string;
  readonly supplier: string;
  /** kg. */
  readonly metalKg: string;
  readonly preConsumerKg: string;
  readonly postConsumerKg: string;
  readonly illustrative?: boolean | undefined;
}

/**
 * Enters one lot of one metal as evidence of a model's recycled content in one year. A lot counts once for its metal and
 * year: `E_LOT_TWICE`. Also after a release: the record stays, and the difference shows.
 */
export async function addRecycledLot(ctx: Context, input: NewLot): Promise<{ readonly id: string }> {
  demand(ctx, "model.write", null);
  const model = await loadModel(ctx.db, input.modelId);
  const { operatorId } = model;
  demand(ctx, "model.write", operatorId);
  const entered = checked(ctx, input);
  const id = newId(ctx);
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(recycledContentLot).values({
        ...{ id, modelId: model.id, ...entered, illustrative: input.illustrative ?? false },
        ...{ createdBy: ctx.caller.userId, createdAt: ctx.now() },
      });
      const detail = { id, ...entered };
      await recordDeed(ctx, tx, { action: "recycled.addLot", subject: model.productUrl, operatorId, detail });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw invalidInput([{ code: "E_LOT_TWICE", path: "lot", params: { value: entered.lot } }]);
  }
  return { id };
}

function checked(ctx: Context, input: NewLot) {
  const fields = new Fields();
  const metal = fields.take("metal", parseRecycledMetal(input.metal));
  const lot = fields.text("lot", input.lot);
  const supplier = fields.text("supplier", input.supplier);
  const masses = fields.take("", parseLotMasses(input));
  const { year } = input;
  const thisYear = ctx.now().getUTCFullYear();
  if (!Number.isInteger(year) || year < 2000 || year > thisYear)
    fields.add("E_YEAR", "year", { value: String(year), expected: `2000..${String(thisYear)}` });
  fields.refuse();
  if (metal === undefined || masses === undefined) throw new Error("A field without a problem has a value.");
  const { metalKg, preConsumerKg, postConsumerKg } = masses;
  return { year, metal, lot, supplier, metalKg, preConsumerKg, postConsumerKg };
}

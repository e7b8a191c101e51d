import { recycledContentStatement } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseRecycledMetal, parseRecycledShare } from "../../domain/recycled-content/share.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { loadModel, viewModel } from "./find.ts";
import type { ModelView } from "./view.ts";

export interface RecycledContentInput {
  readonly modelId: string;
  readonly year: number;
  readonly metal: string;
  /** Percent, 0 to 100; the sum of both, too. */
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  readonly source: string;
  readonly illustrative?: boolean | undefined;
}

/**
 * States the recycled content of one metal in one year, in percent. Stating it again replaces it for the next version;
 * signed versions keep what they said.
 */
export async function stateRecycledContent(ctx: Context, input: RecycledContentInput): Promise<ModelView> {
  demand(ctx, "model.write", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "model.write", model.operatorId);
  const { metal, share, source } = checked(ctx, input);
  const { preConsumerPercent, postConsumerPercent } = share;
  const said = { preConsumerPercent, postConsumerPercent, source, illustrative: input.illustrative ?? false };
  const key = { modelId: model.id, facilityId: model.facilityId, year: input.year, metal };
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(recycledContentStatement)
      .values({ ...key, ...said })
      .onConflictDoUpdate({
        target: [
          recycledContentStatement.modelId,
          recycledContentStatement.facilityId,
          recycledContentStatement.year,
          recycledContentStatement.metal,
        ],
        set: said,
      });
    const { operatorId, productUrl: subject } = model;
    const detail = { metal, year: input.year, ...said };
    await recordDeed(ctx, tx, { action: "model.stateRecycledContent", subject, operatorId, detail });
  });
  return viewModel(ctx, model.id);
}

function checked(ctx: Context, input: RecycledContentInput) {
  const fields = new Fields();
  const metal = fields.take("metal", parseRecycledMetal(input.metal));
  const share = fields.take("", parseRecycledShare(input.preConsumerPercent, input.postConsumerPercent));
  const source = fields.text("source", input.source);
  const thisYear = ctx.now().getUTCFullYear();
  if (!Number.isInteger(input.year) || input.year < 2000 || input.year > thisYear) {
    fields.add("E_YEAR", "year", { value: String(input.year), expected: `2000..${String(thisYear)}` });
  }
  fields.refuse();
  if (metal === undefined || share === undefined) throw new Error("A field without a problem has a value.");
  return { metal, share, source };
}

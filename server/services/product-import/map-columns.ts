import type { Context } from "../../context.ts";
import type { ColumnMapping } from "../../domain/import/heading.ts";
import { Refusal } from "../../refusal.ts";
import { readStagedFile } from "../import/staged-file.ts";
import { demandOwnRun, factsOf } from "./load.ts";
import { stageProducts } from "./stage.ts";
import { discardProducts } from "./stop.ts";

/**
 * Reads a staged file again with other meanings of its columns, which are kept for the next file with such a heading. The
 * run it was is put aside.
 */
export async function mapProductColumns(
  ctx: Context,
  input: { readonly id: string; readonly columns: ColumnMapping },
): Promise<{ readonly id: string }> {
  const staged = await demandOwnRun(ctx, ctx.db, input.id);
  const { run, kind, state } = staged;
  if (state !== "staged")
    throw new Refusal("IMPORT_NOT_STAGED", "This import was taken over or discarded already.");
  const { kept, sheet } = await factsOf(ctx.db, staged);
  const bytes = await readStagedFile(ctx, run.id, kept);
  if (bytes === undefined)
    throw new Refusal("IMPORT_NOT_FOUND", "The file of this import is not here any more.");
  const next = await stageProducts(ctx, {
    ...{ operator: run.operatorId, kind, fileName: run.fileName, bytes, columns: input.columns },
    category: run.category ?? undefined,
    ...(sheet === "" ? {} : { sheet }),
  });
  await discardProducts(ctx, { id: run.id });
  return next;
}

import type { Context } from "../../context.ts";
import type { ColumnMapping } from "../../domain/import/heading.ts";
import { Refusal } from "../../refusal.ts";
import { demandRun, demandStaged } from "./load-run.ts";
import { stageImport } from "./stage.ts";
import { demandDraft } from "./staging-context.ts";
import type { ImportView } from "./view.ts";

/**
 * Reads a staged file again with another mapping of its columns, which is kept for the next file with the same heading,
 * or from another sheet. The file itself is the one that was sent.
 */
export async function mapColumns(
  ctx: Context,
  input: {
    /** The declaration. */
    readonly id: string;
    readonly run: string;
    readonly columns: ColumnMapping;
    readonly sheet?: string | undefined;
  },
): Promise<ImportView> {
  await demandDraft(ctx, input.id);
  const staged = await demandRun(ctx.db, input.id, input.run);
  demandStaged(staged);
  const { fileName, sha256 } = staged.run;
  const bytes = await ctx.files.get(sha256);
  if (bytes === undefined)
    throw new Refusal("IMPORT_NOT_FOUND", "The file of this import is not here any more.");
  const { id, columns, sheet } = input;
  return stageImport(ctx, { id, fileName, bytes, columns, sheet });
}

import type { Context } from "../../context.ts";
import type { ColumnMapping } from "../../domain/import/heading.ts";
import { Refusal } from "../../refusal.ts";
import { demandRun, demandStaged, fileFacts } from "./load-run.ts";
import { stageImport } from "./stage.ts";
import { readStagedFile } from "./staged-file.ts";
import { demandDraft } from "./staging-context.ts";
import type { ImportView } from "./view.ts";
import type { ImportWatch } from "./watch.ts";
import { unwatched } from "./watch.ts";

/**
 * Reads a staged file again: with another mapping of its columns, which is kept for the next file with the same heading,
 * from another sheet, or with or without the head of the inventory. What is not given stays as it was. The file itself
 * is the one that was sent.
 */
export async function mapColumns(
  ctx: Context,
  input: {
    /** The declaration. */
    readonly id: string;
    readonly run: string;
    readonly columns?: ColumnMapping | undefined;
    readonly sheet?: string | undefined;
    readonly head?: boolean | undefined;
  },
  watch: ImportWatch = unwatched,
): Promise<ImportView> {
  await demandDraft(ctx, input.id);
  const staged = await demandRun(ctx.db, input.id, input.run);
  demandStaged(staged);
  const { fileName } = staged.run;
  const before = fileFacts(staged);
  const bytes = await readStagedFile(ctx, input.run, before.kept);
  if (bytes === undefined)
    throw new Refusal("IMPORT_NOT_FOUND", "The file of this import is not here any more.");
  const sheet = input.sheet ?? before.sheet;
  // The columns of one sheet say nothing about those of another.
  const columns = input.columns ?? (sheet === before.sheet ? staged.run.columns : undefined);
  const head = input.head ?? before.head?.isTaken;
  const keepsColumns = input.columns !== undefined;
  return stageImport(ctx, { id: input.id, fileName, bytes, columns, keepsColumns, sheet, head }, watch);
}

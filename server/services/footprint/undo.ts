import { and, eq } from "drizzle-orm";
import { inventoryUndo } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { newestUndo } from "./find-undo.ts";
import { countChange, loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { replaceLines, writeHeader } from "./write-inventory.ts";

/**
 * Takes back the newest change of a draft that was not taken back yet: a line, the head, or a whole import. Asked again it
 * walks further back, to the beginning of the draft. There is no redo: what was taken back is entered again. Refusals:
 * `NOTHING_TO_UNDO`, `EDITED_MEANWHILE`, `NOT_A_DRAFT`.
 */
export async function undoChange(
  ctx: Context,
  input: { readonly id: string; readonly lock: number },
): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const { declaration, inventory } = loaded;
    const undo = await newestUndo(tx, inventory.id);
    if (undo === undefined) {
      throw new Refusal(
        "NOTHING_TO_UNDO",
        "Every change of this draft has been taken back, or there was none.",
      );
    }
    const before = await loadLines(tx, inventory.id);
    const kept = before.filter(({ code }) => !Object.hasOwn(undo.lines, code));
    const restored = Object.values(undo.lines).filter((line) => line !== null);
    await replaceLines(tx, inventory.id, { before, after: [...kept, ...restored] });
    if (undo.header !== null) await writeHeader(tx, loaded, undo.header);
    await tx
      .delete(inventoryUndo)
      .where(and(eq(inventoryUndo.inventoryId, inventory.id), eq(inventoryUndo.lock, undo.lock)));
    await countChange(ctx, tx, declaration);
    const { operatorId, id: subject } = declaration;
    const detail = { action: undo.action, lines: Object.keys(undo.lines).length };
    await recordDeed(ctx, tx, { action: "declaration.undo", subject, operatorId, detail });
  });
  return readDeclaration(ctx, { id: input.id });
}

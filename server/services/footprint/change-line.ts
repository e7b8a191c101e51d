import { and, eq } from "drizzle-orm";
import { inventoryLine } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import type { LineChanges } from "./edit-line.ts";
import { editLine, touchedFields, touchesResult } from "./edit-line.ts";
import { refuseBrokenLine } from "./judge.ts";
import { countChange, loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";

export interface LineChange {
  /** The declaration. */
  readonly id: string;
  readonly code: string;
  /** State of the draft that the change was made on. */
  readonly lock: number;
  readonly changes: LineChanges;
}

/**
 * Changes one line of a draft. A change that does not compute is refused whole (`INVALID_INPUT`), with the problem at its
 * field; an older `lock` is `EDITED_MEANWHILE`.
 */
export async function changeLine(ctx: Context, input: LineChange): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const { declaration, inventory } = await lockDraft(ctx, tx, input, "declaration.write");
    const lines = await loadLines(tx, inventory.id);
    const line = lines.find(({ code }) => code === input.code);
    if (line === undefined)
      throw invalidInput([{ code: "E_LINE_UNKNOWN", path: "code", params: { value: input.code } }]);
    const edited = await editLine(tx, line, input.changes, inventory.operatorId);
    if (touchesResult(input.changes)) {
      const after = lines.map((other) => (other.code === line.code ? edited : other));
      refuseBrokenLine(line.code, touchedFields(input.changes), lines, after, inventory);
    }
    await tx
      .update(inventoryLine)
      .set(edited)
      .where(and(eq(inventoryLine.inventoryId, inventory.id), eq(inventoryLine.code, line.code)));
    await countChange(ctx, tx, declaration);
    const { operatorId, id: subject } = declaration;
    const detail = { code: line.code, changes: input.changes };
    await recordDeed(ctx, tx, { action: "declaration.changeLine", subject, operatorId, detail });
  });
  return readDeclaration(ctx, { id: input.id });
}

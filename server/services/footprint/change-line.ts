import type { Context } from "../../context.ts";
import type { LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import { touchedFields, touchesResult } from "../../domain/carbon-footprint/line-changes.ts";
import { invalidInput } from "../input.ts";
import { editLine } from "./edit-line.ts";
import { refuseBrokenLine, refuseBrokenMembers } from "./judge.ts";
import { loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { writeInventory } from "./write-inventory.ts";

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
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const { inventory } = loaded;
    const lines = await loadLines(tx, inventory.id);
    const line = lines.find(({ code }) => code === input.code);
    if (line === undefined)
      throw invalidInput([{ code: "E_LINE_UNKNOWN", path: "code", params: { value: input.code } }]);
    const edited = await editLine(tx, line, input.changes, inventory.operatorId);
    const after = lines.map((other) => (other.code === line.code ? edited : other));
    if (touchesResult(input.changes))
      refuseBrokenLine(line.code, touchedFields(input.changes), lines, after, inventory);
    refuseBrokenMembers(edited);
    await writeInventory(ctx, tx, loaded, {
      action: "declaration.changeLine",
      detail: { code: line.code, changes: input.changes },
      lines: { before: lines, after },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

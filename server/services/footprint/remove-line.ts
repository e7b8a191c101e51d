import type { Context } from "../../context.ts";
import { invalidInput } from "../input.ts";
import { loadLines, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";
import { writeInventory } from "./write-inventory.ts";

export interface LineRemoval {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly code: string;
}

/** Takes a line out of a draft. */
export async function removeLine(ctx: Context, input: LineRemoval): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const before = await loadLines(tx, loaded.inventory.id);
    const after = before.filter(({ code }) => code !== input.code);
    if (after.length === before.length) {
      throw invalidInput([{ code: "E_LINE_UNKNOWN", path: "code", params: { value: input.code } }]);
    }
    await writeInventory(ctx, tx, loaded, {
      action: "declaration.removeLine",
      detail: { code: input.code },
      lines: { before, after },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { compactLine } from "../../domain/carbon-footprint/compact-line.ts";
import type { CompactLine } from "../../domain/carbon-footprint/compact-line.ts";
import type { DeclarationAt } from "./load.ts";
import { loadDeclaration, loadLines, refuseOlder } from "./load.ts";

/**
 * Every line of an inventory in the state that was looked at, for whoever calculates with it elsewhere: a screen that
 * shows some of ten thousand lines, and says what a change of one would do to all. `DECLARATION_NOT_FOUND`;
 * `EDITED_MEANWHILE` where the inventory is another one by now.
 */
export async function readLines(
  ctx: Context,
  input: DeclarationAt,
): Promise<{ readonly lines: readonly CompactLine[] }> {
  demand(ctx, "declaration.read", null);
  return ctx.db.transaction(
    async (tx) => {
      const loaded = await loadDeclaration(tx, input.id);
      demand(ctx, "declaration.read", loaded.declaration.operatorId);
      refuseOlder(loaded, input);
      return { lines: (await loadLines(tx, loaded.inventory.id)).map(compactLine) };
    },
    // Head and lines of one state.
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

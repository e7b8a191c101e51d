import { and, eq } from "drizzle-orm";
import { inventoryLine } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { countChange, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";

export interface LineRemoval {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly code: string;
}

/** Takes a line out of a draft. */
export async function removeLine(ctx: Context, input: LineRemoval): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const { declaration, inventory } = await lockDraft(ctx, tx, input, "declaration.write");
    const removed = await tx
      .delete(inventoryLine)
      .where(and(eq(inventoryLine.inventoryId, inventory.id), eq(inventoryLine.code, input.code)))
      .returning({ code: inventoryLine.code });
    if (removed.length === 0) {
      throw invalidInput([{ code: "E_LINE_UNKNOWN", path: "code", params: { value: input.code } }]);
    }
    await countChange(ctx, tx, declaration);
    const { operatorId, id: subject } = declaration;
    const detail = { code: input.code };
    await recordDeed(ctx, tx, { action: "declaration.removeLine", subject, operatorId, detail });
  });
  return readDeclaration(ctx, { id: input.id });
}

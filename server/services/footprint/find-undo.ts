import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { inventoryUndo } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { loadDeclaration } from "./load.ts";

/** What `undo` would take back. */
export interface UndoView {
  /** As the audit log names it, for example `declaration.changeLine`. */
  readonly action: string;
  /** How many lines it would touch, and the one where it is one. */
  readonly lines: number;
  readonly line: string | null;
  readonly at: string;
}

/** The newest change of a draft that can be taken back; null where there is none, or for a caller who may not. */
export async function findUndo(ctx: Context, input: { readonly id: string }): Promise<UndoView | null> {
  demand(ctx, "declaration.read", null);
  const { declaration, inventory } = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", declaration.operatorId);
  const mayWrite = allows(ctx.caller.memberships, "declaration.write", declaration.operatorId);
  if (declaration.state !== "draft" || !mayWrite) return null;
  const undo = await newestUndo(ctx.db, inventory.id);
  if (undo === undefined) return null;
  const codes = Object.keys(undo.lines);
  const [line = null] = codes.length === 1 ? codes : [];
  return { action: undo.action, lines: codes.length, line, at: undo.createdAt.toISOString() };
}

/** The caller has asked the policy. */
export async function newestUndo(db: Database, inventoryId: string) {
  const [newest] = await db
    .select()
    .from(inventoryUndo)
    .where(eq(inventoryUndo.inventoryId, inventoryId))
    .orderBy(desc(inventoryUndo.lock))
    .limit(1);
  return newest;
}

import { asc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  batteryModel,
  declaration,
  facility,
  inventory,
  inventoryLine,
  operator,
  supplierProduct,
} from "../../../db/schema/index.ts";
import { demand } from "../../context.ts";
import type { Context } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { Refusal } from "../../refusal.ts";
import { databaseError } from "../conflict.ts";

export type DeclarationRecord = typeof declaration.$inferSelect;
export type InventoryRecord = typeof inventory.$inferSelect;

/** A declaration with everything that belongs to it but the lines. */
export interface LoadedDeclaration {
  readonly declaration: DeclarationRecord;
  readonly inventory: InventoryRecord;
  readonly facility: typeof facility.$inferSelect;
  readonly operator: typeof operator.$inferSelect;
  readonly model: typeof batteryModel.$inferSelect | null;
  readonly product: typeof supplierProduct.$inferSelect | null;
}

/** Declarations with what they are about. The caller has asked the policy, or asks it next. */
export async function loadDeclarations(
  db: Database,
  where: SQL | undefined,
  ...order: readonly SQL[]
): Promise<readonly LoadedDeclaration[]> {
  return db
    .select({ declaration, inventory, facility, operator, model: batteryModel, product: supplierProduct })
    .from(declaration)
    .innerJoin(inventory, eq(inventory.id, declaration.inventoryId))
    .innerJoin(facility, eq(facility.id, declaration.facilityId))
    .innerJoin(operator, eq(operator.id, declaration.operatorId))
    .leftJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .leftJoin(supplierProduct, eq(supplierProduct.id, declaration.supplierProductId))
    .where(where)
    .orderBy(...order);
}

/** One declaration; `DECLARATION_NOT_FOUND`. */
export async function loadDeclaration(db: Database, id: string): Promise<LoadedDeclaration> {
  const [found] = await loadDeclarations(db, eq(declaration.id, id));
  if (found === undefined) throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
  return found;
}

/** Lines of an inventory in their order. */
export async function loadLines(db: Database, inventoryId: string): Promise<readonly InventoryLine[]> {
  const rows = await db
    .select()
    .from(inventoryLine)
    .where(eq(inventoryLine.inventoryId, inventoryId))
    .orderBy(asc(inventoryLine.position), asc(inventoryLine.code));
  return rows.map(lineOf);
}

/** A stored line as the calculation reads it. */
export function lineOf({ inventoryId: _, ...row }: typeof inventoryLine.$inferSelect): InventoryLine {
  const kind = kinds.find((known) => known === row.kind);
  const dataKind = row.dataKind === "primary" ? "primary" : "secondary";
  if (kind === undefined) throw new Error(`An inventory line is of the unknown kind ${row.kind}.`);
  return { ...row, kind, dataKind };
}

export const kinds = ["material", "activity", "electricity", "transport"] as const;

/**
 * A draft, locked for change by this transaction: refuses who may not write, what is no draft any more
 * (`NOT_A_DRAFT`), and whoever saw an older state of it (`EDITED_MEANWHILE`). Somebody holding it now is releasing it or
 * saving a line: `RELEASE_RUNNING`, try again.
 */
export async function lockDraft(
  ctx: Context,
  tx: Database,
  input: { readonly id: string; readonly lock: number },
  action: "declaration.write" | "declaration.release",
): Promise<LoadedDeclaration> {
  demand(ctx, action, null);
  const seen = await loadDeclaration(tx, input.id);
  demand(ctx, action, seen.declaration.operatorId);
  await lockRow(tx, input.id);
  const loaded = await loadDeclaration(tx, input.id);
  const { state, lock } = loaded.declaration;
  if (state !== "draft") throw new Refusal("NOT_A_DRAFT", "This declaration is released and never changes.");
  if (lock !== input.lock) {
    throw new Refusal("EDITED_MEANWHILE", "Somebody changed this draft meanwhile. Load it again to see how.");
  }
  return loaded;
}

async function lockRow(tx: Database, id: string): Promise<void> {
  try {
    await tx
      .select({ id: declaration.id })
      .from(declaration)
      .where(eq(declaration.id, id))
      .for("update", { noWait: true });
  } catch (error) {
    // SQLSTATE 55P03: the lock is not available.
    if (databaseError(error)?.code !== "55P03") throw error;
    throw new Refusal("RELEASE_RUNNING", "This declaration is being released or saved right now. Try again.");
  }
}

/** Counts a change of a draft, so that whoever looks at an older state is told so. */
export async function countChange(
  ctx: Context,
  tx: Database,
  { id, lock }: DeclarationRecord,
): Promise<void> {
  await tx
    .update(declaration)
    .set({ lock: lock + 1, updatedAt: ctx.now() })
    .where(eq(declaration.id, id));
}

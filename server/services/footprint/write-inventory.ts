import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { insertMany } from "../../../db/insert-many.ts";
import {
  declaration as declarationTable,
  inventory as inventoryTable,
  inventoryLine,
  inventoryUndo,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { StoredHead } from "../../domain/carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { sameLine } from "../../domain/import/stage-lines.ts";
import { recordDeed } from "../audit/record.ts";
import { refuseCircle } from "../supplier/refuse-circle.ts";
import type { LoadedDeclaration } from "./load.ts";
import { countChange } from "./load.ts";

/** A change of a draft, as it was and as it shall be. */
export interface InventoryChange {
  /** As the audit log names it, for example `declaration.changeLine`. */
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly lines?: { readonly before: readonly InventoryLine[]; readonly after: readonly InventoryLine[] };
  /** Only the members that change. */
  readonly header?: Partial<StoredHead>;
}

/**
 * Writes a change of a locked draft, counts it, records the deed, and keeps how to take it back. The one way into the
 * rows of an inventory once it exists; whoever changes lines otherwise leaves `undo` with a state that never was.
 */
export async function writeInventory(
  ctx: Context,
  tx: Database,
  { declaration, inventory }: Pick<LoadedDeclaration, "declaration" | "inventory">,
  { action, detail, lines, header }: InventoryChange,
): Promise<void> {
  const before = lines === undefined ? {} : await replaceLines(tx, inventory.id, lines);
  if (lines !== undefined)
    await refuseCircle(
      tx,
      declaration,
      lines.after.filter(({ code }) => code in before),
    );
  await tx.insert(inventoryUndo).values({
    inventoryId: inventory.id,
    lock: declaration.lock + 1,
    action,
    lines: before,
    header: header === undefined ? null : headerBefore(inventory, declaration, header),
    createdBy: ctx.caller.userId,
    createdAt: ctx.now(),
  });
  if (header !== undefined) await writeHeader(tx, { declaration, inventory }, header);
  await countChange(ctx, tx, declaration);
  const { operatorId, id: subject } = declaration;
  await recordDeed(ctx, tx, { action, subject, operatorId, detail });
}

/** Codes in one statement: far below the 65 535 parameters that PostgreSQL takes. */
const batch = 5000;

/** Writes only what differs, and answers how each touched line was before: null for one that was not there. */
export async function replaceLines(
  tx: Database,
  inventoryId: string,
  { before, after }: { readonly before: readonly InventoryLine[]; readonly after: readonly InventoryLine[] },
): Promise<Record<string, InventoryLine | null>> {
  const old = new Map(before.map((line) => [line.code, line]));
  const now = new Map(after.map((line) => [line.code, line]));
  const differs = (line: InventoryLine) => {
    const other = old.get(line.code);
    return other === undefined || !sameLine(other, line);
  };
  const written = after.filter(differs);
  const removed = before.filter(({ code }) => !now.has(code));
  const gone = [...removed, ...written].map(({ code }) => code);
  for (let at = 0; at < gone.length; at += batch) {
    await tx
      .delete(inventoryLine)
      .where(
        and(
          eq(inventoryLine.inventoryId, inventoryId),
          inArray(inventoryLine.code, gone.slice(at, at + batch)),
        ),
      );
  }
  await insertMany(
    tx,
    inventoryLine,
    written.map((line) => ({ inventoryId, ...line })),
  );
  return Object.fromEntries(gone.map((code) => [code, old.get(code) ?? null]));
}

/** Writes the members of a head that change; the method stands in the declaration as well. */
export async function writeHeader(
  tx: Database,
  { declaration, inventory }: Pick<LoadedDeclaration, "declaration" | "inventory">,
  { methodVersion, ...header }: Partial<StoredHead>,
): Promise<void> {
  if (Object.keys(header).length > 0)
    await tx.update(inventoryTable).set(header).where(eq(inventoryTable.id, inventory.id));
  if (header.method === undefined) return;
  await tx
    .update(declarationTable)
    .set({ method: header.method, ...(methodVersion === undefined ? {} : { methodVersion }) })
    .where(eq(declarationTable.id, declaration.id));
}

function headerBefore(
  inventory: LoadedDeclaration["inventory"],
  { methodVersion }: LoadedDeclaration["declaration"],
  header: Partial<StoredHead>,
): Partial<StoredHead> {
  const { title, method, gwpSet, energy, periodStart, periodEnd, parameters, study } = inventory;
  const whole: StoredHead = {
    ...{ title, method, methodVersion, gwpSet, energy, periodStart, periodEnd, parameters, study },
  };
  const names = new Set(Object.keys(header));
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.has(name)));
}

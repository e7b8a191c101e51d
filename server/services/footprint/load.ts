import { eq, getTableColumns, inArray, sql } from "drizzle-orm";
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
import type { Action } from "../../domain/access/policy.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { Refusal } from "../../refusal.ts";
import { databaseError } from "../conflict.ts";
import { isUuid } from "../new-id.ts";

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
  readonly hasLines: boolean;
}

/** A declaration without the frozen request and result, which can be a megabyte each: all a list needs. */
export interface DeclarationHead extends Omit<LoadedDeclaration, "declaration"> {
  readonly declaration: Omit<DeclarationRecord, "request" | "result">;
}

/** A head with the value that was released; null before. */
export interface ListedDeclaration extends DeclarationHead {
  readonly releasedCfp: string | null;
}

/** Declarations with what they are about. The caller has asked the policy, or asks it next. */
export async function loadDeclarations(
  db: Database,
  where: SQL | undefined,
  ...order: readonly SQL[]
): Promise<readonly LoadedDeclaration[]> {
  return select(db, getTableColumns(declaration), where, order);
}

/** The same for a list. */
export async function loadHeads(
  db: Database,
  where: SQL | undefined,
  ...order: readonly SQL[]
): Promise<readonly ListedDeclaration[]> {
  const unread = { request: sql<null>`null`, result: sql<null>`null` };
  return select(db, { ...getTableColumns(declaration), ...unread }, where, order);
}

type Columns = ReturnType<typeof getTableColumns<typeof declaration>>;
type Large = "request" | "result";

async function select(
  db: Database,
  columns: Omit<Columns, Large> & { readonly [Name in Large]: Columns[Name] | SQL<null> },
  where: SQL | undefined,
  order: readonly SQL[],
) {
  return db
    .select({
      ...{
        declaration: columns,
        inventory,
        facility,
        operator,
        model: batteryModel,
        product: supplierProduct,
      },
      hasLines: sql<boolean>`exists ${db
        .select({ code: inventoryLine.code })
        .from(inventoryLine)
        .where(eq(inventoryLine.inventoryId, inventory.id))}`,
      releasedCfp: sql<string | null>`${declaration.result} ->> 'cfp'`,
    })
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
  const [found] = isUuid(id) ? await loadDeclarations(db, eq(declaration.id, id)) : [];
  if (found === undefined) throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
  return found;
}

/** Lines of an inventory in their order. */
export async function loadLines(db: Database, inventoryId: string): Promise<readonly InventoryLine[]> {
  const { rows } = await db.execute<LineRecord>(
    sql`select ${lineColumns} from ${inventoryLine} where ${eq(inventoryLine.inventoryId, inventoryId)} ${inOrder}`,
  );
  return rows.map(lineOf);
}

/** Lines and the count of changes they belong to, by inventory, in one statement: two would see two states. */
export async function loadLinesWithLock(
  db: Database,
  inventoryIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly lines: readonly InventoryLine[]; readonly lock: number }>> {
  const { rows } = await db.execute<LineRecord & { readonly lock: number }>(
    sql`select ${lineColumns}, ${declaration.lock} as "lock" from ${inventoryLine}
      join ${declaration} on ${eq(declaration.inventoryId, inventoryLine.inventoryId)}
      where ${inArray(inventoryLine.inventoryId, [...inventoryIds])} ${inOrder}`,
  );
  const found = new Map<string, { lines: InventoryLine[]; lock: number }>();
  for (const { lock, ...line } of rows) {
    const own = found.get(line.inventoryId);
    if (own === undefined) found.set(line.inventoryId, { lines: [lineOf(line)], lock });
    else own.lines.push(lineOf(line));
  }
  return found;
}

type LineRecord = typeof inventoryLine.$inferSelect;

/**
 * Read without the mapper of the query builder, which takes most of a second for the half million members of ten thousand
 * lines: texts, whole numbers, truth values and JSON come from the driver as they are.
 */
const lineColumns = sql.join(
  Object.entries(getTableColumns(inventoryLine)).map(
    ([name, column]) => sql`${column} as ${sql.identifier(name)}`,
  ),
  sql`, `,
);
const inOrder = sql`order by ${inventoryLine.position}, ${inventoryLine.code}`;

/** A stored line as the calculation reads it. */
export function lineOf({ inventoryId: _, ...row }: typeof inventoryLine.$inferSelect): InventoryLine {
  const kind = kinds.find((known) => known === row.kind);
  const dataKind = row.dataKind === "primary" ? "primary" : "secondary";
  if (kind === undefined) throw new Error(`An inventory line is of the unknown kind ${row.kind}.`);
  return { ...row, kind, dataKind };
}

export const kinds = ["material", "activity", "electricity", "transport"] as const;

/** What a deed is done to, and the state of it that was looked at. */
export interface DeclarationAt {
  readonly id: string;
  readonly lock: number;
}

/**
 * A draft, locked for change by this transaction: refuses who may not write, what is in review (`IN_REVIEW`) or no draft
 * any more (`NOT_A_DRAFT`), and whoever saw an older state of it (`EDITED_MEANWHILE`). Somebody holding it now is
 * releasing it or saving a line: `RELEASE_RUNNING`, try again.
 */
export async function lockDraft(
  ctx: Context,
  tx: Database,
  input: DeclarationAt,
  action: "declaration.write" | "declaration.submit",
): Promise<LoadedDeclaration> {
  const loaded = await lockDeclaration(ctx, tx, input.id, action);
  refuseOtherThanDraft(loaded, input);
  return loaded;
}

/** `IN_REVIEW`, `NOT_A_DRAFT` or `EDITED_MEANWHILE` for anything but the draft in the state that was looked at. */
export function refuseOtherThanDraft(loaded: LoadedDeclaration, input: DeclarationAt): void {
  const { state } = loaded.declaration;
  if (state === "in_review") {
    throw new Refusal("IN_REVIEW", "This declaration is in review: withdraw the submission to change it.");
  }
  if (state !== "draft") throw notADraft();
  refuseOlder(loaded, input);
}

/** A declaration in review, locked as above; `NOT_IN_REVIEW` for any other. */
export async function lockSubmission(
  ctx: Context,
  tx: Database,
  input: DeclarationAt,
  action: "declaration.submit" | "declaration.review",
): Promise<LoadedDeclaration> {
  const loaded = await lockDeclaration(ctx, tx, input.id, action);
  if (loaded.declaration.state !== "in_review") {
    throw new Refusal("NOT_IN_REVIEW", "This declaration is not in review now.");
  }
  refuseOlder(loaded, input);
  return loaded;
}

/**
 * A declaration, whatever its state, locked by this transaction. Whoever holds it now is waited for as long as is said;
 * then `RELEASE_RUNNING`.
 */
export async function lockDeclaration(
  ctx: Context,
  tx: Database,
  id: string,
  action: Action,
  waitMs = 0,
): Promise<LoadedDeclaration> {
  demand(ctx, action, null);
  const seen = await loadDeclaration(tx, id);
  demand(ctx, action, seen.declaration.operatorId);
  await lockRow(tx, id, waitMs);
  return loadDeclaration(tx, id);
}

/** `EDITED_MEANWHILE` unless the newest state was looked at. */
export function refuseOlder({ declaration: { lock } }: LoadedDeclaration, input: DeclarationAt): void {
  if (lock === input.lock) return;
  throw new Refusal(
    "EDITED_MEANWHILE",
    "Somebody changed this declaration meanwhile. Load it again to see how.",
  );
}

export function notADraft(): Refusal {
  return new Refusal("NOT_A_DRAFT", "This declaration is released and never changes.");
}

async function lockRow(tx: Database, id: string, waitMs: number): Promise<void> {
  try {
    // For this transaction only.
    if (waitMs > 0) await tx.execute(sql`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`);
    const row = tx.select({ id: declaration.id }).from(declaration).where(eq(declaration.id, id));
    await (waitMs > 0 ? row.for("update") : row.for("update", { noWait: true }));
  } catch (error) {
    // SQLSTATE 55P03: the lock is not available.
    if (databaseError(error)?.code !== "55P03") throw error;
    throw new Refusal("RELEASE_RUNNING", "This declaration is being released or saved right now. Try again.");
  }
}

/**
 * Counts a change of a draft, so that whoever looks at an older state is told so, and keeps who made it: nobody reviews
 * what they wrote.
 */
export async function countChange(
  ctx: Context,
  tx: Database,
  { id, lock, editors }: DeclarationRecord,
): Promise<void> {
  await tx
    .update(declaration)
    .set({ lock: lock + 1, editors: withEditor(editors, ctx.caller.userId), updatedAt: ctx.now() })
    .where(eq(declaration.id, id));
}

/** The editors and this person, each once. */
export function withEditor(editors: readonly string[], userId: string | null): string[] {
  return userId === null || editors.includes(userId) ? [...editors] : [...editors, userId];
}

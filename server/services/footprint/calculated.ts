import type { Database } from "../../../db/client.ts";
import { toPcfRequest } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { CodeAt, PcfRequest, PcfResult } from "../../domain/carbon-footprint/request.ts";
import type { InventoryHead } from "./compute.ts";
import { compute } from "./compute.ts";
import type { DeclarationHead, LoadedDeclaration } from "./load.ts";
import { loadLinesWithLock } from "./load.ts";

/** Lines and result of a declaration: of a draft as they compute now, of any other as they were released. */
export interface Calculated {
  readonly lines: readonly InventoryLine[];
  /** What the result was calculated from. */
  readonly request: PcfRequest;
  readonly result: PcfResult | null;
  /** What the result is to be read with; paths name a line and its member. */
  readonly warnings: readonly CodeAt[];
  /** Why there is no result; paths as above. */
  readonly errors: readonly CodeAt[];
}

/** Calculates a declaration, or recalls what it came to: screens and their parts ask many times for one state. */
export async function calculated(db: Database, loaded: LoadedDeclaration): Promise<Calculated> {
  const recalled = recall(db, loaded);
  if (recalled !== undefined) return recalled;
  const { id } = loaded.inventory;
  const { lines, lock } = (await loadLinesWithLock(db, [id])).get(id) ?? { lines: [], lock: null };
  const found = calculate(lines, loaded);
  // Whoever saves meanwhile counts the lock: these lines then belong to a head that was not read.
  if (lock === loaded.declaration.lock) keep(db, loaded, found);
  return found;
}

function calculate(lines: readonly InventoryLine[], loaded: LoadedDeclaration): Calculated {
  const { request: frozen, result: stored } = loaded.declaration;
  const { codeAt, request, result, errors } =
    stored === null
      ? compute(lines, headOf(loaded))
      : { ...toPcfRequest(lines, headOf(loaded)), result: stored, errors: [] };
  const atLine = ({ code, path }: CodeAt): CodeAt => ({ code, path: named(path, codeAt(path)) });
  return {
    ...{ lines, request: frozen ?? request, result },
    ...{ warnings: (result?.warnings ?? []).map(atLine), errors: errors.map(atLine) },
  };
}

/**
 * What inventories came to, by declaration and its count of changes, the one not asked for longest first. Every way into
 * lines and head counts, so what is found under a count never turns wrong, in whichever process it was worked out. Each
 * database handle has its own: what a transaction saw and took back goes with it.
 */
const recent = new WeakMap<Database, Map<string, Calculated>>();

/** Lines kept in all; the newest inventory is kept however long it is. */
const mostLines = 20_000;

function keyOf({ declaration: { id, lock, result } }: LoadedDeclaration): string {
  return [id, lock, result === null ? "open" : "frozen"].join(" ");
}

function recall(db: Database, loaded: LoadedDeclaration): Calculated | undefined {
  const known = recent.get(db)?.get(keyOf(loaded));
  if (known !== undefined) keep(db, loaded, known);
  return known;
}

function keep(db: Database, loaded: LoadedDeclaration, found: Calculated): void {
  const all = recent.get(db) ?? new Map<string, Calculated>();
  recent.set(db, all);
  all.delete(keyOf(loaded));
  all.set(keyOf(loaded), found);
  let count = 0;
  for (const [key, { lines }] of [...all].toReversed()) {
    count += lines.length;
    if (count > mostLines && key !== keyOf(loaded)) all.delete(key);
  }
}

/**
 * The head a declaration is calculated by: its method in the version it was begun with, so that a later one changes
 * nothing unseen.
 */
export function headOf({
  declaration: { methodVersion },
  inventory,
}: Pick<DeclarationHead, "declaration" | "inventory">): InventoryHead {
  return findMethod(inventory.method, methodVersion) === null ? inventory : { ...inventory, methodVersion };
}

/** `materials[3].mass.unit` as `cathode.mass.unit`: people know the line, not its place in a request. */
function named(path: string, line: string | null): string {
  return line === null ? path : path.replace(/^\w+\[\d+\]/, line);
}

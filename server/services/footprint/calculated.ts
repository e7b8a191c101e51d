import type { Database } from "../../../db/client.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { CodeAt, PcfResult } from "../../domain/carbon-footprint/request.ts";
import { compute } from "./compute.ts";
import type { LoadedDeclaration } from "./load.ts";
import { loadLines } from "./load.ts";

/** Lines and result of a declaration: of a draft as they compute now, of any other as they were released. */
export interface Calculated {
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult | null;
  /** Why there is no result; paths name a line and its member. */
  readonly errors: readonly CodeAt[];
}

export async function calculated(db: Database, loaded: LoadedDeclaration): Promise<Calculated> {
  const lines = await loadLines(db, loaded.inventory.id);
  const { result } = loaded.declaration;
  if (result !== null) return { lines, result, errors: [] };
  const { codeAt, ...now } = compute(lines, loaded.inventory);
  const errors = now.errors.map(({ code, path }) => ({ code, path: named(path, codeAt(path)) }));
  return { lines, result: now.result, errors };
}

/** `materials[3].mass.unit` as `cathode.mass.unit`: people know the line, not its place in a request. */
function named(path: string, line: string | null): string {
  return line === null ? path : path.replace(/^\w+\[\d+\]/, line);
}

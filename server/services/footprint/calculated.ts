import type { Database } from "../../../db/client.ts";
import { toPcfRequest } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { CodeAt, PcfResult } from "../../domain/carbon-footprint/request.ts";
import type { InventoryHead } from "./compute.ts";
import { compute } from "./compute.ts";
import type { DeclarationHead, LoadedDeclaration } from "./load.ts";
import { loadLines } from "./load.ts";

/** Lines and result of a declaration: of a draft as they compute now, of any other as they were released. */
export interface Calculated {
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult | null;
  /** What the result is to be read with; paths name a line and its member. */
  readonly warnings: readonly CodeAt[];
  /** Why there is no result; paths as above. */
  readonly errors: readonly CodeAt[];
}

export async function calculated(db: Database, loaded: LoadedDeclaration): Promise<Calculated> {
  const lines = await loadLines(db, loaded.inventory.id);
  const { result: stored } = loaded.declaration;
  const { codeAt, result, errors } =
    stored === null
      ? compute(lines, headOf(loaded))
      : { ...toPcfRequest(lines, headOf(loaded)), result: stored, errors: [] };
  const atLine = ({ code, path }: CodeAt): CodeAt => ({ code, path: named(path, codeAt(path)) });
  return { lines, result, warnings: (result?.warnings ?? []).map(atLine), errors: errors.map(atLine) };
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

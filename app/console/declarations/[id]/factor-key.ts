import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";

/** Where the table of lines finds what the library factor of a line is called. */
export function factorKey({
  factorId,
  factorVersion,
}: Pick<InventoryLine, "factorId" | "factorVersion">): string {
  return `${factorId}@${factorVersion}`;
}

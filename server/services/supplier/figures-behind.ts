import { and, inArray, isNotNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { ElectricitySource } from "../../domain/carbon-footprint/inventory-line.ts";

/** What of a line can bring a supplier's figure with it. */
export interface SuppliedLine {
  readonly code: string;
  readonly factorId: string | null;
  readonly factorVersion: number | null;
  readonly recycledFactorId: string | null;
  readonly recycledFactorVersion: number | null;
  readonly electricitySources?: readonly ElectricitySource[] | null;
  readonly supplierFootprintId: string | null;
}

/** Every supplier's figure these lines rest on, directly or through an own factor, with the line that does. */
export async function figuresBehind(
  db: Database,
  lines: readonly SuppliedLine[],
): Promise<readonly { readonly code: string; readonly footprintId: string }[]> {
  const uses = lines.flatMap((line) =>
    [
      [line.factorId, line.factorVersion] as const,
      [line.recycledFactorId, line.recycledFactorVersion] as const,
      ...(line.electricitySources ?? []).map(
        ({ factorId, factorVersion }) => [factorId ?? null, factorVersion ?? null] as const,
      ),
    ].flatMap(([id, version]) => (id === null || version === null ? [] : [{ code: line.code, id, version }])),
  );
  const ids = [...new Set(uses.map(({ id }) => id))];
  const factors =
    ids.length === 0
      ? []
      : await db
          .select({
            id: emissionFactor.id,
            version: emissionFactor.version,
            footprintId: emissionFactor.supplierFootprintId,
          })
          .from(emissionFactor)
          .where(and(inArray(emissionFactor.id, ids), isNotNull(emissionFactor.supplierFootprintId)));
  return [
    ...lines.map(({ code, supplierFootprintId }) => ({ code, footprintId: supplierFootprintId })),
    ...uses.map(({ code, id, version }) => ({
      code,
      footprintId: factors.find((one) => one.id === id && one.version === version)?.footprintId ?? null,
    })),
  ].flatMap(({ code, footprintId }) => (footprintId === null ? [] : [{ code, footprintId }]));
}

import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { LinePart } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { FactorSource } from "./view.ts";

/** Finds the factor of the library behind a part of a line; null for a factor entered on the line itself. */
export type SourceOf = (part: LinePart) => FactorSource | null;

/** Reads the factors that the lines of an inventory name. */
export async function factorSources(db: Database, lines: readonly InventoryLine[]): Promise<SourceOf> {
  const ids = new Set(
    lines.flatMap((line) =>
      [
        line.factorId,
        line.recycledFactorId,
        ...(line.electricitySources ?? []).map(({ factorId }) => factorId ?? null),
      ].filter((id) => id !== null),
    ),
  );
  const rows =
    ids.size === 0
      ? []
      : await db
          .select()
          .from(emissionFactor)
          .where(inArray(emissionFactor.id, [...ids]));
  const factors = new Map(rows.map((row) => [`${row.id} ${String(row.version)}`, row]));
  const byCode = new Map(lines.map((line) => [line.code, line]));
  return (part) => {
    const line = byCode.get(part.line);
    const named = line === undefined ? null : factorNamed(line, part);
    const factor = named === null ? undefined : factors.get(named);
    if (factor === undefined) return null;
    const { nameEn, nameZh, version, geography, year } = factor;
    const source = [factor.sourceTitle, factor.sourceWhere].filter((text) => text !== null).join(", ");
    return { nameEn, nameZh, version, source, geography, year };
  };
}

/** Identifier and version of the factor that the last term of a part stands for. */
function factorNamed(line: InventoryLine, { terms }: LinePart): string | null {
  const names = terms.flatMap(({ of }) => of.map(({ input }) => input.name));
  const source = names
    .map((name) => /^sources\[(\d+)\]\.factor$/.exec(name)?.[1])
    .find((n) => n !== undefined);
  if (source !== undefined && line.electricitySources !== null) {
    const { factorId, factorVersion } = line.electricitySources[Number(source)] ?? {};
    return named(factorId, factorVersion);
  }
  if (names.includes("Er")) return named(line.recycledFactorId, line.recycledFactorVersion);
  const isOwn = names.some((name) => name === "Ev" || name === "factor" || name === "sources[0].factor");
  return isOwn ? named(line.factorId, line.factorVersion) : null;
}

function named(id: string | null | undefined, version: number | null | undefined): string | null {
  return id == null || version == null ? null : `${id} ${String(version)}`;
}

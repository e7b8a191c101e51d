import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { inventoryLine } from "../../../db/schema/index.ts";
import { emissionFactor } from "../../../db/schema/index.ts";

type Line = typeof inventoryLine.$inferSelect;
type Factor = typeof emissionFactor.$inferSelect;

/** Which factor of a line: its only one, that of its recycled input, or that of one source of its electricity. */
export type FactorPart =
  | { readonly part: "line" }
  | { readonly part: "recycled" }
  /** Counts from 1, in the order of the inventory. */
  | { readonly part: "source"; readonly place: number };

/** A factor that a line calculates with. */
export interface StatedFactor {
  readonly of: FactorPart;
  readonly value: string;
  readonly unit: string;
  /** The record it names, of the library or the operator's own. */
  readonly factor: Factor | null;
  readonly electricityModel: string | null;
  /** What it is called. The name of a line is no name of its recycled input: that would be the virgin material's. */
  readonly names: readonly string[];
}

/** Reads every factor of these lines, each with the record it names. */
export async function statedFactors(
  db: Database,
  lines: readonly Line[],
): Promise<(line: Line) => readonly StatedFactor[]> {
  const named = [...new Set(lines.flatMap(namedBy))];
  const factors =
    named.length === 0 ? [] : await db.select().from(emissionFactor).where(inArray(emissionFactor.id, named));
  const known = new Map(factors.map((factor) => [keyOf(factor.id, factor.version), factor]));
  const factorOf = (id: string | null | undefined, version: number | null | undefined) =>
    known.get(keyOf(id ?? "", version ?? 0)) ?? null;
  return (line) => {
    const called = [line.nameEn, line.nameZh];
    const [factor, recycled] = [
      factorOf(line.factorId, line.factorVersion),
      factorOf(line.recycledFactorId, line.recycledFactorVersion),
    ];
    // What a line says for itself counts where no sources are stated.
    const ofLine =
      line.electricitySources === null
        ? stated({ part: "line" }, [line.factorValue, line.factorUnit], factor, {
            ...{ electricityModel: line.electricityModel, called },
          })
        : [];
    return [
      ...ofLine,
      ...stated({ part: "recycled" }, [line.recycledFactorValue, line.recycledFactorUnit], recycled, {
        ...{ electricityModel: null, called: [] },
      }),
      ...(line.electricitySources ?? []).flatMap((source, index) =>
        stated(
          { part: "source", place: index + 1 },
          [source.factor.value, source.factor.unit],
          factorOf(source.factorId, source.factorVersion),
          { electricityModel: source.model, called },
        ),
      ),
    ];
  };
}

function stated(
  of: FactorPart,
  [value, unit]: readonly [string | null, string | null],
  factor: Factor | null,
  {
    electricityModel,
    called,
  }: { readonly electricityModel: string | null; readonly called: readonly string[] },
): readonly StatedFactor[] {
  const [amount, per] = [value ?? factor?.value, unit ?? factor?.unit];
  if (amount === undefined || per === undefined) return [];
  const names = [...called, ...(factor === null ? [] : [factor.nameEn, factor.nameZh])];
  return [{ of, value: amount, unit: per, factor, electricityModel, names }];
}

function namedBy({ factorId, recycledFactorId, electricitySources }: Line): readonly string[] {
  const all = [factorId, recycledFactorId, ...(electricitySources ?? []).map((source) => source.factorId)];
  return all.flatMap((id) => id ?? []);
}

function keyOf(id: string, version: number): string {
  return `${id} ${String(version)}`;
}

import { createHash } from "node:crypto";
import { and, asc, inArray, lt } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration, emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { PcfResult, Q } from "../../domain/carbon-footprint/request.ts";
import { Refusal } from "../../refusal.ts";
import { calculated } from "../footprint/calculated.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { sameSubject } from "../footprint/present.ts";
import { isUuid } from "../new-id.ts";

/** A declaration that has a result, with all that an exchange format asks about it. */
export interface Exported {
  readonly loaded: LoadedDeclaration;
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult;
  readonly factors: readonly (typeof emissionFactor.$inferSelect)[];
  /** What the total stands for; null for one battery. */
  readonly output: Q | null;
  /** Declarations of the same subject before this one, oldest first. */
  readonly earlier: readonly string[];
}

/** For the operator's own people: `DECLARATION_NOT_FOUND`; `NOT_COMPUTABLE` while there is no result. */
export async function loadExported(ctx: Context, id: string): Promise<Exported> {
  demand(ctx, "declaration.read", null);
  if (!isUuid(id)) throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
  const loaded = await loadDeclaration(ctx.db, id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  return exportedOf(ctx.db, loaded);
}

/** The same for a caller who is told nothing of it. */
export async function exportedOf(db: Database, loaded: LoadedDeclaration): Promise<Exported> {
  const { lines, result, errors } = await calculated(db, loaded);
  if (result === null)
    throw new Refusal(
      "NOT_COMPUTABLE",
      "This inventory does not compute, so there is nothing to export.",
      errors,
    );
  const ids = [...new Set(lines.flatMap(({ factorId }) => (factorId === null ? [] : [factorId])))];
  return {
    ...{ loaded, lines, result },
    factors:
      ids.length === 0 ? [] : await db.select().from(emissionFactor).where(inArray(emissionFactor.id, ids)),
    output: result.totalEnergyKWh === undefined ? outputOf(loaded) : null,
    earlier: await earlierThan(db, loaded),
  };
}

/** The version of the library's factor that a line uses. */
export function factorOf(
  { factors }: Exported,
  line: InventoryLine,
): Exported["factors"][number] | undefined {
  return factors.find(({ id, version }) => id === line.factorId && version === line.factorVersion);
}

/** A UUID that follows from a name. Source: RFC 9562, section 5.8 (UUID version 8). */
export function uuidOf(name: string): string {
  const bytes = createHash("sha256").update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** File name of an export: what it is about, and which declaration. */
export function exportName(
  {
    loaded: {
      model,
      product,
      declaration: { number },
    },
  }: Exported,
  ending: string,
): string {
  const code = model?.modelCode ?? product?.code ?? "declaration";
  return `${code}-${String(number)}-${ending}`.replaceAll(/[^A-Za-z0-9._-]/g, "-");
}

function outputOf({ inventory }: LoadedDeclaration): Q | null {
  const { output } = inventory.energy;
  if (typeof output !== "object" || output === null || !("value" in output) || !("unit" in output))
    return inventory.parameters.output ?? null;
  const { value, unit } = output;
  return typeof value === "string" && typeof unit === "string" ? { value, unit } : null;
}

async function earlierThan(db: Database, loaded: LoadedDeclaration): Promise<readonly string[]> {
  const rows = await db
    .select({ id: declaration.id })
    .from(declaration)
    .where(
      and(
        sameSubject(loaded),
        lt(declaration.number, loaded.declaration.number),
        inArray(declaration.state, ["released", "superseded"]),
      ),
    )
    .orderBy(asc(declaration.number));
  return rows.map(({ id }) => id);
}

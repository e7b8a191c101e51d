import { eq, inArray, and, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { LineCells } from "../../domain/import/line-cells.ts";
import { readReference } from "../../domain/import/line-cells.ts";
import type { KnownFactor, StagedRow, StagingContext } from "../../domain/import/stage-lines.ts";
import { Refusal } from "../../refusal.ts";
import type { InventoryHead } from "../footprint/compute.ts";
import { compute } from "../footprint/compute.ts";
import { lineFieldAt } from "../footprint/line-field.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import { usableSupplierFootprints } from "../footprint/supplier-figures.ts";

/** What rows of a draft are judged against: its lines, the factors they name, and its calculation. */
export async function stagingContext(
  db: Database,
  { declaration, inventory }: Pick<LoadedDeclaration, "declaration" | "inventory">,
  rows: readonly { readonly given: LineCells }[],
): Promise<StagingContext> {
  const lines = await loadLines(db, inventory.id);
  const references = [
    ...rows.flatMap(({ given }) => [given["factor"] ?? "", given["recycledFactor"] ?? ""]),
    // A line that is there keeps its reference, where the file does not speak of it.
    ...lines.flatMap(({ factorId, recycledFactorId }) => [factorId ?? "", recycledFactorId ?? ""]),
  ];
  const ids = [...new Set(references.flatMap((text) => readReference(text).id ?? []))];
  const factorOf = await factorsOf(db, declaration.operatorId, ids);
  const suppliers = [
    ...rows.map(({ given }) => given["supplierFootprintId"] ?? ""),
    ...lines.map(({ supplierFootprintId }) => supplierFootprintId ?? ""),
  ];
  const usable = await usableSupplierFootprints(db, declaration.operatorId, suppliers);
  return {
    lines,
    method: inventory.method,
    factorOf,
    maySupply: (id) => usable.has(id),
    judge: (after) => judge(after, inventory),
  };
}

/** Identifiers in one statement. */
const mostIds = 5000;

async function factorsOf(
  db: Database,
  operatorId: string,
  ids: readonly string[],
): Promise<StagingContext["factorOf"]> {
  const versions = new Map<string, KnownFactor[]>();
  for (let at = 0; at < ids.length; at += mostIds) {
    const found = await db
      .select({
        id: emissionFactor.id,
        version: emissionFactor.version,
        value: emissionFactor.value,
        unit: emissionFactor.unit,
      })
      .from(emissionFactor)
      .where(
        and(
          inArray(emissionFactor.id, ids.slice(at, at + mostIds)),
          or(isNull(emissionFactor.operatorId), eq(emissionFactor.operatorId, operatorId)),
        ),
      )
      .orderBy(emissionFactor.version);
    for (const factor of found) versions.set(factor.id, [...(versions.get(factor.id) ?? []), factor]);
  }
  return (id, version) => {
    const known = versions.get(id) ?? [];
    return (version === null ? known.at(-1) : known.find((one) => one.version === version)) ?? null;
  };
}

/** Every problem the calculation finds in these lines, at the column it speaks of. */
function judge(lines: readonly InventoryLine[], head: InventoryHead): ReturnType<StagingContext["judge"]> {
  const { errors, codeAt } = compute(lines, head);
  return errors.map(({ code, path }) => ({ code, path: columnAt(path), line: codeAt(path) }));
}

/** The field of a spreadsheet that a path of the calculation request speaks of. */
function columnAt(path: string): string {
  const circular = /\.cff\.(\w+)/.exec(path)?.[1];
  // A sheet has one column for each group but the circular parameters.
  const [field = ""] = lineFieldAt(path).split(/[.[]/);
  return circular === undefined ? field : `circular.${circular}`;
}

/** The rows of a run that would be taken over now. */
export function goodRows(rows: readonly StagedRow[]): readonly InventoryLine[] {
  return rows.flatMap(({ line }) => (line === null ? [] : [line]));
}

/** A draft that the caller may write. */
export async function demandDraft(ctx: Context, id: string): Promise<LoadedDeclaration> {
  demand(ctx, "declaration.write", null);
  const loaded = await loadDeclaration(ctx.db, id);
  demand(ctx, "declaration.write", loaded.declaration.operatorId);
  if (loaded.declaration.state !== "draft")
    throw new Refusal("NOT_A_DRAFT", "Lines are imported into a draft only.");
  return loaded;
}

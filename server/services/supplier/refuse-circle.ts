import type { SQL } from "drizzle-orm";
import { and, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/client.ts";
import { declaration, emissionFactor, inventoryLine, supplierFootprint } from "../../../db/schema/index.ts";
import { circleThrough } from "../../domain/carbon-footprint/supply-circle.ts";
import { invalidInput } from "../input.ts";
import type { SuppliedLine } from "./figures-behind.ts";
import { figuresBehind } from "./figures-behind.ts";

interface Product {
  readonly modelId: string | null;
  readonly supplierProductId: string | null;
}

/**
 * Refuses lines whose supplier's figure rests on a declaration of the very product they stand in, directly or over other
 * operators' declarations: `E_SUPPLY_CIRCLE` at the line. Looks at what is declared here; a figure from elsewhere ends the
 * chain, because nothing of it is known.
 */
export async function refuseCircle(
  tx: Database,
  { modelId, supplierProductId }: Product,
  lines: readonly SuppliedLine[],
): Promise<void> {
  const product = modelId ?? supplierProductId;
  const supplied = await suppliedBy(tx, lines);
  if (product === null || supplied.length === 0) return;
  const links = await readLinks(tx);
  const circles = supplied.flatMap(({ code, from }) => {
    const way = circleThrough(links, product, from);
    return way === null
      ? []
      : [{ code: "E_SUPPLY_CIRCLE", path: `${code}.factorId`, params: { value: String(way.length) } }];
  });
  if (circles.length > 0) throw invalidInput(circles);
}

/** The products declared here whose figures the lines use, directly or through an own factor. */
async function suppliedBy(tx: Database, lines: readonly SuppliedLine[]) {
  const stands = await figuresBehind(tx, lines);
  if (stands.length === 0) return [];
  const declared = await tx
    .select({ footprintId: supplierFootprint.id, from: productOf(declaration) })
    .from(supplierFootprint)
    .innerJoin(declaration, eq(declaration.id, supplierFootprint.declarationId))
    .where(
      inArray(
        supplierFootprint.id,
        stands.map(({ footprintId }) => footprintId),
      ),
    );
  // A line that took a factor over names the record behind it as well: one stand, said twice.
  const once = new Map(stands.map((stand) => [`${stand.code} ${stand.footprintId}`, stand]));
  return [...once.values()].flatMap(({ code, footprintId }) =>
    declared.filter((one) => one.footprintId === footprintId).map(({ from }) => ({ code, from })),
  );
}

/** What a declaration is about: the model or the supplied product, whichever it has. */
function productOf({
  modelId,
  supplierProductId,
}: {
  readonly modelId: AnyPgColumn;
  readonly supplierProductId: AnyPgColumn;
}): SQL<string> {
  return sql<string>`coalesce(${modelId}, ${supplierProductId})`;
}

/** Every link between products declared here, of declarations that count or may yet count. */
async function readLinks(tx: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const source = alias(declaration, "source");
  const [product, from] = [productOf(declaration), productOf(source)];
  const rows = await tx
    .selectDistinct({ product, from })
    .from(inventoryLine)
    .innerJoin(declaration, eq(declaration.inventoryId, inventoryLine.inventoryId))
    .leftJoin(
      emissionFactor,
      or(
        and(
          eq(emissionFactor.id, inventoryLine.factorId),
          eq(emissionFactor.version, inventoryLine.factorVersion),
        ),
        and(
          eq(emissionFactor.id, inventoryLine.recycledFactorId),
          eq(emissionFactor.version, inventoryLine.recycledFactorVersion),
        ),
      ),
    )
    .innerJoin(
      supplierFootprint,
      or(
        eq(supplierFootprint.id, inventoryLine.supplierFootprintId),
        eq(supplierFootprint.id, emissionFactor.supplierFootprintId),
      ),
    )
    .innerJoin(source, eq(source.id, supplierFootprint.declarationId))
    .where(
      and(
        inArray(declaration.state, ["draft", "in_review", "released"]),
        isNotNull(supplierFootprint.declarationId),
      ),
    );
  const links = new Map<string, string[]>();
  for (const row of rows) links.set(row.product, [...(links.get(row.product) ?? []), row.from]);
  return links;
}

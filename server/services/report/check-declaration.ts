import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { checkReport } from "../../domain/report-check/check-report.ts";
import type { Evidence, Finding } from "../../domain/report-check/finding.ts";
import { reportOfInventory } from "../../domain/report-check/report-of-inventory.ts";
import type { InventoryReportHeader } from "../../domain/report-check/report-of-inventory.ts";
import { calculated } from "../footprint/calculated.ts";
import { loadDeclaration } from "../footprint/load.ts";

/** What the checker finds in a declaration as it is, each with the line it speaks of (null: the whole). */
export interface DeclarationCheck {
  readonly findings: readonly (Finding & { readonly line: string | null })[];
  readonly evidence: readonly (Evidence & { readonly line: string | null })[];
  /** False while the inventory does not compute: then sums and shares were not checked. */
  readonly computes: boolean;
}

/** Puts a declaration's inventory into the form of a report and checks it. Nothing is stored. `DECLARATION_NOT_FOUND`. */
export async function checkDeclaration(
  ctx: Context,
  input: { readonly id: string },
): Promise<DeclarationCheck> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const { declaration, inventory, facility, model, product } = loaded;
  const { lines, result } = await calculated(ctx.db, loaded);
  const { report, declared, lineAt } = reportOfInventory(lines, result, {
    product: model?.name ?? product?.nameEn ?? "",
    chemistry: model?.chemistry ?? null,
    method: declaration.method,
    methodVersion: declaration.methodVersion,
    gwpSet: inventory.gwpSet,
    energy: inventory.energy,
    periodStart: inventory.periodStart,
    periodEnd: inventory.periodEnd,
    // A region in words says nothing to a table of codes.
    siteRegion: /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(facility.region ?? "") ? facility.region : facility.country,
    study: inventory.study,
    factors: await factorsBehind(ctx.db, lines),
  });
  const { findings, evidence } = checkReport({ report, declared });
  const atLine = <T extends { readonly path: string }>(one: T) => ({ ...one, line: lineAt(one.path) });
  return { findings: findings.map(atLine), evidence: evidence.map(atLine), computes: result !== null };
}

/** Year and geography of the library factor behind each line that has one. */
async function factorsBehind(
  db: Database,
  lines: readonly InventoryLine[],
): Promise<InventoryReportHeader["factors"]> {
  const ids = [...new Set(lines.flatMap(({ factorId }) => factorId ?? []))];
  if (ids.length === 0) return new Map();
  const known = await db
    .select({
      id: emissionFactor.id,
      version: emissionFactor.version,
      year: emissionFactor.year,
      geography: emissionFactor.geography,
    })
    .from(emissionFactor)
    .where(inArray(emissionFactor.id, ids));
  return new Map(
    lines.flatMap(({ code, factorId, factorVersion }) => {
      const factor = known.find(({ id, version }) => id === factorId && version === factorVersion);
      return factor === undefined
        ? []
        : [[code, { year: factor.year, geography: factor.geography }] as const];
    }),
  );
}

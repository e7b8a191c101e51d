import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { footprintAddress } from "../../domain/record/product-footprint.ts";
import { eq, inArray } from "drizzle-orm";
import { declaration, operator } from "../../../db/schema/index.ts";
import { figuresBehind } from "../supplier/figures-behind.ts";
import { figureRows, judgeFigure } from "../supplier/judge-figure.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import type { SupplierLink } from "./view.ts";

/** How the suppliers' figures behind a declaration stand, without saying whose they are: for everybody. */
export interface SupplierCount {
  /** Figures of suppliers that the declaration rests on. */
  readonly all: number;
  /** Of them with a signed record. */
  readonly signed: number;
  /** Signed records that hold: signature, issuer, digest, not withdrawn, and the figure used is the one signed. */
  readonly holding: number;
  /** Signed records that their suppliers have withdrawn since. */
  readonly withdrawn: number;
}

/**
 * The suppliers' figures behind a declaration, each judged now, for whoever may read its study: the operator's people,
 * notified bodies, authorities once it is released. `DECLARATION_NOT_FOUND`.
 */
export async function readSupplierLinks(
  ctx: Context,
  input: { readonly id: string },
): Promise<readonly SupplierLink[]> {
  demand(ctx, "study.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  const { state, operatorId } = loaded.declaration;
  demand(ctx, state === "draft" || state === "in_review" ? "studyDraft.read" : "study.read", operatorId);
  return supplierLinks(ctx, restOf(loaded));
}

/** How many suppliers' figures stand behind a declaration and how many of them hold. The caller has asked the policy. */
export async function countSuppliers(ctx: Context, declarationId: string): Promise<SupplierCount> {
  const [rest] = await ctx.db
    .select({ inventoryId: declaration.inventoryId, basis: declaration.basis })
    .from(declaration)
    .where(eq(declaration.id, declarationId));
  const links = rest === undefined ? [] : await supplierLinks(ctx, rest);
  const signed = links.filter(({ verdict }) => verdict !== null);
  const withdrawn = links.filter((link) => link.withdrawn !== null).length;
  return { all: links.length, signed: signed.length, holding: signed.filter(holds).length, withdrawn };
}

/** Whether a link of the chain holds; what was replaced or has expired since held when it was used. */
function holds({
  verdict,
  isUnchanged,
  withdrawn,
}: Pick<SupplierLink, "verdict" | "isUnchanged" | "withdrawn">): boolean {
  if (verdict === null || !isUnchanged || withdrawn !== null) return false;
  return verdict.parts.every(({ state, code = "" }) => state !== "failed" || heldThen.has(code));
}

const heldThen: ReadonlySet<string> = new Set(["R_TIME_EXPIRED", "R_STATUS_SUPERSEDED"]);

/** Where a declaration names what it rests on: frozen with it, or in its lines. */
type RestsOn = Pick<typeof declaration.$inferSelect, "basis" | "inventoryId">;

/** What a loaded declaration rests on. */
export function restOf({ declaration: { basis, inventoryId } }: LoadedDeclaration): RestsOn {
  return { basis, inventoryId };
}

/** The links themselves. The caller has asked the policy. */
export async function supplierLinks(
  ctx: Context,
  { basis, inventoryId }: RestsOn,
): Promise<readonly SupplierLink[]> {
  const frozen = basis?.supplierFigures;
  const ids =
    frozen === undefined
      ? (await figuresBehind(ctx.db, await loadLines(ctx.db, inventoryId))).map(
          ({ footprintId }) => footprintId,
        )
      : frozen.map(({ id }) => id);
  const rows = await figureRows(ctx.db, ids);
  const supplierIds = rows.flatMap(({ supplierOperatorId: id }) => (id === null ? [] : [id]));
  const suppliers =
    supplierIds.length === 0
      ? []
      : await ctx.db.select().from(operator).where(inArray(operator.id, supplierIds));
  return Promise.all(
    rows.map(async (row) => {
      const judged = await judgeFigure(ctx, ctx.db, row);
      const { verdict, hasDigest, saysTheSame, isExpired, withdrawn, replacedBy } = judged;
      const slug = suppliers.find(({ id }) => id === row.supplierOperatorId)?.slug;
      const isPublic = row.record !== null && row.receivedByOperatorId === null && slug !== undefined;
      return {
        ...{ id: row.id, supplierName: row.supplierName, productName: row.productName },
        ...{ value: row.value, unit: row.unit, verdict, isExpired, withdrawn },
        recordPath: isPublic
          ? `${new URL(footprintAddress(ctx.publicUrl, slug, row.id)).pathname}/record`
          : null,
        isUnchanged: hasDigest && saysTheSame,
        isReplaced: replacedBy !== null,
      };
    }),
  );
}

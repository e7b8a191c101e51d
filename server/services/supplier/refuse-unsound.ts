import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { Problem } from "../../domain/problem.ts";
import { compare, parseExact } from "../../domain/quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../../domain/quantity/unit.ts";
import { Refusal } from "../../refusal.ts";
import { figuresBehind } from "./figures-behind.ts";
import type { FigureJudgement, FootprintRow } from "./judge-figure.ts";
import { figureRows, judgeFigure } from "./judge-figure.ts";
import { perKilogramOf } from "./list-footprints.ts";
import { refuseCircle } from "./refuse-circle.ts";

/**
 * Verifies again every supplier's figure that lines rest on, at the moment others will rely on the result.
 * `SUPPLIER_FIGURE_UNSOUND` with a problem for each line: `E_SUPPLIER_SIGNATURE`, `E_SUPPLIER_DIGEST`,
 * `E_SUPPLIER_EXPIRED`, `E_SUPPLIER_WITHDRAWN`, `E_SUPPLIER_REPLACED`, and `E_SUPPLIER_VALUE` where the line calculates with another value than
 * the record it names. `E_SUPPLY_CIRCLE` as in {@link refuseCircle}.
 */
export async function refuseUnsoundFigures(
  ctx: Pick<Context, "now" | "publicUrl">,
  tx: Database,
  lines: readonly InventoryLine[],
  product: { readonly modelId: string | null; readonly supplierProductId: string | null },
): Promise<void> {
  const counted = lines.filter(({ publishedProblem }) => publishedProblem === null);
  const uses = await figuresBehind(tx, counted);
  if (uses.length === 0) return;
  const problems: Problem[] = [];
  for (const row of await figureRows(
    tx,
    uses.map(({ footprintId }) => footprintId),
  )) {
    const judged = await judgeFigure(ctx, tx, row);
    const codes = [
      ...new Set(uses.filter(({ footprintId }) => footprintId === row.id).map(({ code }) => code)),
    ];
    for (const line of codes) {
      const found = [
        ...problemsOf(judged),
        ...counted
          .filter(({ code, supplierFootprintId }) => code === line && supplierFootprintId === row.id)
          .flatMap((one) => (isItsValue(one, row) ? [] : ["E_SUPPLIER_VALUE"])),
      ];
      problems.push(...found.map((code) => problemAt(code, line, row)));
    }
  }
  if (problems.length > 0) throw unsound(problems);
  await refuseCircle(tx, product, counted);
}

/** Refuses to take over a figure in the same words, with no line yet: a signed one that does not hold, or any replaced one. */
export async function refuseUnsoundFigure(
  ctx: Pick<Context, "now" | "publicUrl" | "db">,
  row: FootprintRow,
): Promise<void> {
  const codes = problemsOf(await judgeFigure(ctx, ctx.db, row));
  if (codes.length > 0) throw unsound(codes.map((code) => problemAt(code, "", row)));
}

function problemAt(code: string, line: string, { productName }: FootprintRow): Problem {
  return {
    ...{ code, path: line === "" ? "" : `${line}.factorId` },
    params: { line: line === "" ? "–" : line, value: productName },
  };
}

function unsound(problems: readonly Problem[]): Refusal {
  return new Refusal(
    "SUPPLIER_FIGURE_UNSOUND",
    "A supplier's figure behind this inventory cannot be relied on any more.",
    problems,
  );
}

function problemsOf({
  verdict,
  hasDigest,
  saysTheSame,
  isExpired,
  withdrawn,
  replacedBy,
}: FigureJudgement): readonly string[] {
  // A record past its term fails its signature part by that alone; what is wrong is the term.
  const isOver = isExpired || (verdict?.parts.some(({ code }) => code === "R_TIME_EXPIRED") ?? false);
  const isUnsigned =
    verdict !== null && (verdict.overall === "wrong" || verdict.overall === "couldNotCheck") && !isOver;
  return [
    ...(isUnsigned ? ["E_SUPPLIER_SIGNATURE"] : []),
    ...(hasDigest && (saysTheSame || isOver || isUnsigned) ? [] : ["E_SUPPLIER_DIGEST"]),
    ...(isOver ? ["E_SUPPLIER_EXPIRED"] : []),
    ...(withdrawn === null ? [] : ["E_SUPPLIER_WITHDRAWN"]),
    ...(replacedBy === null ? [] : ["E_SUPPLIER_REPLACED"]),
  ];
}

/** Whether a line calculates with the value of the record it names, in whatever unit of the same kind. */
function isItsValue({ factorValue, factorUnit }: InventoryLine, row: FootprintRow): boolean {
  const perKilogram = perKilogramOf(row);
  return [
    { value: row.value, unit: row.unit },
    ...(perKilogram === null ? [] : [{ value: perKilogram, unit: "kgCO2e/kg" }]),
  ].some((figure) => {
    const [mine, its] = [parseExact(factorValue ?? ""), parseExact(figure.value)];
    const [from, to] = [parseUnit(factorUnit ?? ""), parseUnit(figure.unit)];
    if (mine === null || its === null || from === null || to === null || !areComparable(from, to))
      return false;
    return compare(convert(mine, from, to), its) === 0;
  });
}

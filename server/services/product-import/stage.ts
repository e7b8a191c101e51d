import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { insertMany } from "../../../db/insert-many.ts";
import { importRow, importRun, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { ColumnMapping, FoundHeading } from "../../domain/import/heading.ts";
import { findHeading, fitMapping, shapeOf } from "../../domain/import/heading.ts";
import { keepableSheets, keepableText } from "../../domain/import/keepable-sheets.ts";
import { columnOf } from "../../domain/import/read-rows.ts";
import type { ProductKind } from "../../domain/product-import/column.ts";
import { productColumns } from "../../domain/product-import/column.ts";
import { productFields } from "../../domain/product-import/fields.ts";
import { readProductRows } from "../../domain/product-import/row.ts";
import type { Problem } from "../../domain/problem.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { headerHashOf, keepMapping, keptMapping } from "../import/mapping.ts";
import { keepStagedFile } from "../import/staged-file.ts";
import type { ImportWatch } from "../import/watch.ts";
import { unwatched } from "../import/watch.ts";
import { Fields, invalidInput } from "../input.ts";
import { isUuid, newId } from "../new-id.ts";
import { handlers } from "./handler.ts";

/** A file of models or batteries as it was sent. */
export interface ProductFile {
  /** Identifier of the operator, or its slug. */
  readonly operator: string;
  readonly kind: ProductKind;
  /** Category of every model of the file; without it each row says its own. */
  readonly category?: string | undefined;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What the columns mean; without it what was kept for such a heading, else what is proposed. */
  readonly columns?: ColumnMapping | undefined;
  /** The sheet to read, where a workbook has several. */
  readonly sheet?: string | undefined;
}

/**
 * The dry run: reads a file of models or batteries, judges every row against the catalogue and the registry, and keeps the
 * good rows and the bad ones with every reason. Nothing else changes.
 *
 * Refusals: `OPERATOR_NOT_FOUND`; `INVALID_INPUT` for a file that is none (the codes of `readSpreadsheet`) or has no
 * heading (`E_SHEET_HEADING`), and for a category that is none.
 */
export async function stageProducts(
  ctx: Context,
  input: ProductFile,
  watch: ImportWatch = unwatched,
): Promise<{ readonly id: string }> {
  const { kind } = input;
  const { action, judge } = handlers[kind];
  demand(ctx, action, null);
  const [answering] = await ctx.db
    .select({ id: operator.id })
    .from(operator)
    .where(isUuid(input.operator) ? eq(operator.id, input.operator) : eq(operator.slug, input.operator));
  if (answering === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  const operatorId = answering.id;
  demand(ctx, action, operatorId);
  const category = categoryOf(input);
  await watch.report({ step: "reading" });
  const { catalogue } = await currentCatalogue(ctx.db);
  const columns = productColumns(catalogue, kind);
  const fields = productFields(columns);
  const read = await readSpreadsheet(input.bytes);
  if (!read.ok) throw invalidInput(read.problems);
  const heading = findHeading(keepableSheets(read.value), input.sheet, fields);
  if (heading === null) throw invalidInput([{ code: "E_SHEET_HEADING", path: "file" }]);
  const headerHash = headerHashOf(shapeOf(heading));
  const known = input.columns ?? (await keptMapping(ctx.db, operatorId, headerHash, kind));
  const mapping = fitMapping(known ?? heading.proposed, heading, fields);
  const rows = readProductRows(heading, mapping, columns);
  await watch.report({ step: "judging", rows: rows.length });
  const readable = rows.filter(({ problems }) => !problems.some(isError));
  const judged = await judge(ctx, ctx.db, { operatorId, category }, readable);
  const judgedAt = new Map(readable.map(({ number }, at) => [number, judged[at]]));
  const kept = rows.map((row) => {
    const one = judgedAt.get(row.number);
    const problems = [...row.problems, ...(one?.problems ?? [])];
    return {
      rowNumber: row.number,
      cells: row.cells,
      value:
        one === undefined || one.outcome === null
          ? null
          : { given: row.given, outcome: one.outcome, differences: one.differences },
      problems: problems.map((problem) => atColumn(problem, heading, mapping, row.cells)),
    };
  });
  await watch.report({ step: "keeping", rows: rows.length });
  const id = newId(ctx);
  const file = await keepStagedFile(ctx, id, input.bytes);
  const sha256 = createHash("sha256").update(input.bytes).digest("hex");
  const good = kept.filter(({ value }) => value !== null).length;
  const fileName = keepableText(input.fileName.trim().slice(0, 200));
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(importRun).values({
        ...{ id, operatorId, kind, category, sha256, fileName, columns: mapping },
        ...{ goodRows: good, badRows: kept.length - good },
        ...{ createdBy: ctx.caller.userId, createdAt: ctx.now() },
      });
      const noted = {
        ...{ isHeading: "yes", sheet: heading.sheet.name, headerHash, kept: file },
        units: heading.columns.map(({ index }) => heading.units?.cells[index] ?? ""),
      };
      const cells = heading.columns.map((column) => column.heading);
      await insertMany(tx, importRow, [
        { runId: id, rowNumber: heading.row.number, cells, value: noted, problems: [] },
        ...kept.map((row) => ({ runId: id, ...row })),
      ]);
      if (input.columns !== undefined)
        await keepMapping(ctx, tx, { operatorId, headerHash, columns: mapping, kind });
      const detail = { run: id, kind, fileName, sha256, good, bad: kept.length - good };
      await recordDeed(ctx, tx, { action: "import.stage", subject: id, operatorId, detail });
      watch.signal.throwIfAborted();
    });
  } catch (error) {
    await ctx.files.remove(file);
    throw error;
  }
  return { id };
}

function categoryOf({ kind, category }: ProductFile): string | null {
  if (kind === "items" || category === undefined || category === "") return null;
  const fields = new Fields();
  const known = fields.take("category", parseBatteryCategory(category));
  fields.refuse();
  return known ?? null;
}

function isError({ code }: Problem): boolean {
  return !code.startsWith("W_");
}

/** A problem of a whole row or data point is shown at its column, where the file has it, with what stands there. */
function atColumn(
  problem: Problem,
  heading: FoundHeading,
  mapping: ColumnMapping,
  cells: readonly string[],
): Problem {
  if (problem.params?.["column"] !== undefined) return problem;
  const [field = ""] = problem.path.split(/[.[]/);
  const place = columnOf(problem.path, heading, mapping) ?? columnOf(field, heading, mapping);
  if (place === null) return problem;
  const at = heading.columns.find(({ letters }) => letters === place.column)?.index ?? -1;
  return { ...problem, params: { value: (cells[at] ?? "").slice(0, 100), ...problem.params, ...place } };
}

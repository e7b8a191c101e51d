import { and, asc, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { importRow, importRun, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { nameColumns } from "../../domain/import/heading.ts";
import { headingOf, productColumns } from "../../domain/product-import/column.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { importDays } from "../import/clean-up.ts";
import { Refusal } from "../../refusal.ts";
import { signsOutside } from "../operator/signs-outside.ts";
import { pathOf } from "../product-path.ts";
import type { RowOutcome } from "./handler.ts";
import { handlers } from "./handler.ts";
import { dataRows, demandProductRun, factsOf, isCutOff, keptRow, stateOf } from "./load.ts";
import { rowsToSign } from "./run.ts";
import type { ProductRowView, ProductRunRow, ProductRunView } from "./view.ts";

/** Rows of each kind that a screen shows. */
const shownRows = 200;

const isDone = sql<number>`(select count(*)::int from ${importRow}
  where ${importRow.runId} = ${importRun.id} and ${importRow.outcome} is not null)`;

const names = { operatorName: operator.name, operatorNameOriginal: operator.nameOriginal };

/** Imports of models and batteries of the caller's operators, the newest first. */
export async function listProductRuns(ctx: Context): Promise<readonly ProductRunRow[]> {
  demand(ctx, "model.read", null);
  const own = [...new Set(ctx.caller.memberships.flatMap(({ operatorId }) => operatorId ?? []))].filter(
    (id) => allows(ctx.caller.memberships, "model.read", id),
  );
  const rows = await ctx.db
    .select({ run: importRun, names, doneRows: isDone })
    .from(importRun)
    .innerJoin(operator, eq(operator.id, importRun.operatorId))
    .where(and(inArray(importRun.operatorId, own), inArray(importRun.kind, ["models", "items"])))
    .orderBy(desc(importRun.createdAt), desc(importRun.id))
    .limit(100);
  return rows.map(({ run, names: of, doneRows }) => rowOf(ctx, run, of, doneRows));
}

function rowOf(
  ctx: Context,
  run: typeof importRun.$inferSelect,
  of: { readonly operatorName: string; readonly operatorNameOriginal: string | null } | undefined,
  doneRows: number,
): ProductRunRow {
  const { id, operatorId, category, fileName, goodRows, badRows } = run;
  return {
    ...{ id, operatorId, category, fileName, goodRows, badRows, doneRows },
    operatorName: of?.operatorName ?? "",
    operatorNameOriginal: of?.operatorNameOriginal ?? null,
    kind: run.kind === "items" ? "items" : "models",
    state: stateOf(run.state),
    isCutOff: isCutOff(run, ctx.now()),
    createdAt: run.createdAt.toISOString(),
  };
}

/** One import: its dry run, how far it is, what became of it. `IMPORT_NOT_FOUND`. */
export async function readProductRun(ctx: Context, input: { readonly id: string }): Promise<ProductRunView> {
  const found = await demandProductRun(ctx, ctx.db, input.id);
  const { run, kind } = found;
  const [named] = await ctx.db
    .select({ names, doneRows: isDone })
    .from(importRun)
    .innerJoin(operator, eq(operator.id, importRun.operatorId))
    .where(eq(importRun.id, run.id));
  const { catalogue } = await currentCatalogue(ctx.db);
  const columns = productColumns(catalogue, kind);
  const { sheet, kept, heading } = await factsOf(ctx.db, found);
  const places = nameColumns(heading);
  const nameAt = places.filter(({ key }) =>
    ["modelCode", "batterySerialNumber"].includes(run.columns[key] ?? ""),
  );
  const rows = await ctx.db
    .select()
    .from(importRow)
    .where(dataRows(run.id))
    .orderBy(asc(importRow.rowNumber))
    .limit(50);
  const view = (row: typeof importRow.$inferSelect): ProductRowView => ({
    number: row.rowNumber,
    name: nameAt.map(({ index }) => row.cells[index] ?? "").find((text) => text !== "") ?? "",
    problems: row.problems,
    differences: row.value === null ? [] : keptRow(row.value).differences,
    outcome: outcomeOf(row.outcome),
    path: row.productUrl === null ? null : pathOf(ctx, row.productUrl),
  });
  const some = async (where: ReturnType<typeof and>) =>
    (
      await ctx.db
        .select()
        .from(importRow)
        .where(and(dataRows(run.id), where))
        .orderBy(asc(importRow.rowNumber))
        .limit(shownRows)
    ).map(view);
  const foreseen = sql<string>`coalesce(${importRow.outcome}, ${importRow.value} ->> 'outcome')`;
  const counted = await ctx.db
    .select({ outcome: foreseen, rows: count() })
    .from(importRow)
    .where(and(dataRows(run.id), sql`${importRow.value} is not null`))
    .groupBy(foreseen);
  const counts = (of: RowOutcome) => counted.find(({ outcome }) => outcome === of)?.rows ?? 0;
  return {
    ...rowOf(ctx, run, named?.names, named?.doneRows ?? 0),
    sheet,
    columns: places.map(({ key, heading: text, letters, index }) => ({
      ...{ key, heading: text, letters },
      field: run.columns[key] ?? null,
      sample: rows.flatMap(({ cells }) => cells[index] || []).slice(0, 3),
    })),
    fields: columns.map((column) => ({
      id: column.id,
      en: headingOf(column, "en"),
      zh: headingOf(column, "zh"),
    })),
    hasFile: kept !== "",
    counts: { created: counts("created"), changed: counts("changed"), unchanged: counts("unchanged") },
    bad: await some(isNull(importRow.value)),
    changed: await some(sql`${importRow.value} ->> 'outcome' = 'changed'`),
    repaired: await some(
      sql`${importRow.value} is not null and jsonb_array_length(${importRow.problems}) > 0`,
    ),
    done: await some(sql`${importRow.outcome} is not null`),
    keptDays: importDays,
    toSign:
      kind === "items" && (await isSignedOutside(ctx, run.operatorId))
        ? Math.min(run.goodRows - (named?.doneRows ?? 0), rowsToSign)
        : null,
    may: { enter: allows(ctx.caller.memberships, handlers[kind].action, run.operatorId) },
  };
}

function outcomeOf(text: string | null): RowOutcome | null {
  return text === "created" || text === "changed" || text === "unchanged" ? text : null;
}

/** An operator without a key that counts signs nowhere. */
async function isSignedOutside({ db }: Context, id: string): Promise<boolean> {
  try {
    return await signsOutside(db, { id, name: "" });
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

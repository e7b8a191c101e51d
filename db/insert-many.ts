import { getTableColumns, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "./client.ts";

/** Rows in one statement: some megabytes of text at most. */
const batch = 2000;

/**
 * Adds many rows of one shape, several times as fast as one parameter for each value: they travel as one JSON text, which
 * PostgreSQL takes apart by the types of the columns. Decimals are texts in it, so every digit arrives.
 *
 * @param rows plain values under the names of the columns, all with the same names; a moment travels as its text, bytes have no place here.
 */
export async function insertMany<T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly T["$inferInsert"][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const names = Object.keys(first).filter((name) => Object.hasOwn(getTableColumns(table), name));
  const columns = sql.join(
    names.map((name) => sql.identifier(toSnakeCase(name))),
    sql`, `,
  );
  for (let at = 0; at < rows.length; at += batch) {
    const part = rows
      .slice(at, at + batch)
      .map((row) =>
        Object.fromEntries(new Map(Object.entries(row).map(([name, value]) => [toSnakeCase(name), value]))),
      );
    const text = JSON.stringify(part, wellFormed);
    await db.execute(
      sql`insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ${text}::json)`,
    );
  }
}

/** Half a pair of surrogates, which JSON may hold and PostgreSQL not, becomes what any text makes of it. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

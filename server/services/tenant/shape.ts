import { sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";

/** A table as the database has it. */
export interface TableShape {
  readonly name: string;
  /** In their order; generated ones left out. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** What rows of it refer to. */
  readonly references: readonly Reference[];
}

interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly others: readonly string[];
}

/** The tables of these names, from the catalogue of the database itself. */
export async function shapesOf(db: Database, names: readonly string[]): Promise<readonly TableShape[]> {
  const wanted = sql.param([...names]);
  const columns = await db.execute<{ name: string; column: string }>(sql`
    select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${wanted}::text[])
      and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`);
  const constraints = await db.execute<{
    name: string;
    kind: string;
    columns: readonly string[];
    table: string | null;
    others: readonly string[];
  }>(sql`
    select c.relname as name, k.contype::text as kind, p.relname as table,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.i) as columns,
      array(select a.attname::text from unnest(coalesce(k.confkey, '{}')) with ordinality u(n, i)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.i) as others
    from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class p on p.oid = k.confrelid
    where c.relnamespace = 'public'::regnamespace and c.relname = any(${wanted}::text[])
      and k.contype in ('p', 'f') order by k.conname`);
  return names.map((name) => ({
    name,
    columns: columns.rows.filter((row) => row.name === name).map((row) => row.column),
    key: constraints.rows.find((row) => row.name === name && row.kind === "p")?.columns ?? [],
    references: constraints.rows.flatMap(({ table, ...row }) =>
      row.name === name && row.kind === "f" && table !== null
        ? [{ columns: row.columns, table, others: row.others }]
        : [],
    ),
  }));
}

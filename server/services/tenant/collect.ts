import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { TableShape } from "./shape.ts";
import type { ArchivedTable } from "./tables.ts";

/** Keys of rows by table, each as the JSON of its columns. */
export type Collected = ReadonlyMap<string, ReadonlySet<string>>;

/** All that is the operator's of them is its own already; what others declared, and who their people are, is theirs. */
const notFollowed: readonly string[] = ["declaration", "user"];

/** Keys in one statement. */
const batch = 5000;

/**
 * The rows an archive of an operator holds: its own, and whatever they refer to, so that every reference in it leads to a
 * row in it.
 */
export async function collectRows(
  db: Database,
  operatorId: string,
  tables: readonly ArchivedTable[],
  shapes: ReadonlyMap<string, TableShape>,
): Promise<Collected> {
  const collected = new Map<string, Set<string>>(tables.map(({ name }) => [name, new Set<string>()]));
  let fresh = new Map<string, readonly string[]>();
  for (const { name, own } of tables) {
    const shape = shapes.get(name);
    if (own === undefined || shape === undefined) continue;
    const { rows } = await db.execute<{ key: string }>(
      sql`select ${keyOf(shape, "t")} as key from ${sql.identifier(name)} t where ${own(operatorId)}`,
    );
    fresh.set(name, added(collected, name, rows));
  }
  while (fresh.size > 0) {
    const next = new Map<string, readonly string[]>();
    for (const [name, keys] of fresh) {
      const shape = shapes.get(name);
      for (const { columns, table, others } of shape?.references ?? []) {
        if (notFollowed.includes(table)) continue;
        const parent = shapes.get(table);
        if (shape === undefined || parent === undefined) continue;
        for (let at = 0; at < keys.length; at += batch) {
          const on = columns.map(
            (column, index) => sql`p.${sql.identifier(others[index] ?? "")} = c.${sql.identifier(column)}`,
          );
          const { rows } = await db.execute<{ key: string }>(sql`
            select distinct ${keyOf(parent, "p")} as key from ${sql.identifier(name)} c
            join unnest(${sql.param(keys.slice(at, at + batch))}::text[]) k(key) on k.key = ${keyOf(shape, "c")}
            join ${sql.identifier(table)} p on ${sql.join(on, sql` and `)}`);
          next.set(table, [...(next.get(table) ?? []), ...added(collected, table, rows)]);
        }
      }
    }
    fresh = new Map([...next].filter(([, keys]) => keys.length > 0));
  }
  return collected;
}

/** The key of a row as one text. */
export function keyOf({ key }: TableShape, alias: string): SQL {
  const columns = key.map((column) => sql`${sql.raw(alias)}.${sql.identifier(column)}`);
  return sql`jsonb_build_array(${sql.join(columns, sql`, `)})::text`;
}

function added(
  collected: ReadonlyMap<string, Set<string>>,
  table: string,
  rows: readonly { readonly key: string }[],
): readonly string[] {
  const held = collected.get(table);
  const found = rows.map(({ key }) => key).filter((key) => held?.has(key) === false);
  for (const key of found) held?.add(key);
  return found;
}

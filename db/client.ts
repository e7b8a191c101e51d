import { drizzle } from "drizzle-orm/node-postgres";
import type { NodePgDatabase, NodePgTransaction } from "drizzle-orm/node-postgres";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import pg from "pg";
import * as schema from "./schema/index.ts";

export type Schema = typeof schema;
/** The database, or a transaction on it: services take either. */
export type Database = NodePgDatabase<Schema> | NodePgTransaction<Schema, ExtractTablesWithRelations<Schema>>;

/** Connects to a server and returns drizzle over a pool; the caller ends the pool. */
export function connect(config: pg.PoolConfig): { db: NodePgDatabase<Schema>; pool: pg.Pool } {
  const pool = new pg.Pool(config);
  // An idle connection that breaks (the server was restarted) is replaced at the next query; without a listener it would end the process.
  pool.on("error", () => {});
  return { db: drizzle(pool, { schema, casing: "snake_case" }), pool };
}

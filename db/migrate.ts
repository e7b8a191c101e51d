import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as drizzleMigrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { grantApplicationRole } from "./role.ts";

/** "migr" in ASCII: two programs that start at once migrate one after the other. */
const migrationLock = 0x6d696772;

/**
 * Brings the database up to the newest migration in `folder` and gives the role that the program works as its rights; safe
 * to call at every start and from several programs at once.
 */
export async function migrate(
  config: pg.ClientConfig,
  folder = path.resolve("db/migrations"),
): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await drizzleMigrate(drizzle(client), { migrationsFolder: folder });
    await grantApplicationRole(client);
  } finally {
    await client.end(); // and with it the lock
  }
}

/** Creates a database on the server unless it is there already. `config` names the maintenance database. */
export async function ensureDatabase(
  config: pg.ClientConfig,
  name: string,
  template = "template0",
): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0)
      await client.query(
        `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`,
      );
  } finally {
    await client.end();
  }
}

import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { inject } from "vitest";
import { connect } from "./client.ts";
import type { Database, Schema } from "./client.ts";
import { applicationRole } from "./role.ts";

export interface TestDatabase {
  /** As the program works: the role that owns nothing. */
  readonly db: NodePgDatabase<Schema>;
  /** As an administrator of the database, who may do everything; for what no program of ours does. */
  readonly admin: NodePgDatabase<Schema>;
  readonly adminPool: pg.Pool;
  readonly pool: pg.Pool;
  readonly config: pg.ClientConfig;
  /** The same as a connection string, for programs under test. */
  readonly url: string;
  /** Changes rows as an administrator can who lets no trigger stand in the way. */
  tamper(change: (tx: Database) => Promise<unknown>): Promise<void>;
  /** Closes the pool and drops the database. */
  end(): Promise<void>;
}

/** A fresh, migrated, empty database of this test file's own, cloned from the run's template. Call in `beforeAll`, `end` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject("postgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onMaintenance(`create database ${name} template ${template.database ?? ""}`);
  // The rights on a database are not part of what a template gives.
  await onMaintenance(`revoke temporary on database ${name} from public`);
  const config = { ...template, user: applicationRole, database: name };
  const { db, pool } = connect({ ...config, max: 8 });
  const administrator = connect({ ...template, database: name, max: 2 });
  return {
    db,
    admin: administrator.db,
    adminPool: administrator.pool,
    tamper: (change) =>
      administrator.db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await change(tx);
      }),
    pool,
    config,
    url: urlOf(config),
    end: async () => {
      await Promise.all([pool.end(), administrator.pool.end()]);
      await onMaintenance(`drop database ${name} with (force)`);
    },
  };
}

async function onMaintenance(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject("postgres"), database: "postgres" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(config: pg.ClientConfig): string {
  const url = new URL(`postgresql://localhost:${config.port ?? 5432}/${config.database ?? ""}`);
  url.username = config.user ?? "";
  if (typeof config.password === "string") url.password = config.password;
  url.searchParams.set("host", config.host ?? "localhost");
  return url.href;
}

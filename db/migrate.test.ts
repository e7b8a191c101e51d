import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ensureDatabase, migrate } from "./migrate.ts";

const name = `test_${randomBytes(6).toString("hex")}`;
const maintenance = { ...inject("postgres"), database: "postgres" };
const config = { ...maintenance, database: name };

beforeAll(() => ensureDatabase(maintenance, name));

afterAll(async () => {
  await query(maintenance, `drop database ${name} with (force)`);
});

async function query(on: pg.ClientConfig, statement: string): Promise<unknown[]> {
  const client = new pg.Client(on);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("two programs that migrate at once do it once, and a later start has nothing to do", async () => {
  await Promise.all([migrate(config), migrate(config)]);
  const applied = () => query(config, "select hash from drizzle.__drizzle_migrations order by id");
  const first = await applied();
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first.map((row) => JSON.stringify(row))).size).toBe(first.length);
  await migrate(config);
  expect(await applied()).toEqual(first);
});

test("creating a database that is there changes nothing", async () => {
  await query(config, "create table kept ()");
  await ensureDatabase(maintenance, name);
  expect(await query(config, "select to_regclass('kept') is not null as kept")).toEqual([{ kept: true }]);
});

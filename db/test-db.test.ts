import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operator } from "./schema/index.ts";
import { testDatabase } from "./test-db.ts";
import type { TestDatabase } from "./test-db.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([testDatabase(), testDatabase()]);
});

afterAll(async () => {
  await Promise.all([first.end(), second.end()]);
});

test("a test database has every table and no operator", async () => {
  expect(await first.db.select().from(operator)).toEqual([]);
});

test("what one test file writes, another does not see", async () => {
  await first.db.execute(
    sql`insert into registry (public_url, demonstration) values ('http://localhost:1', true)`,
  );
  const { rows } = await second.db.execute(sql`select * from registry`);
  expect(rows).toEqual([]);
});

test("the address of a test database reaches the same database", async () => {
  const client = new pg.Client(first.url);
  await client.connect();
  const { rows } = await client.query("select current_database() as name");
  await client.end();
  expect(rows).toEqual([{ name: first.config.database }]);
});

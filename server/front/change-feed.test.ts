import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../db/test-db.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { createLogger } from "../platform/logger.ts";
import { listenForChanges } from "./change-feed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.end());

test("a change is told, a lost connection is admitted, and the feed comes back by itself", async () => {
  const changed: string[] = [];
  const informed: boolean[] = [];
  const feed = listenForChanges({
    database: database.config,
    onChange: (path) => changed.push(path),
    onInformed: (now) => informed.push(now),
    logger: createLogger(() => {}),
  });
  const announce = (path: string) => database.pool.query("select pg_notify('passport_changed', $1)", [path]);

  await expect.poll(() => informed).toEqual([true]);
  await announce("/01/1");
  await expect.poll(() => changed).toEqual(["/01/1"]);

  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cellproof change feed' and datname = current_database()",
  );
  await expect.poll(() => informed, { timeout: 10_000 }).toEqual([true, false, true]);
  await announce("/01/2");
  await expect.poll(() => changed).toEqual(["/01/1", "/01/2"]);

  await feed.stop();
  expect(informed).toEqual([true, false, true]);
});

import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resultSheet } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { createRuntime } from "../../server/platform/runtime.ts";
import { testUrl } from "../../server/test/fixture.ts";
import { answerSheetRequest } from "./answer-result-sheet.tsx";

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "sheets-"));
  globalThis.cellproofRuntime = createRuntime({
    database: database.config,
    publicUrl: testUrl,
    dataDir,
    keyEncryptionKey: new Uint8Array(randomBytes(32)),
    sessionSecret: "a secret of this test alone, long enough",
  });
});
afterAll(async () => {
  await globalThis.cellproofRuntime?.end();
  globalThis.cellproofRuntime = undefined;
  await database.end();
  fs.rmSync(dataDir, { recursive: true });
});

async function ask(from: string, fields: Readonly<Record<string, string>>): Promise<number> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { origin: testUrl, "x-forwarded-for": from };
  return (await answerSheetRequest(new Request(`${testUrl}/sheets`, { method: "POST", headers, body })))
    .status;
}

test("one address has twenty sheets signed in ten minutes, though it asks for all at once; others are served", async () => {
  const nothing = { q: "/01/09520123456788" };
  // What is refused costs nothing, and is not counted.
  for (let n = 0; n < 3; n++) expect(await ask("192.0.2.1", { ...nothing, at: "yesterday" })).toBe(400);
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask("192.0.2.1", nothing)));
  expect(answers.toSorted((one, other) => one - other)).toEqual([
    ...Array.from({ length: 20 }, () => 303),
    ...Array.from({ length: 5 }, () => 429),
  ]);
  expect(await ask("192.0.2.2", nothing)).toBe(303);
  expect(await ask("192.0.2.1", nothing)).toBe(429);
  expect(await database.db.$count(resultSheet)).toBe(21);
}, 120_000);

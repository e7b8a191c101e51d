import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelReport } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { createRuntime } from "../../server/platform/runtime.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../server/test/fixture.ts";
import { answerReport } from "./answer-report.tsx";

let database: TestDatabase;
let dataDir: string;
let productUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  const operator = await fixture(database).operator("maker");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  productUrl = model.productUrl;
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "reports-"));
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

async function send(from: string, fields: Readonly<Record<string, string>>): Promise<number> {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    ...{ "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length) },
    "x-forwarded-for": from,
  };
  const request = new Request(`${productUrl}/report`, { method: "POST", headers, body });
  return (await answerReport(request)).status;
}

test("one address files five reports in ten minutes, though it sends all at once; others are heard", async () => {
  const report = { kind: "copied", text: "The same code on two packs." };
  // What is refused is kept nowhere, and not counted.
  for (let n = 0; n < 6; n++) expect(await send("192.0.2.1", { ...report, kind: "" })).toBe(400);
  const answers = await Promise.all(Array.from({ length: 9 }, () => send("192.0.2.1", report)));
  expect(answers.toSorted((one, other) => one - other)).toEqual([
    ...Array.from({ length: 5 }, () => 200),
    ...Array.from({ length: 4 }, () => 429),
  ]);
  expect(await send("192.0.2.2", report)).toBe(200);
  expect(await send("192.0.2.1", report)).toBe(429);
  expect(await database.db.$count(labelReport)).toBe(6);
}, 120_000);

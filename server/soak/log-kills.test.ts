import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { asc } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logCheckpoint, logEntry } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { rootOf } from "../domain/transparency/tree.ts";
import { createLogSigner } from "../platform/log-signer.ts";
import { createLogger } from "../platform/logger.ts";
import { checkWholeLog } from "../services/log/check-whole.ts";
import type { LogContext } from "../services/log/publish.ts";
import { publishLog } from "../services/log/publish.ts";
import { sha256 } from "../services/log/sha256.ts";
import { deaths, writerKey } from "./log-writer.ts";
import type { LogWriterOptions } from "./log-writer.ts";

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-log-"));
});
afterEach(async () => {
  await database.end();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs a writer to its end; answers how it ended and the last size whose publishing it was told. */
function run(
  options: Omit<LogWriterOptions, "url">,
): Promise<{ readonly signal: string | null; readonly code: number | null; readonly published: number }> {
  const told = JSON.stringify({ url: database.url, ...options } satisfies LogWriterOptions);
  const child = spawn(process.execPath, ["--import", "tsx", "server/soak/log-writer.ts", told], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((resolve) =>
    child.once("close", (code, signal) =>
      resolve({ signal, code, published: Number(said.trim().split("\n").at(-1)) }),
    ),
  );
}

/** The program that starts after a kill, on the same database and the same memory. */
function nextStart(): LogContext {
  const log = createLogSigner({
    ...{ keyEncryptionKey: writerKey, folder, mayBelieveDatabase: false },
    logger: createLogger(() => {}),
  });
  return { db: database.db, log, now: () => new Date(), publicUrl: "http://localhost:3000" };
}

test(
  "a program killed at any step of appending and publishing leaves what the next start publishes",
  { timeout: 120_000 },
  async () => {
    await run({ folder, name: "first", rounds: 3, dieAt: null });
    for (const dieAt of deaths) {
      const { signal } = await run({ folder, name: dieAt, rounds: 2, dieAt });
      expect(signal, dieAt).toBe("SIGKILL");
      const served = await database.db.select().from(logCheckpoint).orderBy(asc(logCheckpoint.size));
      const ctx = nextStart();
      // What anybody could see before the kill was remembered before it.
      const remembered = ctx.log.lastNote() ?? "";
      expect(Number(remembered.split("\n")[1]), dieAt).toBeGreaterThanOrEqual(served.at(-1)?.size ?? 0);
      const { size, pending } = await publishLog(ctx);
      expect(pending, dieAt).toBeNull();
      expect(size).toBe(await database.db.$count(logEntry));
      expect(await checkWholeLog(ctx), dieAt).toBe(size);
      const kept = await database.db.select().from(logCheckpoint).orderBy(asc(logCheckpoint.size));
      expect(kept.slice(0, served.length)).toEqual(served);
      expect(
        kept.some(({ note }) => note === remembered),
        dieAt,
      ).toBe(true);
    }
  },
);

test("two programs that append at once make one log without gaps", { timeout: 120_000 }, async () => {
  const other = path.join(folder, "other");
  const ended = await Promise.all([
    run({ folder, name: "one", rounds: 40, dieAt: null }),
    run({ folder: other, name: "two", rounds: 40, dieAt: null }),
    run({ folder, name: "three", rounds: 40, dieAt: null }),
  ]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(Math.max(...ended.map(({ published }) => published))).toBe(360);
  const rows = await database.db.select().from(logEntry).orderBy(asc(logEntry.idx));
  expect(rows.map(({ idx }) => idx)).toEqual(Array.from({ length: 360 }, (_, at) => at));
  const ctx = nextStart();
  expect(await publishLog(ctx)).toEqual({ size: 360, pending: null });
  expect(await checkWholeLog(ctx)).toBe(360);
  const [newest] = (await database.db.select().from(logCheckpoint).orderBy(asc(logCheckpoint.size))).slice(
    -1,
  );
  const root = rootOf(
    rows.map(({ leafHash }) => leafHash),
    sha256,
  );
  expect(newest?.body.split("\n")[2]).toBe(Buffer.from(root).toString("base64"));
});

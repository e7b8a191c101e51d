import { createServer } from "node:http";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { auditEvent, logCosignature, logWitness } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { listen } from "../../cli/witness.ts";
import { openWitnessKey, WitnessStates } from "../../cli/witness-state.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { formatVkey } from "../../domain/transparency/note.ts";
import { memoryLogSigner } from "../../platform/log-signer.ts";
import { fixture } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { appendToLog } from "./append.ts";
import { enterOwnWitness } from "./enter-own-witness.ts";
import { findLogKey } from "./key.ts";
import { publishLog } from "./publish.ts";
import { removeWitness } from "./remove-witness.ts";

let database: TestDatabase;
let ctx: Context;
const undo: (() => unknown)[] = [];

beforeEach(async () => {
  database = await testDatabase();
  ctx = { ...fixture(database).keeper, log: memoryLogSigner(new Uint8Array(32)) };
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await database.end();
});

async function append(...texts: readonly string[]): Promise<void> {
  const entries = texts.map((text) => new TextEncoder().encode(text));
  await ctx.db.transaction((tx) => appendToLog(tx, entries));
  await publishLog(ctx);
}

/** The program that signs, with its own key and memory, on a port of its own. */
async function witness() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "entered-"));
  undo.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  const log = await findLogKey(ctx.db);
  const key = openWitnessKey(folder, "registry.example/witness/ours");
  const running = await listen(
    { key, logs: log === null ? [] : [log.vkey], states: new WitnessStates(folder), now: () => new Date() },
    { host: "127.0.0.1", port: 0 },
    () => {},
  );
  undo.push(() => running.close());
  return { vkey: formatVkey(key.vkey), url: running.url };
}

const signedSizes = async () =>
  (await ctx.db.select({ size: logCosignature.size }).from(logCosignature)).map(({ size }) => size);

test("our own witness signs every checkpoint, is marked as ours, and is entered once", async () => {
  await append("one", "two");
  const ours = await witness();
  await enterOwnWitness(ctx, ours);
  await vi.waitFor(async () => expect(await signedSizes()).toEqual([2]), { timeout: 10_000 });
  await append("three");
  await vi.waitFor(async () => expect(await signedSizes()).toEqual([2, 3]), { timeout: 10_000 });
  const rows = await ctx.db.select().from(logWitness);
  expect(rows).toMatchObject([
    { ...ours, name: "registry.example/witness/ours", own: true, size: 3, trouble: null },
  ]);

  await enterOwnWitness(ctx, ours);
  const deeds = await ctx.db.select().from(auditEvent).where(eq(auditEvent.action, "log.addWitness"));
  expect(deeds).toHaveLength(1);
});

test("it is asked at the address it has today", async () => {
  await append("one");
  const ours = await witness();
  const nobody = createServer();
  await new Promise<void>((resolve) => void nobody.listen(0, "127.0.0.1", resolve));
  const address = nobody.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => void nobody.close(resolve));
  await enterOwnWitness(ctx, { vkey: ours.vkey, url: `http://127.0.0.1:${port}` });
  await vi.waitFor(async () => {
    expect(await ctx.db.select().from(logWitness)).toMatchObject([{ trouble: "unreachable" }]);
  });
  await enterOwnWitness(ctx, ours);
  await vi.waitFor(async () => expect(await signedSizes()).toEqual([1]), { timeout: 10_000 });
});

test("once the keeper took it away it stays away", async () => {
  await append("one");
  const ours = await witness();
  await enterOwnWitness(ctx, ours);
  await removeWitness(ctx, { name: "registry.example/witness/ours" });
  await enterOwnWitness(ctx, ours);
  const [row] = await ctx.db.select().from(logWitness);
  expect(row?.removedAt).not.toBeNull();
});

test("nobody but the keeper may enter one", async () => {
  const ours = { vkey: "x", url: "http://127.0.0.1:1" };
  expect((await refusalFrom(enterOwnWitness({ ...ctx, caller: anyone }, ours))).code).toBe("NOT_SIGNED_IN");
});

import { asc, eq, gte, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  logCheckpoint,
  logEntry,
  logHead,
  logTile,
  operator as operatorTable,
  operatorKey,
} from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { verifyCheckpoint } from "../../domain/transparency/checkpoint.ts";
import { parseVkey } from "../../domain/transparency/note.ts";
import { parseTlogProof, verifyTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { hashAtOfTiles, rootAt } from "../../domain/transparency/tree.ts";
import { verifyConsistency } from "../../domain/transparency/verify-proof.ts";
import type { LogSigner } from "../../platform/log-signer.ts";
import { memoryLogSigner } from "../../platform/log-signer.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture } from "../../test/fixture.ts";
import { approve, declaredModel, fixture, operatorCalled } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { createOperator } from "../operator/create.ts";
import { readKeys } from "../operator/read-keys.ts";
import { releaseDeclaration } from "../footprint/release.ts";
import { readPassport } from "../passport/read.ts";
import { readPublicDocument } from "../study/read-public.ts";
import { appendToLog } from "./append.ts";
import { checkWholeLog } from "./check-whole.ts";
import { consistencyBetween } from "./consistency-between.ts";
import { describeLog } from "./status.ts";
import { proofOf } from "./proof-of.ts";
import { publishLog } from "./publish.ts";
import { publishedSize } from "./published.ts";
import { readCheckpoint } from "./read-checkpoint.ts";
import { readTile } from "./read-tile.ts";
import { resumeLog } from "./resume.ts";
import { sha256 } from "./sha256.ts";

const key = new Uint8Array(32);
let database: TestDatabase;
let registry: Fixture;
let ctx: Context;

beforeEach(async () => {
  database = await testDatabase();
  registry = fixture(database);
  ctx = withLog(memoryLogSigner(key));
});
afterEach(() => database.end());

function withLog(log: LogSigner): Context {
  return { ...registry.keeper, log };
}

async function append(...texts: readonly string[]): Promise<void> {
  const entries = texts.map((text) => new TextEncoder().encode(text));
  await database.db.transaction((tx) => appendToLog(tx, entries));
}

async function logged(count: number, from = 0): Promise<void> {
  await append(...Array.from({ length: count }, (_, at) => `entry ${String(from + at)}`));
}

async function vkeyOfLog() {
  const { vkey } = await describeLog(ctx);
  const parsed = parseVkey(vkey ?? "");
  if (!parsed.ok) throw new Error("no verifier key");
  return parsed.value;
}

describe("publishing", () => {
  test("signs the log with a key of its own, made at the first time and kept", async () => {
    expect(await publishLog(ctx)).toEqual({ size: 0, pending: null });
    await logged(3);
    expect(await publishedSize(database.db)).toBe(0);
    expect(await publishLog(ctx)).toEqual({ size: 3, pending: null });
    const vkey = await vkeyOfLog();
    expect(vkey.name).toBe("localhost:3000/log");
    const first = await readCheckpoint(ctx);
    const checked = await verifyCheckpoint(first?.note ?? "", vkey, webCrypto);
    expect(checked.ok && checked.value.size).toBe(3);
    await append("one more");
    await publishLog(ctx);
    expect(await vkeyOfLog()).toEqual(vkey);
    expect(ctx.log.lastNote()).toBe((await readCheckpoint(ctx))?.note);
  });

  test("twice with nothing new signs once", async () => {
    await logged(2);
    await Promise.all([publishLog(ctx), publishLog(ctx), publishLog(ctx)]);
    await publishLog(ctx);
    expect(await database.db.$count(logCheckpoint)).toBe(1);
  });

  test("every two checkpoints are consistent, and every entry is proven in the newest", async () => {
    const sizes: number[] = [];
    for (const count of [1, 2, 250, 10, 260]) {
      await logged(count, sizes.at(-1) ?? 0);
      sizes.push((await publishLog(ctx)).size);
    }
    const roots = new Map<number, Uint8Array>();
    const vkey = await vkeyOfLog();
    for (const { size, note } of await database.db.select().from(logCheckpoint)) {
      const checked = await verifyCheckpoint(note, vkey, webCrypto);
      if (checked.ok) roots.set(size, checked.value.root);
    }
    for (const oldSize of sizes)
      for (const size of sizes.filter((each) => each >= oldSize)) {
        const proof = (await consistencyBetween(ctx, oldSize, size)) ?? [];
        const [oldRoot, root] = [roots.get(oldSize) ?? key, roots.get(size) ?? key];
        expect((await verifyConsistency({ oldSize, oldRoot, size, root, proof }, webCrypto)).ok).toBe(true);
      }
    expect(await consistencyBetween(ctx, 5, 3)).toBeNull();
    expect(await consistencyBetween(ctx, 0, 5000)).toBeNull();
  });

  test("asks no clock: one that goes back, or stands far ahead, changes neither order nor proofs", async () => {
    for (const time of ["2026-11-20T12:00:00Z", "2019-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]) {
      registry.setTime(time);
      await createOperator(ctx, operatorCalled(`at-${time.slice(0, 4)}`));
    }
    expect(await publishedSize(database.db)).toBe(3);
    expect((await readCheckpoint(ctx))?.signedAt.toISOString()).toBe("9999-12-31T23:59:59.000Z");
    expect(await checkWholeLog(ctx)).toBe(3);
    const policy = { logs: [{ vkey: await vkeyOfLog() }], witnesses: [], quorum: { kind: "none" } } as const;
    const times: string[] = [];
    for (const index of [0, 1, 2]) {
      const proof = parseTlogProof((await proofOf(ctx, index)) ?? "");
      if (!proof.ok) throw new Error("no proof");
      const verified = await verifyTlogProof(proof.value, policy, webCrypto);
      expect(verified.ok && verified.value.index).toBe(index);
      times.push(JSON.parse(new TextDecoder().decode(proof.value.entry)).time);
    }
    // The entry's own time is only the registry's word; its place is what counts.
    expect(times).toEqual(["2026-11-20T12:00:00Z", "2019-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]);
  });

  test("after a program that died between the commit and the checkpoint takes in what it left", async () => {
    await logged(4);
    await publishLog(ctx);
    await append("left behind");
    const next = memoryLogSigner(key);
    next.keepNote(ctx.log.lastNote() ?? "");
    expect(await publishLog(withLog(next))).toEqual({ size: 5, pending: null });
  });

  test("after a program that died between remembering and committing serves the very note it remembered", async () => {
    await logged(4);
    await publishLog(ctx);
    await append("signed, never committed");
    const twin: LogSigner = { ...ctx.log };
    await database.db
      .transaction(async (tx) => {
        await publishLog({ ...ctx, log: twin, db: tx });
        throw new Error("killed");
      })
      .catch(() => {});
    const remembered = ctx.log.lastNote();
    expect(remembered).toContain("\n5\n");
    expect(await publishedSize(database.db)).toBe(4);
    registry.setTime("2027-01-01T00:00:00Z");
    expect(await publishLog(ctx)).toEqual({ size: 5, pending: null });
    expect((await readCheckpoint(ctx))?.note).toBe(remembered);
  });

  test("by a second program on the same database goes on from what the first one signed", async () => {
    const other = withLog(memoryLogSigner(key));
    await logged(2);
    await publishLog(ctx);
    await append("for the other");
    expect((await publishLog(other)).size).toBe(3);
    await append("for the first again");
    expect((await publishLog(ctx)).size).toBe(4);
    expect(await checkWholeLog(ctx)).toBe(4);
  });
});

describe("signing stops", () => {
  const index = 260;
  const changed = new TextEncoder().encode("another text");
  beforeEach(async () => {
    await logged(300);
    await publishLog(ctx);
  });

  test.each<[string, RegExp, (tx: Database) => Promise<unknown>]>([
    [
      "an entry that was not published yet is edited",
      /Entry 300 .* not the one that was logged/,
      (tx) => tx.update(logEntry).set({ entry: changed }).where(eq(logEntry.idx, 300)),
    ],
    [
      "it is edited together with its hash",
      /Entry 300 .* not the one that was logged/,
      (tx) =>
        tx
          .update(logEntry)
          .set({ entry: changed, leafHash: sha256(Uint8Array.of(0, ...changed)) })
          .where(eq(logEntry.idx, 300)),
    ],
    ["it is deleted", /Entry 300 .* missing/, (tx) => tx.delete(logEntry).where(eq(logEntry.idx, 300))],
    [
      "two entries change places",
      /Entry 300 .* not the one that was logged/,
      async (tx) => {
        await tx.update(logEntry).set({ idx: 9999 }).where(eq(logEntry.idx, 300));
        await tx.update(logEntry).set({ idx: 300 }).where(eq(logEntry.idx, 301));
        await tx.update(logEntry).set({ idx: 301 }).where(eq(logEntry.idx, 9999));
      },
    ],
    [
      "the growing tile is changed",
      /do not lead to the root/,
      (tx) =>
        tx
          .update(logTile)
          .set({ hashes: sql`overlay(hashes placing '\\xffff'::bytea from 1)` })
          .where(eq(logTile.n, 1)),
    ],
    [
      "the tile is changed and the root with it",
      /does not continue the state of 300 entries/,
      async (tx) => {
        const hashes = sql`overlay(hashes placing '\\xffff'::bytea from 1)`;
        await tx.update(logTile).set({ hashes }).where(eq(logTile.n, 1));
        await tx.update(logHead).set({ root: await rootNow(tx) });
      },
    ],
    [
      "a checkpoint is put in its place that the log's key did not sign",
      /database is not signed by the key of this log/,
      (tx) => tx.update(logCheckpoint).set({ note: sql`replace(note, 'A', 'B')` }),
    ],
    [
      "the log is cut back to an earlier state with everything that belongs to it",
      /older than what was published/,
      async (tx) => {
        await tx.delete(logCheckpoint);
        await tx.delete(logEntry).where(gte(logEntry.idx, index));
        await tx
          .update(logTile)
          .set({ hashes: sql`substring(hashes for ${(index - 256) * 32})` })
          .where(eq(logTile.n, 1));
        await tx.update(logHead).set({ size: index, root: await rootNow(tx, index) });
      },
    ],
  ])("when %s", async (_, reason, change) => {
    const before = await readCheckpoint(ctx);
    await append("new", "newer");
    await database.tamper((tx) => change(tx));
    const { pending } = await publishLog(ctx);
    expect(pending).toMatch(reason);
    expect(ctx.log.halted()?.reason).toBe(pending);
    const after = await readCheckpoint(ctx);
    expect(after === null || after.size === before?.size).toBe(true);
    // Nothing goes on by itself, not even after the rows are put right: a person has to look.
    expect((await publishLog(ctx)).pending).toBe(pending);
    expect((await describeLog(registry.as(anyone))).isHalted).toBe(false);
    expect((await describeLog(ctx)).isHalted).toBe(true);
  });

  async function rootNow(tx: Database, size?: number) {
    const tiles = await tx.select().from(logTile);
    const [head] = await tx.select().from(logHead);
    const readTileNow = (level: number, n: number) =>
      tiles.find((tile) => tile.level === level && tile.n === n)?.hashes ?? new Uint8Array();
    return rootAt(size ?? head?.size ?? 0, hashAtOfTiles(readTileNow, sha256), sha256);
  }

  test("a change to what was published long ago is found when the whole log is looked at, and by readers at once", async () => {
    await database.tamper((tx) => tx.update(logEntry).set({ entry: changed }).where(eq(logEntry.idx, 7)));
    const vkey = await vkeyOfLog();
    const policy = { logs: [{ vkey }], witnesses: [], quorum: { kind: "none" } } as const;
    const proof = parseTlogProof((await proofOf(ctx, 7)) ?? "");
    const verified = proof.ok ? await verifyTlogProof(proof.value, policy, webCrypto) : proof;
    expect(verified).toMatchObject({ ok: false, problems: [{ code: "E_LOG_INCLUSION" }] });
    expect(await checkWholeLog(ctx)).toBeNull();
    expect(ctx.log.halted()?.reason).toMatch(/Entry 7 /);
    // A code beside the sentence: the keeper's screen says it in the reader's language.
    expect(ctx.log.halted()).toMatchObject({ code: "entryChanged", params: { index: "7" } });
  });

  test("a full tile that was changed, and a checkpoint of a former size, are found when the whole log is looked at", async () => {
    await append("more");
    await publishLog(ctx);
    const [tile] = await database.db.select().from(logTile).where(eq(logTile.level, 1));
    await database.tamper((tx) =>
      tx
        .update(logTile)
        .set({ hashes: sha256(tile?.hashes ?? key) })
        .where(eq(logTile.level, 1)),
    );
    expect(await checkWholeLog(ctx)).toBeNull();
    expect(ctx.log.halted()?.reason).toMatch(/Tile 0\/0 /);
    await database.tamper((tx) =>
      tx
        .update(logTile)
        .set({ hashes: tile?.hashes ?? key })
        .where(eq(logTile.level, 1)),
    );
    ctx.log.resume();
    expect(await checkWholeLog(ctx)).toBe(301);
    await database.tamper((tx) =>
      tx.update(logCheckpoint).set({ body: "other" }).where(eq(logCheckpoint.size, 300)),
    );
    expect(await checkWholeLog(ctx)).toBeNull();
    expect(ctx.log.halted()?.reason).toMatch(/checkpoint of 300 /);
  });

  test("until the keeper has put things right, and not before", async () => {
    await append("kept");
    const [row] = await database.db.select().from(logEntry).where(eq(logEntry.idx, 300));
    const set = (entry: Uint8Array) =>
      database.tamper((tx) => tx.update(logEntry).set({ entry }).where(eq(logEntry.idx, 300)));
    await set(changed);
    await publishLog(ctx);
    expect((await refusalFrom(resumeLog(ctx))).code).toBe("LOG_HALTED");
    await set(row?.entry ?? key);
    expect(await resumeLog(ctx)).toEqual({ size: 301, pending: null });
    expect(ctx.log.halted()).toBeNull();
    expect((await refusalFrom(resumeLog({ ...ctx, caller: anyone }))).code).toBe("NOT_SIGNED_IN");
  });

  test("for a changed tile until it is put back, or the tree is taken away and made anew; what was appended meanwhile stays", async () => {
    const [tile] = await database.db.select().from(logTile).where(eq(logTile.n, 1));
    const spoil = () =>
      database.tamper((tx) =>
        tx
          .update(logTile)
          .set({ hashes: sql`overlay(hashes placing '\\xffff'::bytea from 1)` })
          .where(eq(logTile.n, 1)),
      );
    await spoil();
    await append("on a changed tree");
    expect((await publishLog(ctx)).pending).not.toBeNull();
    const beginning = Buffer.from(tile?.hashes ?? key).subarray(0, 2);
    await database.tamper((tx) =>
      tx
        .update(logTile)
        .set({ hashes: sql`overlay(hashes placing ${beginning}::bytea from 1)` })
        .where(eq(logTile.n, 1)),
    );
    expect(await resumeLog(ctx)).toEqual({ size: 301, pending: null });

    await spoil();
    await logged(300, 300);
    expect((await publishLog(ctx)).pending).not.toBeNull();
    expect((await refusalFrom(resumeLog(ctx))).code).toBe("LOG_HALTED");
    await database.tamper(async (tx) => {
      await tx.delete(logTile);
      await tx.update(logHead).set({ root: null });
    });
    expect(await resumeLog(ctx)).toEqual({ size: 601, pending: null });
    expect(await checkWholeLog(ctx)).toBe(601);
  });

  test("when nothing is remembered outside the database, unless its keeper says that the database is the newest", async () => {
    await append("new");
    const strict = withLog(memoryLogSigner(key, { mayBelieveDatabase: false }));
    expect((await publishLog(strict)).pending).toMatch(/LOG_BELIEVE_DATABASE=1/);
    expect(strict.log.halted()).toBeNull();
    expect(strict.log.delayed()).toMatchObject({ code: "nothingRemembered" });
    expect(strict.log.delayed()?.reason).toMatch(/none is remembered/);
    const confirmed = withLog(memoryLogSigner(key));
    expect(await publishLog(confirmed)).toEqual({ size: 301, pending: null });
    expect(confirmed.log.lastNote()).not.toBeNull();
  });
});

describe("what is not published", () => {
  test("is not served: neither version nor key nor document nor tile; then all of it is", async () => {
    const operator = await registry.operator("quiet");
    const { model, draft } = await declaredModel(operator);
    const at = await approve(operator, draft);
    const reader = registry.as(anyone);
    const before = await publishedSize(database.db);
    operator.signer.log.halt({ code: "headMissing", params: {} }, new Date());
    const release = await releaseDeclaration(operator.signer, at);
    expect(release.isPending).toBe(true);
    const productUrl = model.productUrl;
    expect((await refusalFrom(readPassport(reader, { productUrl }))).code).toBe("PASSPORT_NOT_FOUND");
    const document = readPublicDocument(reader, { productUrl, kind: "declaration" });
    expect((await refusalFrom(document)).code).toBe("PASSPORT_NOT_FOUND");
    expect(await proofOf(reader, before)).toBeNull();
    expect(await readTile(reader, { level: 0, n: 0, width: before + 1 })).toBeNull();
    expect(await readTile(reader, { level: "entries", n: 0, width: before + 1 })).toBeNull();
    expect((await readTile(reader, { level: 0, n: 0, width: before }))?.length).toBe(before * 32);
    expect((await readCheckpoint(reader))?.size).toBe(before);

    await createOperator(registry.keeper, operatorCalled("newcomer"));
    expect((await readKeys(reader, { slug: "newcomer" })).jwks.keys).toEqual([]);
    const rows = await database.db
      .select({ leafIndex: operatorKey.leafIndex })
      .from(operatorKey)
      .innerJoin(operatorTable, eq(operatorTable.id, operatorKey.operatorId))
      .where(eq(operatorTable.slug, "newcomer"))
      .orderBy(asc(operatorKey.leafIndex));
    expect(rows.map(({ leafIndex }) => leafIndex > before)).toEqual([true]);

    operator.signer.log.resume();
    await publishLog(registry.keeper);
    expect((await readPassport(reader, { productUrl })).record.version).toBe(1);
    expect((await readPublicDocument(reader, { productUrl, kind: "declaration" })).title).toBeDefined();
    expect((await readKeys(reader, { slug: "newcomer" })).jwks.keys).toHaveLength(1);
    expect(await proofOf(reader, before)).toContain("c2sp.org/tlog-proof@v1");
  });
});

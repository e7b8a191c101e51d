import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { logEntry, logHead, logTile } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { rootOf } from "../../domain/transparency/tree.ts";
import { appendToLog } from "./append.ts";
import { sha256 } from "./sha256.ts";

const databases: TestDatabase[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await newDatabase();
});
afterAll(() => Promise.all(databases.map((each) => each.end())));

async function newDatabase(): Promise<TestDatabase> {
  const made = await testDatabase();
  databases.push(made);
  return made;
}

const entryOf = (text: string) => new TextEncoder().encode(text);
const append = (on: TestDatabase, entries: readonly Uint8Array[]) =>
  on.db.transaction((tx) => appendToLog(tx, entries));

async function headOf(on: TestDatabase) {
  const [head] = await on.db.select().from(logHead);
  return { size: head?.size, root: Buffer.from(head?.root ?? []).toString("base64") };
}

describe("appending", () => {
  test("leads to the roots of the worked example", async () => {
    for (const [at, entry] of example.log.entries.entries()) {
      const [logged] = await append(database, [entryOf(entry)]);
      expect(logged?.index).toBe(at);
      expect(Buffer.from(logged?.leafHash ?? []).toString("base64")).toBe(example.log.leafHashes[at]);
    }
    expect(await headOf(database)).toEqual({
      size: 7,
      root: "Uqbp9GmNxB7IIcvYy5GBAq8axq+h7garTRKxco4HKeg=",
    });
  });

  // 65 536 entries: on a machine with other work that is more than the usual time of a test.
  test(
    "in steps of any size keeps the tree over all entries, across full tiles of two levels",
    { timeout: 120_000 },
    async () => {
      const on = await newDatabase();
      const hashes: Uint8Array[] = [];
      // The 65 536th entry fills the 256th tile, and with it a tile of the level above.
      for (const count of [1, 254, 1, 1, 300, 64_000, 978, 1, 1]) {
        const entries = Array.from({ length: count }, (_, at) => entryOf(`${hashes.length + at}`));
        hashes.push(...(await append(on, entries)).map(({ leafHash }) => leafHash));
        const root = Buffer.from(rootOf(hashes, sha256)).toString("base64");
        expect(await headOf(on)).toEqual({ size: hashes.length, root });
      }
      const tiles = await on.db
        .select({ level: logTile.level, n: logTile.n, hashes: logTile.hashes })
        .from(logTile)
        .orderBy(asc(logTile.level), asc(logTile.n));
      const widths = (level: number) =>
        tiles.filter((tile) => tile.level === level).map((tile) => tile.hashes.length / 32);
      expect(widths(0)).toEqual([...Array.from({ length: 256 }, () => 256), 1]);
      expect(widths(1)).toEqual([256]);
      expect(widths(2)).toEqual([1]);
    },
  );

  test("many at once gives each its own place and one tree", async () => {
    const on = await newDatabase();
    const appended = await Promise.all(
      Array.from({ length: 40 }, (_, at) => append(on, [entryOf(`a${at}`), entryOf(`b${at}`)])),
    );
    const places = appended.flat().map(({ index }) => index);
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, at) => at));
    const rows = await on.db.select().from(logEntry).orderBy(asc(logEntry.idx));
    const root = rootOf(
      rows.map(({ leafHash }) => leafHash),
      sha256,
    );
    expect(await headOf(on)).toEqual({ size: 80, root: Buffer.from(root).toString("base64") });
  });

  test("that is rolled back leaves neither entry nor tile", async () => {
    const before = await headOf(database);
    const failing = database.db.transaction(async (tx) => {
      await appendToLog(tx, [entryOf("gone")]);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await headOf(database)).toEqual(before);
    const [logged] = await append(database, [entryOf("kept")]);
    expect(logged?.index).toBe(before.size);
  });

  test("to a log of before trees were kept makes its tree first", async () => {
    const on = await newDatabase();
    const hashes = (
      await append(
        on,
        Array.from({ length: 300 }, (_, at) => entryOf(`old ${at}`)),
      )
    ).map(({ leafHash }) => leafHash);
    await on.tamper(async (tx) => {
      await tx.delete(logTile);
      await tx.update(logHead).set({ root: null }).where(eq(logHead.id, 1));
    });
    const added = await append(on, [entryOf("new")]);
    const root = rootOf([...hashes, ...added.map(({ leafHash }) => leafHash)], sha256);
    expect(await headOf(on)).toEqual({ size: 301, root: Buffer.from(root).toString("base64") });
  });
});

import { and, eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logEntry, operatorKey, passport, passportVersion, statusEntry } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { approve, declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { releaseDeclaration } from "../footprint/release.ts";
import { startNext } from "../footprint/start-next.ts";
import { publishedSize } from "../log/published.ts";
import { issueItem } from "./issue-item.ts";
import { countPassports } from "./count.ts";
import { listPassports } from "./list.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** An operator with one released model. */
async function releasedModel(slug: string) {
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  return { operator, model, draft };
}

async function nextVersion(operator: TestOperator, declarationId: string, amount: string) {
  const next = await startNext(operator.author, { id: declarationId });
  const { lock } = await changeLine(operator.author, {
    ...{ id: next.id, lock: next.lock, code: "cells" },
    changes: { amount },
  });
  return releaseReviewed(operator, { id: next.id, lock }, "another amount");
}

const item = (modelId: string, serial: string) => ({ modelId, serial, manufacturedOn: "2026-10" });

/** The caller's context with these four-byte draws first; longer draws, for identifiers, stay what they are. */
function drawing(ctx: Context, ...draws: readonly number[]): Context {
  const left = [...draws];
  return {
    ...ctx,
    randomBytes: (count) => {
      const draw = count === 4 ? left.shift() : undefined;
      if (draw === undefined) return ctx.randomBytes(count);
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, draw);
      return bytes;
    },
  };
}

async function statusOf(productUrl: string) {
  const [row] = await database.db
    .select({ list: statusEntry.list, index: statusEntry.index })
    .from(statusEntry)
    .innerJoin(passport, eq(passport.id, statusEntry.passportId))
    .where(eq(passport.productUrl, productUrl));
  return row;
}

describe("the index on the status list", () => {
  test("is drawn at random, and drawn again when somebody has it", async () => {
    const { operator, model } = await releasedModel("drawn");
    const first = await issueItem(drawing(operator.signer, 131_072 + 70_000), item(model.id, "A"));
    expect(await statusOf(first.productUrl)).toEqual({ list: 1, index: 70_000 });
    const second = await issueItem(drawing(operator.signer, 70_000, 5), item(model.id, "B"));
    expect(await statusOf(second.productUrl)).toEqual({ list: 1, index: 5 });
  });

  test("is given to one of two who draw it at the same time", async () => {
    const { operator, model } = await releasedModel("same-draw");
    const [a, b] = await Promise.all(
      ["A", "B"].map((serial) => issueItem(drawing(operator.signer, 9), item(model.id, serial))),
    );
    const indices = [await statusOf(a?.productUrl ?? ""), await statusOf(b?.productUrl ?? "")];
    expect(indices.filter((at) => at?.index === 9)).toHaveLength(1);
  });

  test("comes from the next list once the present one is more than half full", async () => {
    const { operator, model } = await releasedModel("half-full");
    const [held] = await database.db.select().from(passport).where(eq(passport.modelId, model.id));
    await database.pool.query(
      `insert into passport_version (passport_id, version, credential_id, kid, leaf_index, issued_at)
       select passport_id, n, 'filling ' || n, kid, 1000000 + n, issued_at
       from passport_version, generate_series(2, 65537) n where passport_id = $1`,
      [held?.id],
    );
    await database.pool.query(
      `insert into status_entry (operator_id, list, index, passport_id, version)
       select $1, 1, free.index, $2, 1 + row_number() over ()
       from (select g.index from generate_series(0, 65537) g (index)
             where not exists (select from status_entry s where s.operator_id = $1 and s.index = g.index) limit 65536) free`,
      [operator.id, held?.id],
    );
    const issued = await issueItem(operator.signer, item(model.id, "A"));
    expect((await statusOf(issued.productUrl))?.list).toBe(2);
  });
});

describe("a version", () => {
  test("names the log entry of the one before it, and the list of passports shows the newest only", async () => {
    const { operator, model, draft } = await releasedModel("chained");
    await nextVersion(operator, draft.id, "900");
    const rows = await database.db
      .select({ version: passportVersion.version, previous: passportVersion.previousLeafHash, logEntry })
      .from(passportVersion)
      .innerJoin(passport, eq(passport.id, passportVersion.passportId))
      .innerJoin(logEntry, eq(logEntry.idx, passportVersion.leafIndex))
      .where(eq(passport.modelId, model.id))
      .orderBy(passportVersion.version);
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
    expect(rows[0]?.previous).toBeNull();
    expect(rows[1]?.previous).toEqual(rows[0]?.logEntry.leafHash);
    expect(await listPassports(operator.reviewer, { modelId: model.id })).toMatchObject([{ version: 2 }]);
  });

  test("is found by any part of serial number or model, and counted once however many there are", async () => {
    const { operator, model, draft } = await releasedModel("sought");
    await issueItem(operator.signer, item(model.id, "SOUGHT-77"));
    await nextVersion(operator, draft.id, "900");
    expect(await countPassports(operator.reviewer)).toEqual({ model: 1, batch: 0, item: 1 });
    const found = async (search: string) =>
      (await listPassports(operator.reviewer, { search })).map(({ serial }) => serial);
    expect(await found("ought-7")).toEqual(["SOUGHT-77"]);
    expect(new Set(await found(model.name))).toEqual(new Set(["SOUGHT-77", null]));
    expect(await found("%")).toEqual([]);
  });

  test("of two operators at once takes its own place in the log", async () => {
    const made = await Promise.all([releasedModel("left"), releasedModel("right")]);
    const issued = await Promise.all(
      made.flatMap(({ operator, model }) =>
        ["A", "B", "C"].map((serial) => issueItem(operator.signer, item(model.id, serial))),
      ),
    );
    expect(new Set(issued.map(({ leafIndex }) => leafIndex)).size).toBe(6);
  });

  test("is signed with the newest active key that is published, and not at all without one", async () => {
    const { operator, model } = await releasedModel("keys");
    const newer = registry.keys.create(didOf(testUrl, "keys"));
    const held = { operatorId: operator.id, use: "passport", custody: "registry" };
    const published = (await publishedSize(database.db)) - 1;
    await database.db.insert(operatorKey).values([
      { ...newer, ...held, leafIndex: published },
      { ...registry.keys.create(didOf(testUrl, "keys")), ...held, leafIndex: published + 2_000_000 },
    ]);
    const { productUrl } = await issueItem(operator.signer, item(model.id, "A"));
    const [signed] = await database.db
      .select({ kid: passportVersion.kid })
      .from(passportVersion)
      .innerJoin(passport, eq(passport.id, passportVersion.passportId))
      .where(eq(passport.productUrl, productUrl));
    expect(signed?.kid).toBe(newer.kid);
    await database.db
      .update(operatorKey)
      .set({ state: "retired" })
      .where(and(eq(operatorKey.operatorId, operator.id)));
    expect((await refusalFrom(issueItem(operator.signer, item(model.id, "B")))).code).toBe("KEY_NOT_FOUND");
  });
});

describe("whoever keeps rendered pages", () => {
  test("is told which product changed, and on the first release which pages now name it; nothing of what failed", async () => {
    const client = new pg.Client(database.config);
    await client.connect();
    const told: (string | undefined)[] = [];
    client.on("notification", ({ payload }) => told.push(payload));
    await client.query("listen passport_changed");

    const operator = await registry.operator("told");
    const one = await declaredModel(operator, { modelCode: "ONE" });
    const other = await declaredModel(operator, { modelCode: "OTHER" });
    const failing = registry.as(operator.signer.caller, { sign: () => Promise.reject(new Error("away")) });
    const release = await approve(operator, one.draft);
    await expect(releaseDeclaration(failing, release)).rejects.toThrow("away");
    await releaseDeclaration(operator.signer, release);
    await nextVersion(operator, one.draft.id, "900");
    await expect.poll(() => told).toEqual([one.model.path, other.model.path, one.model.path]);
    await client.end();
  });
});

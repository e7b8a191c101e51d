import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { anyone } from "../context.ts";
import { readPassport } from "../services/passport/read.ts";
import type { Fixture } from "../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";

let database: TestDatabase;
let registry: Fixture;
let productUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  const operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  ({ productUrl } = model);
});
afterAll(() => database.end());

/** Whoever owns the database can write past every rule of it: only the signature can tell. */
async function rewrite(body: (text: string) => string): Promise<() => Promise<void>> {
  const client = await database.adminPool.connect();
  try {
    const { rows } = await client.query<{ body: string }>("select body from artefact where kind = 'vc+jwt'");
    const signed = rows[0]?.body ?? "";
    const write = async (text: string) => {
      await client.query("set session_replication_role = replica");
      await client.query("update artefact set body = $1 where kind = 'vc+jwt'", [text]);
      await client.query("set session_replication_role = default");
    };
    await write(body(signed));
    return async () => {
      const again = await database.adminPool.connect();
      await again.query("set session_replication_role = replica");
      await again.query("update artefact set body = $1 where kind = 'vc+jwt'", [signed]);
      await again.query("set session_replication_role = default");
      again.release();
    };
  } finally {
    client.release();
  }
}

const overall = async () => (await readPassport(registry.as(anyone), { productUrl })).record.verdict.overall;

test("BATT-Art78(g): one changed character of a stored record is found by whoever reads it", async () => {
  const before = await overall();
  expect(before).not.toBe("wrong");
  const restore = await rewrite((token) => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const text = Buffer.from(payload, "base64url")
      .toString("utf8")
      .replace('"ratedCapacity":"', '"ratedCapacity":"1');
    return [header, Buffer.from(text).toString("base64url"), signature].join(".");
  });
  expect(await overall()).toBe("wrong");
  await restore();
  expect(await overall()).toBe(before);
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyStore } from "../server/platform/key-store.ts";
import { confirmBirth, oneAfterTheOther, readBirth } from "./birth.ts";
import { operator, operatorKey } from "./schema/index.ts";
import { testDatabase } from "./test-db.ts";
import type { TestDatabase } from "./test-db.ts";

const here = {
  publicUrl: "http://localhost:3000",
  demonstration: true,
  keyEncryptionKey: new Uint8Array(32).fill(1),
};
const operatorId = "00000000-0000-7000-8000-000000000001";

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(() => database.end());

async function fill(): Promise<void> {
  await database.db.insert(operator).values({
    id: operatorId,
    slug: "works",
    name: "Works",
    streetAddress: "1",
    postalCode: "1",
    city: "X",
    country: "CN",
    email: "a@b.example",
    identifierScheme: "demonstration",
    identifier: "1",
  });
}

test("a new database remembers what it was first started as", async () => {
  expect(await readBirth(database.db)).toBeUndefined();
  await confirmBirth(database.db, here);
  expect(await readBirth(database.db)).toEqual({ publicUrl: "http://localhost:3000", demonstration: true });
});

test("of programs that start at once one comes after the other, also when one fails", async () => {
  const steps: string[] = [];
  const start = (name: string) =>
    oneAfterTheOther(database.config, async () => {
      steps.push(`${name} begins`);
      await database.pool.query("select pg_sleep(0.05)");
      steps.push(`${name} ends`);
      if (name === "b") throw new Error("b was stopped");
    });
  const ended = await Promise.allSettled(["a", "b", "c"].map(start));
  expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  for (let at = 0; at < steps.length; at += 2)
    expect(steps[at + 1]).toBe(steps[at]?.replace("begins", "ends"));
  expect(steps).toHaveLength(6);
});

test("a demonstration stays one, whatever a later start says", async () => {
  await confirmBirth(database.db, here);
  await confirmBirth(database.db, { ...here, demonstration: false });
  expect(await readBirth(database.db)).toMatchObject({ demonstration: true });
});

describe("another public address", () => {
  test("is taken over while nothing was made under the first", async () => {
    await confirmBirth(database.db, here);
    await confirmBirth(database.db, { ...here, publicUrl: "https://registry.example" });
    expect(await readBirth(database.db)).toMatchObject({ publicUrl: "https://registry.example" });
  });

  test("is refused on a filled database, with both addresses and the way out", async () => {
    await confirmBirth(database.db, here);
    await fill();
    const moved = confirmBirth(database.db, { ...here, publicUrl: "https://registry.example" });
    await expect(moved).rejects.toThrow(
      /filled under PUBLIC_URL http:\/\/localhost:3000 .* under https:\/\/registry\.example\..*printed codes/,
    );
    expect(await readBirth(database.db)).toMatchObject({ publicUrl: "http://localhost:3000" });
  });
});

test("a start with another key-encryption key is refused before anybody tries to sign", async () => {
  await confirmBirth(database.db, here);
  await fill();
  const made = keyStore(here.keyEncryptionKey).create("did:web:localhost%3A3000:op:works");
  await database.db
    .insert(operatorKey)
    .values({ ...made, operatorId, use: "passport", custody: "registry", state: "active", leafIndex: 0 });
  await confirmBirth(database.db, here);
  const other = confirmBirth(database.db, { ...here, keyEncryptionKey: new Uint8Array(32).fill(2) });
  await expect(other).rejects.toThrow("KEY_ENCRYPTION_KEY is not the one it was encrypted with");
});

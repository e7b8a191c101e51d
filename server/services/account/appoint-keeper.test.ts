import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvent, membership, user } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { createSessions } from "../../platform/session.ts";
import { fixture, testUrl } from "../../test/fixture.ts";
import type { Fixture } from "../../test/fixture.ts";
import { appointKeeper } from "./appoint-keeper.ts";

let database: TestDatabase;
let registry: Fixture;
const email = "keeper@registry.example";

beforeEach(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterEach(() => database.end());

test("a registry with nobody in it gets its keeper, who can sign in", async () => {
  const keeper = await appointKeeper(registry.keeper, { email });
  expect(keeper).toMatchObject({ email });
  const sessions = createSessions({ db: database.db, secret: "s".repeat(32), publicUrl: testUrl });
  const body = { email, password: keeper?.password ?? "" };
  expect((await sessions.api.signInEmail({ body })).user.id).toBe(keeper?.id);
  expect(await database.db.select().from(membership)).toMatchObject([
    { userId: keeper?.id, role: "keeper", operatorId: null },
  ]);
  const deeds = await database.db.select().from(auditEvent);
  expect(deeds.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["account.create", null],
    ["account.grantRole", null],
  ]);
});

test("a registry with anybody in it is left alone, whoever it is", async () => {
  await registry.person("Ada");
  expect(await appointKeeper(registry.keeper, { email })).toBeNull();
  expect(await database.db.select().from(user).where(eq(user.email, email))).toEqual([]);
  expect(await database.db.select().from(auditEvent)).toEqual([]);
});

test("a later start makes nobody and changes no password", async () => {
  const first = await appointKeeper(registry.keeper, { email });
  expect(await appointKeeper(registry.keeper, { email: "other@registry.example" })).toBeNull();
  expect(await database.db.select({ id: user.id }).from(user)).toEqual([{ id: first?.id }]);
});

test("two starts at once make one keeper", async () => {
  const made = await Promise.all([1, 2].map(() => appointKeeper(registry.keeper, { email })));
  expect(made.filter((one) => one !== null)).toHaveLength(1);
  expect(await database.db.select({ id: user.id }).from(user)).toHaveLength(1);
});

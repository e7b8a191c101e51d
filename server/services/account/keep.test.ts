import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, membership, session, user } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Caller, Context } from "../../context.ts";
import { createSessions } from "../../platform/session.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, operatorCalled, testUrl } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createOperator } from "../operator/create.ts";
import { surveyOperators } from "../operator/survey.ts";
import { addPerson } from "./add-person.ts";
import { createToken } from "./create-token.ts";
import { findCaller, findCallerByToken } from "./find-caller.ts";
import { grantRole } from "./grant-role.ts";
import { grantRoles } from "./grant-roles.ts";
import { listPeople, readPerson } from "./list-people.ts";
import { revokeToken } from "./revoke-token.ts";
import { setPassword } from "./set-password.ts";
import { withdrawRole } from "./withdraw-role.ts";

const nowhere = "00000000-0000-4000-8000-000000000000";
const now = new Date("2026-11-20T12:00:00Z");
let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
/** The keeper whose deeds are looked for. */
let keeper: Context;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const person = await registry.person("Kim", { role: "keeper", operatorId: null });
  keeper = registry.as(person);
});
afterAll(() => database.end());

function newPerson(changes: object = {}) {
  count += 1;
  const email = `new-${String(count)}@works.example`;
  return { name: "Ada", email, operatorId: operator.id, roles: ["author", "signer"] as const, ...changes };
}

/** Actions written down about something, with whoever did them. */
async function deedsAbout(subject: string) {
  const rows = await database.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.subject, subject))
    .orderBy(auditEvent.id);
  expect(new Set(rows.map(({ actorId }) => actorId))).toEqual(new Set([keeper.caller.userId]));
  return rows.map(({ action, detail }) =>
    "role" in detail ? `${action} ${String(detail["role"])}` : action,
  );
}

async function signIn(email: string, password: string): Promise<string | undefined> {
  const sessions = createSessions({ db: database.db, secret: "s".repeat(32), publicUrl: testUrl });
  const signedIn = await sessions.api.signInEmail({ body: { email, password } }).catch(() => undefined);
  return signedIn?.user.id;
}

async function membershipsOf(userId: string): Promise<Caller["memberships"]> {
  return (await findCaller(database.db, { id: userId, name: "" }, registry.keeper.now())).memberships;
}

describe("adding a person", () => {
  test("makes the account with its roles; the password that comes back signs in", async () => {
    const person = newPerson({ email: " New.Ada@Works.example " });
    const { id, email, password } = await addPerson(keeper, person);
    expect(email).toBe("new.ada@works.example");
    expect(password).toMatch(/^([a-km-np-z2-9]{4}-){4}[a-km-np-z2-9]{4}$/);
    expect(await signIn(email, password)).toBe(id);
    expect(await membershipsOf(id)).toEqual([
      { role: "author", operatorId: operator.id },
      { role: "signer", operatorId: operator.id },
    ]);
    expect(await deedsAbout(id)).toEqual([
      "account.create",
      "account.grantRole author",
      "account.grantRole signer",
    ]);
    expect(await readPerson(keeper, { id })).toMatchObject({
      name: "Ada",
      held: [{ operatorName: "Operator voltara", roles: ["author", "signer"] }],
      tokens: [],
    });
    expect(JSON.stringify(await readPerson(keeper, { id }))).not.toContain(password);
  });

  test("two people never get the same password", async () => {
    const [one, two] = [await addPerson(keeper, newPerson()), await addPerson(keeper, newPerson())];
    expect(one.password).not.toBe(two.password);
  });

  test("everything wrong with the form is said at once, at its field", async () => {
    expect(await problemsFrom(addPerson(keeper, newPerson({ name: " ", email: "ada", roles: [] })))).toEqual([
      "E_REQUIRED name",
      "E_EMAIL_FORMAT email",
      "E_ROLE_REQUIRED roles",
    ]);
  });

  test("a refused role leaves no account behind", async () => {
    const wrong = newPerson({ roles: ["author", "authority"] });
    expect(await problemsFrom(addPerson(keeper, wrong))).toEqual(["E_ROLE_OPERATOR operatorId"]);
    const elsewhere = newPerson({ operatorId: nowhere });
    expect((await refusalFrom(addPerson(keeper, elsewhere))).code).toBe("OPERATOR_NOT_FOUND");
    const nothing = newPerson({ roles: [] });
    expect(await problemsFrom(addPerson(keeper, nothing))).toEqual(["E_ROLE_REQUIRED roles"]);
    const emails = (await listPeople(keeper)).map(({ email }) => email);
    for (const { email } of [wrong, elsewhere, nothing]) expect(emails).not.toContain(email);
  });

  test("an address that has an account is refused at its field", async () => {
    const person = newPerson();
    await addPerson(keeper, person);
    expect(await problemsFrom(addPerson(keeper, { ...person, email: person.email.toUpperCase() }))).toEqual([
      "IDENTIFIER_TAKEN email",
    ]);
  });
});

describe("roles", () => {
  test("are given once and withdrawn, each written down once", async () => {
    const { id } = await addPerson(keeper, newPerson({ roles: ["author"] }));
    const reviewer = { userId: id, role: "reviewer", operatorId: operator.id } as const;
    await grantRole(keeper, reviewer);
    await grantRole(keeper, reviewer);
    expect(await membershipsOf(id)).toHaveLength(2);
    await withdrawRole(keeper, reviewer);
    await withdrawRole(keeper, reviewer);
    expect(await membershipsOf(id)).toEqual([{ role: "author", operatorId: operator.id }]);
    expect((await deedsAbout(id)).slice(2)).toEqual([
      "account.grantRole reviewer",
      "account.withdrawRole reviewer",
    ]);
  });

  test("of one operator are withdrawn without touching those of another", async () => {
    const other = await registry.operator("rival");
    const { id } = await addPerson(keeper, newPerson({ roles: ["author"] }));
    await grantRoles(keeper, { userId: id, operatorId: other.id, roles: ["author", "reviewer"] });
    await withdrawRole(keeper, { userId: id, role: "author", operatorId: operator.id });
    const { held } = await readPerson(keeper, { id });
    expect(held).toMatchObject([{ operatorId: other.id, roles: ["author", "reviewer"] }]);
  });

  test("of somebody or for an operator that does not exist are refused", async () => {
    const grant = { userId: "nobody", role: "author", operatorId: operator.id } as const;
    expect((await refusalFrom(grantRole(keeper, grant))).code).toBe("PERSON_NOT_FOUND");
    expect((await refusalFrom(withdrawRole(keeper, grant))).code).toBe("PERSON_NOT_FOUND");
    const { id } = await addPerson(keeper, newPerson());
    const elsewhere = { userId: id, role: "author", operatorId: nowhere } as const;
    expect(await problemsFrom(grantRole(keeper, elsewhere))).toEqual(["OPERATOR_NOT_FOUND operatorId"]);
    expect(await problemsFrom(grantRoles(keeper, { ...elsewhere, roles: [] }))).toEqual([
      "E_ROLE_REQUIRED roles",
    ]);
  });

  test("several are given together or not at all", async () => {
    const { id } = await addPerson(keeper, newPerson({ roles: ["author"] }));
    const mixed = { userId: id, operatorId: operator.id, roles: ["reviewer", "keeper"] as const };
    expect(await problemsFrom(grantRoles(keeper, mixed))).toEqual(["E_ROLE_OPERATOR operatorId"]);
    expect(await membershipsOf(id)).toEqual([{ role: "author", operatorId: operator.id }]);
  });
});

describe("the last keeper", () => {
  async function keepers(): Promise<readonly string[]> {
    const rows = await database.db
      .select({ userId: membership.userId })
      .from(membership)
      .where(eq(membership.role, "keeper"));
    return rows.map(({ userId }) => userId);
  }
  const withdraw = (userId: string) => withdrawRole(keeper, { userId, role: "keeper", operatorId: null });

  test("stays keeper, and the refusal says so", async () => {
    const first = (await addPerson(keeper, newPerson({ operatorId: null, roles: ["keeper"] }))).id;
    expect(await keepers()).toEqual([first]);
    expect((await refusalFrom(withdraw(first))).code).toBe("LAST_KEEPER");
    expect(await keepers()).toEqual([first]);
    const second = (await addPerson(keeper, newPerson({ operatorId: null, roles: ["keeper"] }))).id;
    await withdraw(first);
    expect(await keepers()).toEqual([second]);
  });

  test("withdrawing the role from somebody who does not hold it changes nothing", async () => {
    const [last] = await keepers();
    const { id } = await addPerson(keeper, newPerson());
    await withdraw(id);
    expect(await keepers()).toEqual([last]);
  });

  test("is left also when two keepers are withdrawn at once", async () => {
    const [one = ""] = await keepers();
    const two = (await addPerson(keeper, newPerson({ operatorId: null, roles: ["keeper"] }))).id;
    const results = await Promise.allSettled([withdraw(one), withdraw(two)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await keepers()).toHaveLength(1);
  });
});

describe("a new password", () => {
  test("replaces the old one and ends every session of that person, of nobody else", async () => {
    const ada = await addPerson(keeper, newPerson());
    const eve = await addPerson(keeper, newPerson());
    for (const { email, password } of [ada, ada, eve]) await signIn(email, password);
    const renewed = await setPassword(keeper, { userId: ada.id });
    const left = await database.db.select({ userId: session.userId }).from(session);
    expect(left.map(({ userId }) => userId)).not.toContain(ada.id);
    expect(left.map(({ userId }) => userId)).toContain(eve.id);
    expect(await signIn(ada.email, ada.password)).toBeUndefined();
    expect(await signIn(renewed.email, renewed.password)).toBe(ada.id);
    expect((await deedsAbout(ada.id)).at(-1)).toBe("account.setPassword");
    const [deed] = await database.db
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.subject, ada.id), eq(auditEvent.action, "account.setPassword")));
    expect(JSON.stringify(deed)).not.toContain(renewed.password);
  });

  test("for nobody is refused", async () => {
    expect((await refusalFrom(setPassword(keeper, { userId: "nobody" }))).code).toBe("PERSON_NOT_FOUND");
  });
});

describe("tokens", () => {
  test("are listed without themselves, and end when they are revoked", async () => {
    const { id } = await addPerson(keeper, newPerson());
    const { token } = await createToken(keeper, { userId: id, name: "erp", lastDay: "2026-11-20" });
    registry.setTime("2026-11-20T12:00:01Z");
    await createToken(keeper, { userId: id, name: "label printer" });
    registry.setTime("2026-11-20T12:00:00Z");
    const { tokens } = await readPerson(keeper, { id });
    expect(tokens).toMatchObject([
      { name: "erp", lastDay: "2026-11-20", isExpired: false },
      { name: "label printer", lastDay: null, isExpired: false },
    ]);
    expect(JSON.stringify(tokens)).not.toContain(token);
    expect((await findCallerByToken(database.db, `Bearer ${token}`, now)).userId).toBe(id);

    await revokeToken(keeper, { id: tokens[0]?.id ?? "" });
    const ended = await refusalFrom(findCallerByToken(database.db, `Bearer ${token}`, now));
    expect(ended.code).toBe("NOT_SIGNED_IN");
    expect((await readPerson(keeper, { id })).tokens.map(({ name }) => name)).toEqual(["label printer"]);
    expect((await deedsAbout(id)).slice(-3)).toEqual([
      "account.createToken",
      "account.createToken",
      "account.revokeToken",
    ]);
  });

  test("count on their last day and not after it", async () => {
    const { id } = await addPerson(keeper, newPerson());
    const { token } = await createToken(keeper, { userId: id, name: "erp", lastDay: "2026-11-20" });
    const at = (time: string) => findCallerByToken(database.db, `Bearer ${token}`, new Date(time));
    expect((await at("2026-11-20T23:59:59.999Z")).userId).toBe(id);
    expect((await refusalFrom(at("2026-11-21T00:00:00Z"))).code).toBe("NOT_SIGNED_IN");
    registry.setTime("2026-11-21T00:00:00Z");
    expect((await readPerson(keeper, { id })).tokens).toMatchObject([{ isExpired: true }]);
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test("without a name, for a day that is over or that does not exist, are refused at the field", async () => {
    const userId = keeper.caller.userId ?? "";
    const asked = (name: string, lastDay: string) =>
      problemsFrom(createToken(keeper, { userId, name, lastDay }));
    expect(await asked(" ", "2026-11-19")).toEqual(["E_REQUIRED name", "E_DATE_PAST lastDay"]);
    expect(await asked("erp", "2026-02-30")).toEqual(["E_DATE_FORMAT lastDay"]);
  });

  test("of nobody are not made, and what is not there is not revoked", async () => {
    expect((await refusalFrom(createToken(keeper, { userId: "nobody", name: "erp" }))).code).toBe(
      "PERSON_NOT_FOUND",
    );
    expect((await refusalFrom(revokeToken(keeper, { id: nowhere }))).code).toBe("TOKEN_NOT_FOUND");
  });
});

describe("operators, as the keeper sees them", () => {
  test("come with their keys and the number of models and passports", async () => {
    const empty = await createOperator(keeper, operatorCalled("newcomer"));
    await declaredModel(operator);
    const surveyed = await surveyOperators(keeper);
    expect(surveyed.find(({ id }) => id === operator.id)).toMatchObject({ modelCount: 1, passportCount: 0 });
    expect(surveyed.find(({ id }) => id === empty.id)).toMatchObject({
      slug: "newcomer",
      did: "did:web:localhost%3A3000:op:newcomer",
      keys: [{ state: "active", custody: "registry", use: "passport" }],
      modelCount: 0,
      passportCount: 0,
    });
  });

  test("are entered with every problem at its field, or not at all", async () => {
    const wrong = {
      ...operatorCalled("x"),
      ...{ slug: "Not A Slug", name: "", city: " ", country: "China", email: "office", identifier: "" },
      ...{ web: "javascript:alert(1)", identifierScheme: "passport number" },
    };
    expect(await problemsFrom(createOperator(keeper, wrong))).toEqual([
      "E_OPERATOR_SLUG_FORMAT slug",
      "E_REQUIRED name",
      "E_REQUIRED city",
      "E_COUNTRY_FORMAT country",
      "E_EMAIL_FORMAT email",
      "E_WEB_FORMAT web",
      "E_REQUIRED identifier",
      "E_IDENTIFIER_SCHEME identifierScheme",
    ]);
    expect((await surveyOperators(keeper)).map(({ name }) => name)).not.toContain("");
  });

  test("never share a name in addresses", async () => {
    expect(await problemsFrom(createOperator(keeper, operatorCalled("voltara")))).toEqual([
      "IDENTIFIER_TAKEN slug",
    ]);
  });
});

test("people are listed by name", async () => {
  const names = (await listPeople(keeper)).map(({ name }) => name);
  const rows = await database.db.select({ name: user.name }).from(user).orderBy(user.name);
  expect(names).toEqual(rows.map(({ name }) => name));
  expect((await refusalFrom(readPerson(keeper, { id: "nobody" }))).code).toBe("PERSON_NOT_FOUND");
});

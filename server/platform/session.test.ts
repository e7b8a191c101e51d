import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { apiToken, auditEvent, session } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { createToken } from "../services/account/create-token.ts";
import { createUser } from "../services/account/create-user.ts";
import { grantRole } from "../services/account/grant-role.ts";
import { me } from "../services/account/me.ts";
import { tokenHash } from "../services/account/token-hash.ts";
import type { Fixture, TestOperator } from "../test/fixture.ts";
import { fixture, testUrl } from "../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../test/refusal-of.ts";
import type { Sessions } from "./session.ts";
import { callerOf, createSessions } from "./session.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let sessions: Sessions;
let userId: string;
const email = "Ada@Example.example";
const password = "correct horse battery";
const now = new Date("2026-11-20T12:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  sessions = createSessions({ db: database.db, secret: "s".repeat(32), publicUrl: testUrl });
  ({ id: userId } = await createUser(registry.keeper, { name: "Ada", email, password }));
  await grantRole(registry.keeper, { userId, role: "author", operatorId: operator.id });
  await grantRole(registry.keeper, { userId, role: "author", operatorId: operator.id });
});
afterAll(() => database.end());

function post(path: string, body: object, headers: Record<string, string> = {}, ip = "192.0.2.1") {
  return sessions.handler(
    new Request(`${testUrl}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: testUrl, "x-forwarded-for": ip, ...headers },
      body: JSON.stringify(body),
    }),
  );
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

const caller = (headers: Record<string, string>) =>
  callerOf(new Headers(headers), { db: database.db, sessions, now: () => now });

describe("signing in", () => {
  test("sets a cookie that scripts cannot read, and the caller has the memberships", async () => {
    const response = await post("/sign-in/email", { email: email.toLowerCase(), password });
    expect(response.status).toBe(200);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const found = await caller({ cookie: cookieOf(response) });
    expect(found).toEqual({
      userId,
      name: "Ada",
      memberships: [{ role: "author", operatorId: operator.id }],
    });
    expect(await me(registry.as(found))).toMatchObject({
      email: email.toLowerCase(),
      memberships: [{ operatorSlug: "voltara" }],
    });
    await post("/sign-out", {}, { cookie: cookieOf(response) });
    expect(await caller({ cookie: cookieOf(response) })).toMatchObject({ userId: null, memberships: [] });
  });

  test("over https the cookie is secure", async () => {
    const secure = createSessions({
      db: database.db,
      secret: "s".repeat(32),
      publicUrl: "https://registry.example",
    });
    const { authCookies } = await secure.$context;
    expect(authCookies.sessionToken.name).toMatch(/^__Secure-/);
    expect(authCookies.sessionToken.attributes.secure).toBe(true);
  });

  test("with a wrong password makes no session", async () => {
    const before = await database.db.$count(session);
    expect((await post("/sign-in/email", { email, password: "wrong password" })).status).toBe(401);
    expect(await database.db.$count(session)).toBe(before);
  });

  test("is limited: who guesses on is told to wait", async () => {
    const answers = [];
    for (let guess = 0; guess < 11; guess += 1) {
      answers.push(
        (await post("/sign-in/email", { email, password: "a wrong guess" }, {}, "192.0.2.77")).status,
      );
    }
    expect(answers.slice(0, 10).every((status) => status === 401)).toBe(true);
    expect(answers[10]).toBe(429);
  });

  test("never keeps out who knows the password: a whole works behind one address signs in within a minute", async () => {
    const answers = [];
    for (let colleague = 0; colleague < 12; colleague += 1)
      answers.push((await post("/sign-in/email", { email, password }, {}, "192.0.2.78")).status);
    expect(new Set(answers)).toEqual(new Set([200]));
  });

  test("from another site's page is refused", async () => {
    const answer = await post(
      "/sign-in/email",
      { email, password },
      { origin: "https://evil.example" },
      "192.0.2.5",
    );
    expect(answer.status).toBe(403);
  });

  test("nobody makes an account over HTTP", async () => {
    const answer = await post(
      "/sign-up/email",
      { name: "Eve", email: "eve@example.example", password },
      {},
      "192.0.2.6",
    );
    expect(answer.ok).toBe(false);
    expect(
      await problemsFrom(createUser(registry.keeper, { name: "", email: "x", password: "short" })),
    ).toEqual(["E_REQUIRED name", "E_EMAIL_FORMAT email", "E_PASSWORD_LENGTH password"]);
  });
});

describe("a person's own password", () => {
  const changed = "another horse battery";
  const change = (cookie: string, currentPassword: string, newPassword: string, ip: string) =>
    post(
      "/change-password",
      { currentPassword, newPassword, revokeOtherSessions: true },
      cookie === "" ? {} : { cookie },
      ip,
    );
  const deeds = () =>
    database.db
      .select({ actorId: auditEvent.actorId, subject: auditEvent.subject })
      .from(auditEvent)
      .where(eq(auditEvent.action, "account.changePassword"));

  test("is not changed without the present one, without a session, or to a short one", async () => {
    const ip = "192.0.2.20";
    const { email: own, id } = await createUser(registry.keeper, {
      ...{ name: "Bo", email: "bo@works.example", password },
    });
    const cookie = cookieOf(await post("/sign-in/email", { email: own, password }, {}, ip));
    expect((await change("", password, changed, ip)).status).toBe(401);
    expect((await change(cookie, "not the password", changed, ip)).status).toBe(400);
    expect((await change(cookie, password, "short", ip)).status).toBe(400);
    expect((await caller({ cookie })).userId).toBe(id);
    expect(await deeds()).toEqual([]);
  });

  test("ends every other session, keeps the person signed in, and is written down", async () => {
    const ip = "192.0.2.21";
    const { email: own, id } = await createUser(registry.keeper, {
      ...{ name: "Cy", email: "cy@works.example", password },
    });
    const elsewhere = cookieOf(await post("/sign-in/email", { email: own, password }, {}, ip));
    const here = cookieOf(await post("/sign-in/email", { email: own, password }, {}, ip));
    const answer = await change(here, password, changed, ip);
    expect(answer.status).toBe(200);
    expect((await caller({ cookie: cookieOf(answer) })).userId).toBe(id);
    expect((await caller({ cookie: elsewhere })).userId).toBeNull();
    expect((await caller({ cookie: here })).userId).toBeNull();
    expect((await post("/sign-in/email", { email: own, password }, {}, ip)).status).toBe(401);
    expect((await post("/sign-in/email", { email: own, password: changed }, {}, ip)).status).toBe(200);
    expect(await deeds()).toEqual([{ actorId: id, subject: id }]);
  });
});

describe("a token", () => {
  test("acts for its user, and only its hash is kept", async () => {
    const { token } = await createToken(registry.keeper, { userId, name: "erp" });
    expect(await caller({ authorization: `Bearer ${token}` })).toMatchObject({
      userId,
      memberships: [{ role: "author" }],
    });
    const rows = await database.db.select().from(apiToken);
    expect(JSON.stringify(rows)).not.toContain(token.slice(3));
    expect(rows.map((row) => row.tokenHash)).toContain(tokenHash(token));
  });

  test("that is unknown, expired, revoked or misspelled is refused, never taken for anyone", async () => {
    registry.setTime("2026-11-19T12:00:00Z");
    const { token: expired } = await createToken(registry.keeper, {
      ...{ userId, name: "old", lastDay: "2026-11-19" },
    });
    registry.setTime(now.toISOString());
    const { token: revoked } = await createToken(registry.keeper, { userId, name: "gone" });
    await database.db
      .update(apiToken)
      .set({ revokedAt: now })
      .where(eq(apiToken.tokenHash, tokenHash(revoked)));
    for (const authorization of [
      `Bearer ${expired}`,
      `Bearer ${revoked}`,
      "Bearer unknown",
      "Basic abc",
      "Bearer a b",
    ]) {
      expect((await refusalFrom(caller({ authorization }))).status).toBe(401);
    }
  });
});

test("without cookie and token the caller is anyone", async () => {
  expect(await caller({})).toEqual({ userId: null, name: null, memberships: [] });
  expect(await caller({ cookie: "cellproof.session_token=made-up.signature" })).toMatchObject({
    userId: null,
  });
});

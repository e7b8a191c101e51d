import { beforeEach, expect, test } from "vitest";
import { limitSignIns } from "./sign-in-limit.ts";

const path = "/api/auth/sign-in/email";
let clock: number;
/** What stands behind the limit: one password for everybody. */
let handler: (request: Request) => Promise<Response>;
let limited: (request: Request) => Promise<Response>;

beforeEach(() => {
  clock = 0;
  handler = async (request) => {
    const { password }: { password?: unknown } = Object(await request.json());
    return new Response(null, { status: password === "right" ? 200 : 401 });
  };
  limited = limitSignIns(
    (request) => handler(request),
    path,
    () => clock,
  );
});

function attempt(email: string, password: string, from = "192.0.2.1", at = path): Promise<Response> {
  return limited(
    new Request(`https://registry.example${at}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": from },
      body: JSON.stringify({ email, password }),
    }),
  );
}

async function statuses(count: number, one: (index: number) => Promise<Response>): Promise<number[]> {
  const found = [];
  for (let index = 0; index < count; index += 1) found.push((await one(index)).status);
  return found;
}

test("ten wrong passwords for one account in a minute, then the seconds to wait; the right one waits too", async () => {
  expect(await statuses(10, () => attempt("ada@x.example", "wrong"))).toEqual(Array(10).fill(401));
  clock = 20_500;
  const refused = await attempt("ADA@x.example", "right");
  expect([refused.status, refused.headers.get("x-retry-after")]).toEqual([429, "40"]);
  expect((await attempt("bo@x.example", "right")).status).toBe(200);
  expect((await attempt("ada@x.example", "right", "192.0.2.2")).status).toBe(200);
  clock = 60_000;
  expect((await attempt("ada@x.example", "right")).status).toBe(200);
});

test("right passwords are never counted, at any pace and behind one address", async () => {
  const steady = async (index: number) => {
    clock = index * 8000;
    return attempt("ada@x.example", "right");
  };
  expect(await statuses(100, steady)).toEqual(Array(100).fill(200));
  expect(await statuses(100, () => attempt("ada@x.example", "right"))).toEqual(Array(100).fill(200));
});

test("thirty wrong passwords from one network, whatever the accounts and the last bits of an IPv6 address", async () => {
  const spray = (index: number) => attempt(`p${index}@x.example`, "wrong", `2001:db8:0:7::${index}`);
  expect(await statuses(31, spray)).toEqual([...Array(30).fill(401), 429]);
  expect((await attempt("ada@x.example", "right", "2001:db8::7:ffff:1:2:3")).status).toBe(429);
  expect((await attempt("ada@x.example", "right", "2001:db8:0:8::1")).status).toBe(200);
});

test("tries that come at once count before any of them is answered", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => attempt("ada@x.example", "wrong")));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
});

test("what was no guess is not counted: another site's page, a failing database, another address", async () => {
  const wrong = () => attempt("ada@x.example", "wrong");
  handler = async () => new Response(null, { status: 403 });
  await statuses(40, wrong);
  handler = () => Promise.reject(new Error("no database"));
  for (let count = 0; count < 40; count += 1) await expect(wrong()).rejects.toThrow("no database");
  handler = async () => new Response(null, { status: 401 });
  await statuses(40, () => attempt("ada@x.example", "wrong", "192.0.2.1", "/api/auth/get-session"));
  expect((await wrong()).status).toBe(401);
});

test("a body that cannot be read is passed on, and counted for the network alone", async () => {
  handler = async () => new Response(null, { status: 400 });
  const request = () =>
    limited(new Request(`https://registry.example${path}`, { method: "POST", body: "{" }));
  expect(await statuses(40, request)).toEqual(Array(40).fill(400));
});

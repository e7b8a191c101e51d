import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { TestDatabase } from "../db/test-db.ts";
import { testDatabase } from "../db/test-db.ts";
import type { Context } from "./context.ts";
import { anyone } from "./context.ts";
import { appRouter } from "./root.ts";
import type { Fixture, TestOperator } from "./test/fixture.ts";
import { declaredModel, fixture, modelOf } from "./test/fixture.ts";
import { createCallerFactory, refusalOf } from "./trpc.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

/** What a browser gets: status and error of one call. */
async function call(ctx: Context, path: string, input: unknown) {
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    router: appRouter,
    createContext: () => ctx,
    req: new Request(`http://localhost:3000/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    }),
  });
  const { error }: { error?: { message: string; data: Record<string, unknown> } } = await response.json();
  return { status: response.status, message: error?.message, ...error?.data };
}

describe("the same code in the API and at the field", () => {
  test("a refusal keeps code, status and problems", async () => {
    const answer = await call(operator.author, "model.create", modelOf(operator, { gtin: "09520123456789" }));
    expect(answer).toMatchObject({
      ...{ status: 400, code: "BAD_REQUEST", refusal: "INVALID_INPUT" },
      problems: [{ code: "E_GTIN_CHECK_DIGIT", path: "gtin", params: { expected: "8" } }],
    });
  });

  test("an input of the wrong form names the field", async () => {
    const { massKg: _, ...rest } = modelOf(operator);
    const answer = await call(operator.author, "model.create", { ...rest, name: 7 });
    expect(answer).toMatchObject({ status: 400, refusal: "INVALID_INPUT" });
    expect(answer).toMatchObject({
      problems: [
        { code: "E_SCHEMA", path: "name" },
        { code: "E_SCHEMA", path: "massKg" },
      ],
    });
  });

  test("a field that an inventory does not keep is refused, not dropped", async () => {
    const draft = { id: crypto.randomUUID(), lock: 0 };
    const warranty = { energy: { warrantyMiles: { value: "100000", unit: "km" } } };
    expect(await call(operator.author, "footprint.changeEnergy", { ...draft, ...warranty })).toMatchObject({
      refusal: "INVALID_INPUT",
      problems: [
        { code: "E_SCHEMA", path: "energy", params: { expected: expect.stringContaining("warrantyMiles") } },
      ],
    });
    const line = { code: "cells", changes: { amuont: "1" } };
    expect(await call(operator.author, "footprint.changeLine", { ...draft, ...line })).toMatchObject({
      refusal: "INVALID_INPUT",
      problems: [{ code: "E_SCHEMA", path: "changes" }],
    });
  });

  test("a character that the database cannot keep is refused at its field", async () => {
    const input = modelOf(operator, { name: "pack\0" });
    expect(await call(operator.author, "model.create", input)).toMatchObject({
      refusal: "INVALID_INPUT",
      problems: [{ code: "E_SCHEMA", path: "name" }],
    });
  });

  test("nobody is told to sign in, a stranger that it is not allowed, a latecomer that the draft moved on", async () => {
    const { draft } = await declaredModel(operator);
    const input = { id: draft.id, lock: 5, code: "cells", changes: { amount: "1" } };
    expect(await call(registry.as(anyone), "footprint.changeLine", input)).toMatchObject({
      status: 401,
      refusal: "NOT_SIGNED_IN",
    });
    expect(await call(operator.reviewer, "footprint.changeLine", input)).toMatchObject({
      status: 403,
      refusal: "NOT_ALLOWED",
    });
    expect(await call(operator.author, "footprint.changeLine", input)).toMatchObject({
      status: 409,
      refusal: "EDITED_MEANWHILE",
    });
  });

  test("what is our fault says nothing about the inside", async () => {
    const broken: Context = {
      ...operator.author,
      now: () => {
        throw new Error("secret detail");
      },
    };
    const answer = await call(broken, "facility.create", {
      operatorId: operator.id,
      code: "Z",
      name: "z",
      city: "z",
      country: "CN",
    });
    expect(answer).toMatchObject({ status: 500, message: "internal error", refusal: null, problems: [] });
    expect(JSON.stringify(answer)).not.toContain("secret detail");
  });

  test("in process the refusal can be told from other errors", async () => {
    const caller = createCallerFactory(appRouter)(operator.author);
    const missing = "01990000-0000-7000-8000-000000000000";
    const error = await caller.model.read({ id: missing }).catch((thrown: unknown) => thrown);
    expect(refusalOf(error)).toMatchObject({ code: "MODEL_NOT_FOUND", status: 404 });
    expect(refusalOf(new Error("other"))).toBeUndefined();
  });
});

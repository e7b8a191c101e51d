import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { wholeLine } from "../../domain/carbon-footprint/compact-line.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "./change-line.ts";
import { readDeclaration } from "./read.ts";
import { readLines } from "./read-lines.ts";
import type { DeclarationView } from "./view.ts";

let database: TestDatabase;
let operator: TestOperator;
let stranger: TestOperator;
let draft: DeclarationView;

beforeAll(async () => {
  database = await testDatabase();
  const registry = fixture(database);
  operator = await registry.operator("voltara");
  stranger = await registry.operator("other");
  ({ draft } = await declaredModel(operator));
});
afterAll(() => database.end());

test("the lines are those of the declaration, to the last member", async () => {
  const { lines } = await readLines(operator.reviewer, { id: draft.id, lock: draft.lock });
  expect(lines.map(wholeLine)).toEqual(draft.lines.map(({ entered }) => entered));
});

test("of a state that is no longer the newest nothing is told: it would be calculated with other lines", async () => {
  const at = { id: draft.id, lock: draft.lock };
  await changeLine(operator.author, { ...at, code: "cells", changes: { amount: "7" } });
  expect(await refusalFrom(readLines(operator.author, at))).toMatchObject({ code: "EDITED_MEANWHILE" });
  const { lock } = await readDeclaration(operator.author, { id: draft.id });
  const { lines } = await readLines(operator.author, { id: draft.id, lock });
  expect(lines.find(({ code }) => code === "cells")?.amount).toBe("7");
});

test("another operator learns nothing", async () => {
  const { lock } = await readDeclaration(operator.author, { id: draft.id });
  const asked = readLines(stranger.author, { id: draft.id, lock });
  expect(await refusalFrom(asked)).toMatchObject({ code: "NOT_ALLOWED" });
});

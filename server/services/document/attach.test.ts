import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf, releaseData } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { createModel } from "../model/create.ts";
import { attachDocument } from "./attach.ts";
import { detachDocument } from "./detach.ts";
import { findDocuments } from "./find.ts";
import { listDocuments } from "./list.ts";
import { readFile } from "./read.ts";
import { uploadDocument } from "./upload.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let reader: Context;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("files");
  reader = registry.as(anyone);
});
afterAll(() => database.end());

const bytes = () => {
  count += 1;
  return Buffer.from(`%PDF-1.4\n% ${String(count)}\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n`);
};
const model = async () => {
  count += 1;
  const made = await createModel(operator.author, modelOf(operator, { modelCode: `FILE-${String(count)}` }));
  await releaseData(operator, made.id);
  return made;
};
const upload = async (modelId: string, attribute: string) => {
  const kept = await uploadDocument(operator.author, {
    ...{ modelId, attribute, title: "Manual", language: "en", bytes: bytes() },
  });
  return kept.path.split("/").at(-1) ?? "";
};

describe("one document at many data points", () => {
  test("is public where a public one names it and nowhere else", async () => {
    const [open, closed] = [await model(), await model()];
    const id = await upload(open.id, "instructionsForUse");
    const place = { modelId: closed.id, documentId: id, attribute: "disassemblyManual" };
    expect(await attachDocument(operator.author, place)).toEqual({ wasAttached: false });
    expect(await attachDocument(operator.author, place)).toEqual({ wasAttached: true });
    expect((await readFile(reader, { productUrl: open.productUrl, id })).open).toBe(true);
    expect(await refusalFrom(readFile(reader, { productUrl: closed.productUrl, id }))).toMatchObject({
      code: "NOT_SIGNED_IN",
    });
    const mine = await readFile(operator.author, { productUrl: closed.productUrl, id });
    expect(mine.open).toBe(false);
    expect(await findDocuments(reader, closed)).toEqual([]);
    const [listed] = await listDocuments(operator.reviewer, { operatorId: operator.id });
    expect(listed?.uses.map(({ modelId, attribute, dataSet }) => [modelId, attribute, dataSet])).toEqual([
      [closed.id, "disassemblyManual", "point2"],
      [open.id, "instructionsForUse", "point1"],
    ]);
  });

  test("is not found below a model it was never attached to", async () => {
    const [one, other] = [await model(), await model()];
    const id = await upload(one.id, "instructionsForUse");
    expect(await refusalFrom(readFile(reader, { productUrl: other.productUrl, id }))).toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
    });
  });

  test("taken off answers the data point no more, stays readable for what is signed, and can come back", async () => {
    const one = await model();
    const id = await upload(one.id, "removalManual");
    const place = { modelId: one.id, documentId: id, attribute: "removalManual" };
    await detachDocument(operator.author, place);
    expect(await findDocuments(operator.author, one)).toEqual([]);
    expect((await readFile(operator.author, { productUrl: one.productUrl, id })).open).toBe(false);
    expect(await refusalFrom(detachDocument(operator.author, place))).toMatchObject({
      code: "DOCUMENT_NOT_FOUND",
    });
    await attachDocument(operator.author, place);
    expect(await findDocuments(operator.author, one)).toHaveLength(1);
  });

  test("is attached by its own operator's authors alone, at data points that documents answer", async () => {
    const one = await model();
    const id = await upload(one.id, "removalManual");
    const place = { modelId: one.id, documentId: id, attribute: "instructionsForUse" };
    const other = await registry.operator("strangers");
    const theirs = await createModel(other.author, modelOf(other));
    for (const [ctx, at, code] of [
      [operator.reviewer, place, "NOT_ALLOWED"],
      [other.author, place, "NOT_ALLOWED"],
      [other.author, { ...place, modelId: theirs.id }, "DOCUMENT_NOT_FOUND"],
      [operator.author, { ...place, attribute: "batteryMass" }, "INVALID_INPUT"],
    ] as const)
      expect(await refusalFrom(attachDocument(ctx, at))).toMatchObject({ code });
    expect(await refusalFrom(listDocuments(other.author, { operatorId: operator.id }))).toMatchObject({
      code: "NOT_ALLOWED",
    });
  });
});

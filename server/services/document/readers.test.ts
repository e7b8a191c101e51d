import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batteryModel } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf, releaseData } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { adoptCatalogue } from "../catalogue/adopt.ts";
import { createModel } from "../model/create.ts";
import { readPassport } from "../passport/read.ts";
import { readFile } from "./read.ts";
import { uploadDocument } from "./upload.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

const official = (): Context => registry.as({ ...registry.keeper.caller, memberships: [authority] });
const authority = { role: "authority", operatorId: null } as const;
const newModel = () => {
  count += 1;
  return createModel(operator.author, modelOf(operator, { modelCode: `READ-${String(count)}` }));
};
async function upload(modelId: string, attribute: string): Promise<string> {
  count += 1;
  const bytes = Buffer.from(`%PDF-1.4\n% ${String(count)}\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n`);
  const file = { modelId, attribute, title: `${attribute} ${String(count)}`, language: "en", bytes };
  return (await uploadDocument(operator.author, file)).path.split("/").at(-1) ?? "";
}
const release = (id: string) => releaseData(operator, id);
const codeOf = async (reading: Promise<unknown>) => (await refusalFrom(reading)).code;

describe("files on the page of a passport", () => {
  const shownTo = async (ctx: Context, productUrl: string) =>
    (await readPassport(ctx, { productUrl })).documents.map(({ path }) => path.split("/").at(-1));

  test("are those of the signed version: what was attached since waits for its second person", async () => {
    const { id, productUrl } = await newModel();
    const first = await upload(id, "euDeclarationOfConformity");
    await release(id);
    const second = await upload(id, "euDeclarationOfConformity");
    const manual = await upload(id, "removalManual");
    for (const ctx of [registry.as(anyone), official(), operator.author])
      expect(await shownTo(ctx, productUrl)).toEqual([first]);
    await release(id);
    expect(new Set(await shownTo(registry.as(anyone), productUrl))).toEqual(new Set([first, second]));
    expect(new Set(await shownTo(official(), productUrl))).toEqual(new Set([first, second, manual]));
  });

  test("OWN-ECG-3: are not named where the law bars what they answer", async () => {
    const { id, productUrl } = await newModel();
    await upload(id, "instructionsForUse");
    await upload(id, "dueDiligenceReport");
    const conformity = await upload(id, "euDeclarationOfConformity");
    await release(id);
    expect(await shownTo(registry.as(anyone), productUrl)).toEqual([conformity]);
  });
});

test("a file of a model that was never signed is nobody's but its operator's, whoever knows its address", async () => {
  const { id, productUrl } = await newModel();
  const declaration = await upload(id, "euDeclarationOfConformity");
  for (const ctx of [registry.as(anyone), official()])
    expect(await codeOf(readFile(ctx, { productUrl, id: declaration }))).toBe("DOCUMENT_NOT_FOUND");
  expect((await readFile(operator.author, { productUrl, id: declaration })).open).toBe(true);
  await release(id);
  expect((await readFile(registry.as(anyone), { productUrl, id: declaration })).open).toBe(true);
});

test("after a hand-over who answers now reads every file of the model, and who answered before does not", async () => {
  const other = await registry.operator("takers");
  const { id, productUrl } = await newModel();
  const report = await upload(id, "testReportResults");
  await release(id);
  await database.db.update(batteryModel).set({ operatorId: other.id }).where(eq(batteryModel.id, id));
  expect((await readFile(other.author, { productUrl, id: report })).open).toBe(false);
  expect(await codeOf(readFile(operator.author, { productUrl, id: report }))).toBe("NOT_ALLOWED");
});

test("BATT-Art77(2)-sub5: an adopted catalogue decides who reads files, and which data points have any", async () => {
  const { id, productUrl } = await newModel();
  const manual = await upload(id, "removalManual");
  await release(id);
  const seen = async () => (await readFile(official(), { productUrl, id: manual })).open;
  expect(await seen()).toBe(false);
  expect(await codeOf(upload(id, "packingList"))).toBe("INVALID_INPUT");

  const ofFiles = bundledCatalogue.attributes.find((one) => one.id === "removalManual");
  if (ofFiles === undefined) throw new Error("The catalogue has no manual.");
  const packing: Attribute = { ...ofFiles, id: "packingList", dataSet: "point3" };
  const attributes = bundledCatalogue.attributes.map((one): Attribute =>
    one === ofFiles ? { ...one, dataSet: "point1" } : one,
  );
  const next = { ...bundledCatalogue, version: "1.2.0", attributes: [...attributes, packing] };
  await adoptCatalogue(registry.keeper, { text: JSON.stringify(next) });

  expect((await readFile(registry.as(anyone), { productUrl, id: manual })).open).toBe(true);
  const list = await upload(id, "packingList");
  expect((await readFile(official(), { productUrl, id: list })).open).toBe(false);
  expect(await codeOf(readFile(registry.as(anyone), { productUrl, id: list }))).toBe("NOT_SIGNED_IN");
});

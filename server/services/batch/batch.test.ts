import Ajv2020 from "ajv/dist/2020.js";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { artefact, passport, passportVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { catalogueSchema } from "../../domain/record/catalogue-schema.ts";
import { contentNames } from "../../domain/passport/document.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { readDocument } from "../passport/document.ts";
import { credentialOf } from "../passport/find-record.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { readPassport } from "../passport/read.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { createBatch } from "./create.ts";
import { listBatches } from "./list.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
/** One model named by a GTIN, one by its operator's own code. */
let models: Readonly<Record<"gs1" | "own", { readonly id: string; readonly productUrl: string }>>;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const released = async (code: string, gtin?: string) => {
    const { model, draft } = await declaredModel(operator, { modelCode: code, typeDesignation: code, gtin });
    await releaseReviewed(operator, draft);
    return model;
  };
  models = { gs1: await released("PACK-1", "09520123456788"), own: await released("PACK-2") };
});
afterAll(() => database.end());

describe("BATT-AnnexVI-A(2): a batch", () => {
  test.each([
    ["gs1", "http://localhost:3000/01/09520123456788/10/B%2F1"],
    ["own", "http://localhost:3000/id/voltara/PACK-2/batch/B%2F1"],
  ] as const)("has an address of its own with a signed record (%s)", async (scheme, productUrl) => {
    const { id: modelId, productUrl: ofModel } = models[scheme];
    const made = await createBatch(operator.signer, { modelId, number: "B/1", manufacturedOn: "2026-10" });
    expect(made).toMatchObject({ productUrl, version: 1, isPending: false });
    const view = await readPassport(registry.as(anyone), { productUrl });
    expect(view).toMatchObject({ level: "batch", batch: null });
    expect(view.record.verdict.overall).toBe("holds");
    expect(view.record.credential.credentialSubject).toMatchObject({
      ...{ id: productUrl, granularity: "batch", batteryModelPassport: ofModel },
      statutory: { batteryBatchNumber: "B/1", manufacturingDate: "2026-10" },
    });
    const document = await readDocument(registry.as(anyone), { productUrl });
    expect(document.granularity).toBe("batch");
    const { statutory } = contentNames(view.record.credential.credentialSubject);
    expect(document[statutory]).toMatchObject({ batteryBatchNumber: "B/1", batteryMass: "600" });
  });

  test("hides nothing: its full record is for everybody what it is for its operator", async () => {
    const { productUrl } = await createBatch(operator.signer, { modelId: models.own.id, number: "FULL" });
    const [ofAnyone, ofOwner] = [
      await readFullRecord(registry.as(anyone), { productUrl }),
      await readFullRecord(operator.signer, { productUrl }),
    ];
    expect(ofOwner.token).toBe(ofAnyone.token);
    expect(ofAnyone.token.split("~").filter((part) => part !== "")).toHaveLength(1);
  });

  test.each(["vc+jwt", "dc+sd-jwt"])("keeps to the published schema (%s)", async (kind) => {
    const validate = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false }).compile(
      catalogueSchema(bundledCatalogue),
    );
    const bodies = await database.db
      .select({ body: artefact.body })
      .from(artefact)
      .innerJoin(passport, eq(passport.id, artefact.passportId))
      .where(eq(artefact.kind, kind));
    const read = bodies.map(({ body }) => credentialOf(body));
    expect(read.filter(({ credentialSubject }) => credentialSubject.granularity === "batch").length).toBe(3);
    for (const one of read) expect(validate(one) ? [] : validate.errors).toEqual([]);
  });

  test("is named by its batteries, made with the first of them, and stands in their document", async () => {
    const modelId = models.gs1.id;
    const order = { modelId, manufacturedOn: "2026-10", batchNumber: "NEW" };
    const first = await issueItem(operator.signer, { ...order, serial: "N1" });
    await issueItem(operator.signer, { ...order, serial: "N2" });
    const view = await readPassport(registry.as(anyone), first);
    const batchUrl = `${models.gs1.productUrl}/10/NEW`;
    expect(view.batch).toEqual({ productUrl: batchUrl, path: "/01/09520123456788/10/NEW", number: "NEW" });
    expect(await readPassport(registry.as(anyone), { productUrl: batchUrl })).toMatchObject({
      level: "batch",
    });
    const rows = await listBatches(operator.author, { modelId });
    expect(rows.find(({ number }) => number === "NEW")).toMatchObject({
      ...{ itemCount: 2, manufacturedOn: null, productUrl: batchUrl },
    });
  });

  test("number is used once by a model, also by two at the same moment", async () => {
    const order = { modelId: models.own.id, number: "ONCE" };
    const both = await Promise.allSettled([1, 2].map(() => createBatch(operator.signer, order)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await problemsFrom(createBatch(operator.signer, order))).toEqual(["IDENTIFIER_TAKEN number"]);
  });

  test("is refused with a number that no address carries, a month that is none, and before its model", async () => {
    const { id: modelId } = models.own;
    const wrong = createBatch(operator.signer, { modelId, number: "..", manufacturedOn: "2026-13" });
    expect(await problemsFrom(wrong)).toEqual(["E_BATCH_RESERVED number", "E_MONTH_FORMAT manufacturedOn"]);
    const { model } = await declaredModel(operator, { modelCode: "LATER" });
    const early = createBatch(operator.signer, { modelId: model.id, number: "1" });
    expect((await refusalFrom(early)).code).toBe("MODEL_NOT_RELEASED");
  });

  test("is withdrawn like every passport", async () => {
    const { productUrl } = await createBatch(operator.signer, { modelId: models.own.id, number: "WRONG" });
    await revokeVersion(operator.signer, { productUrl, version: 1, reason: "wrongData" });
    const { record } = await readPassport(registry.as(anyone), { productUrl });
    expect(record.status).toMatchObject({ status: "revoked" });
    expect(record.verdict.overall).not.toBe("holds");
  });
});

test("no serial is the word that leads to batches", async () => {
  const { id: modelId } = models.own;
  const item = issueItem(operator.signer, { modelId, serial: "batch", manufacturedOn: "2026-10" });
  expect(await problemsFrom(item)).toEqual(["E_SERIAL_RESERVED serial"]);
  expect(await database.db.$count(passportVersion)).toBeGreaterThan(0);
});

import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  auditEvent,
  batteryModel,
  declaration,
  operator as operatorTable,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import type { StudyDocument } from "../../domain/study/content.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { changeHeader } from "../footprint/change-header.ts";
import { changeLine } from "../footprint/change-line.ts";
import { readDeclaration } from "../footprint/read.ts";
import { startNext } from "../footprint/start-next.ts";
import { newestSubject } from "../passport/find-record.ts";
import { readPassport } from "../passport/read.ts";
import { readStudyDocument } from "./read-document.ts";
import { readPublicDocument } from "./read-public.ts";
import { readStudyRequest } from "./read-request.ts";
import { surveyDocuments } from "./survey.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

const reader = () => registry.as(anyone);
const official = (role: Role): Promise<Context> =>
  registry.person(role, { role, operatorId: null }).then((caller) => registry.as(caller));

/** Submitted, approved and released in its newest state. */
async function release(id: string, reason?: string): Promise<void> {
  const { lock } = await readDeclaration(operator.author, { id });
  await releaseReviewed(operator, { id, lock }, reason);
}

const said = (document: StudyDocument) => JSON.stringify(document);

describe("the public study", () => {
  test("is there from the release on, at the address that the signed record names", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "PUB-1" });
    const before = readPublicDocument(reader(), { productUrl: model.productUrl, kind: "study" });
    expect((await refusalFrom(before)).code).toBe("PASSPORT_NOT_FOUND");
    await release(draft.id);
    const { record } = await readPassport(reader(), { productUrl: model.productUrl });
    const footprint = record.credential.credentialSubject.voluntary?.carbonFootprint;
    expect(footprint?.publicStudy).toBe(`${model.productUrl}/study/1`);
    const study = await readPublicDocument(reader(), {
      productUrl: model.productUrl,
      kind: "study",
      number: 1,
    });
    expect(study.qr?.url).toBe(footprint?.publicStudy);
    expect(study.watermark).toBeNull();
    for (const figure of [footprint?.kgCO2ePerKWh, footprint?.totalKgCO2e, footprint?.requestDigest])
      expect(said(study)).toContain(figure);
    for (const stage of footprint?.stages ?? []) expect(said(study)).toContain(stage.kgCO2e);
  });

  test("of a superseded declaration stays as it was and says by which it was replaced; a draft is never public", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "PUB-2" });
    await release(draft.id);
    const { productUrl } = model;
    const first = await readPublicDocument(reader(), { productUrl, kind: "study" });
    const next = await startNext(operator.author, { id: draft.id });
    const missing = readPublicDocument(reader(), { productUrl, kind: "study", number: 2 });
    expect((await refusalFrom(missing)).code).toBe("DECLARATION_NOT_FOUND");
    await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells", changes: { amount: "900" } },
    });
    await release(next.id, "Lighter cells");
    const old = await readPublicDocument(reader(), { productUrl, kind: "study", number: 1 });
    expect(old.notices).toEqual([{ say: "noticeReplaced", with: { number: { text: "2" } } }]);
    expect({ ...old, notices: [] }).toEqual({ ...first, notices: [] });
    const now = await readPublicDocument(reader(), { productUrl, kind: "study" });
    expect(now.qr?.url).toBe(`${productUrl}/study/2`);
    const declared = await readPublicDocument(reader(), { productUrl, kind: "declaration" });
    expect(declared.qr?.url).toBe(productUrl);
  });

  test("keeps the names of its day when operator and model are renamed later", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "PUB-3", name: "Name at release" });
    await release(draft.id);
    const { productUrl } = model;
    const before = await readPublicDocument(reader(), { productUrl, kind: "declaration" });
    await database.db.update(batteryModel).set({ name: "Later name" }).where(eq(batteryModel.id, model.id));
    await database.db
      .update(operatorTable)
      .set({ email: "new@voltara.example" })
      .where(eq(operatorTable.id, operator.id));
    expect(await readPublicDocument(reader(), { productUrl, kind: "declaration" })).toEqual(before);
    await database.db
      .update(operatorTable)
      .set({ email: "office@voltara.example" })
      .where(eq(operatorTable.id, operator.id));
  });

  test("never leaves the service with a confidential line in it", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "PUB-4" });
    const hidden = await changeLine(operator.author, {
      ...{ id: draft.id, lock: draft.lock, code: "cells", changes: { confidential: true } },
    });
    expect(await surveyDocuments(operator.author, { id: draft.id })).toMatchObject({
      computes: true,
      confidentialLines: 1,
      closedStages: ["raw_materials_and_parts"],
      publicStudy: null,
    });
    await release(hidden.id);
    const study = said(await readPublicDocument(reader(), { productUrl: model.productUrl, kind: "study" }));
    expect(study).not.toContain("cells");
    expect(study).not.toContain('"1000"');
    const report = said(await readStudyDocument(operator.reviewer, { id: draft.id, kind: "report" }));
    expect(report).toContain("cells");
  });
});

describe("the full report", () => {
  test("is for the operator, notified bodies and, once released, authorities; nobody else", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "REP-1" });
    const rival = await registry.operator("rival");
    const [authority, body, interested] = [
      await official("authority"),
      await official("notifiedBody"),
      await official("interest"),
    ];
    const read = (ctx: Context) => readStudyDocument(ctx, { id: draft.id, kind: "report" });
    const refused = async (ctx: Context) => (await refusalFrom(read(ctx))).code;
    expect((await read(operator.author)).watermark).toEqual({ say: "watermarkDraft" });
    expect((await read(body)).qr).toBeNull();
    expect(await refused(authority)).toBe("NOT_ALLOWED");
    await release(draft.id);
    expect((await read(authority)).watermark).toBeNull();
    expect(await refused(rival.author)).toBe("NOT_ALLOWED");
    expect(await refused(interested)).toBe("NOT_ALLOWED");
    expect(await refused(reader())).toBe("NOT_SIGNED_IN");
  });

  test("read from outside the operator is written down, read by its own people is not", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "REP-2" });
    await release(draft.id);
    const body = await official("notifiedBody");
    await readStudyDocument(operator.author, { id: draft.id, kind: "report" });
    await readStudyDocument(body, { id: draft.id, kind: "study" });
    await readStudyDocument(body, { id: draft.id, kind: "report" });
    const events = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, draft.id));
    const reads = events.filter(({ action }) => action === "study.read");
    // Under no operator: nobody should learn from it what an inquiry looks at.
    expect(reads.map(({ actorId, operatorId }) => [actorId, operatorId])).toEqual([
      [body.caller.userId, null],
    ]);
  });

  test("comes with the calculation request whose digest it prints", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "REP-3" });
    const early = readStudyRequest(operator.author, { id: draft.id });
    expect((await refusalFrom(early)).code).toBe("NOT_RELEASED");
    await release(draft.id);
    const { body } = await readStudyRequest(await official("notifiedBody"), { id: draft.id });
    const digest = createHash("sha256").update(body).digest("base64url");
    expect(said(await readStudyDocument(operator.author, { id: draft.id, kind: "report" }))).toContain(
      digest,
    );
    expect((await refusalFrom(readStudyRequest(reader(), { id: draft.id }))).code).toBe("NOT_SIGNED_IN");
  });

  test("says what the notes of the study say", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "REP-4" });
    const study = {
      goal: "To declare pack 100",
      exclusions: [{ what: "Pallets", reason: "Returned and used again" }],
    };
    const noted = await changeHeader(operator.author, { id: draft.id, lock: draft.lock, header: { study } });
    const report = said(await readStudyDocument(operator.author, { id: noted.id, kind: "report" }));
    for (const words of ["To declare pack 100", "Pallets", "Returned and used again"])
      expect(report).toContain(words);
    expect((await surveyDocuments(operator.reviewer, { id: draft.id })).notes).toEqual(study);
  });

  test("of what does not compute there is none, and the survey says so", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "REP-5" });
    await database.pool.query(
      "update inventory set energy = '{}' where id = (select inventory_id from declaration where id = $1)",
      [draft.id],
    );
    const read = readStudyDocument(operator.author, { id: draft.id, kind: "report" });
    expect((await refusalFrom(read)).code).toBe("NOT_COMPUTABLE");
    expect((await surveyDocuments(operator.author, { id: draft.id })).computes).toBe(false);
  });
});

test("the address in the record is a product address of ours", async () => {
  const [row] = await database.db.select().from(declaration).where(eq(declaration.state, "released"));
  const subject = await newestSubject(
    database.db,
    (
      await database.pool.query("select passport_id from passport_version where declaration_id = $1", [
        row?.id,
      ])
    ).rows[0].passport_id,
  );
  expect(subject?.voluntary?.carbonFootprint?.publicStudy?.startsWith(`${testUrl}/id/voltara/`)).toBe(true);
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  auditEvent,
  batteryModel,
  caseEvent,
  caseFile,
  disclosureDelivery,
  passport,
  recordQuestion,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { parseBundle, verifyBundle } from "../../domain/verification/bundle.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import type { StudyDocument } from "../../domain/study/content.ts";
import { uploadDocument } from "../document/upload.ts";
import { loadLibrary } from "../factor/load-library.ts";
import { newId } from "../new-id.ts";
import { changeLine } from "../footprint/change-line.ts";
import { startNext } from "../footprint/start-next.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { actOnCase } from "./act-on-case.ts";
import { answerQuestion } from "./answer-question.ts";
import { askQuestion } from "./ask-question.ts";
import { decideReport } from "./decide-report.ts";
import { drawSample } from "./draw-sample.ts";
import { exportCase } from "./export-case.ts";
import { fileReport } from "./file-report.ts";
import { findAlerts } from "./find-alerts.ts";
import { listQuestions } from "./list-questions.ts";
import { listReports } from "./list-reports.ts";
import { openCase } from "./open-case.ts";
import { listCases, readCase } from "./read-cases.ts";
import { readStudyDocument } from "../study/read-document.ts";
import { readHistory } from "./read-history.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let official: Context;
let productUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("maker");
  official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
  productUrl = (await released("BENCH")).productUrl;
});
beforeEach(() => {
  registry.setTime("2026-11-20T12:00:00Z");
});
afterAll(() => database.end());

async function released(modelCode: string, more: { readonly warrantyMonths?: string } = {}) {
  const { model, draft } = await declaredModel(operator, { modelCode, typeDesignation: modelCode, ...more });
  await releaseReviewed(operator, draft);
  return { productUrl: model.productUrl, draftId: draft.id, modelId: model.id };
}

describe("a sample", () => {
  const wanted = { seed: "2026-11-21 noon", size: "2", level: "model" };

  test("is the same for the same seed and day, also when more is released afterwards", async () => {
    for (const code of ["S-1", "S-2", "S-3"]) await released(code);
    const sample = await drawSample(official, { ...wanted, day: "2026-11-20" });
    expect(sample.drawn).toHaveLength(2);
    registry.setTime("2026-11-21T09:00:00Z");
    await released("S-4");
    const again = await drawSample(official, { ...wanted, day: "2026-11-20" });
    expect(again).toEqual(sample);
    const today = await drawSample(official, wanted);
    expect(today.listSize).toBe(sample.listSize + 1);
    expect(today.listDigest).not.toBe(sample.listDigest);
  });

  test("holds only what the filter lets through", async () => {
    expect((await drawSample(official, { ...wanted, category: "LMT" })).listSize).toBe(0);
    expect((await drawSample(official, { ...wanted, from: "2027-01-01" })).listSize).toBe(0);
    const { listSize } = await drawSample(official, { ...wanted, facilityId: operator.facilityId });
    expect(listSize).toBeGreaterThan(0);
  });

  test("holds those first released within days, both of them included", async () => {
    registry.setTime("2026-11-26T10:00:00Z");
    await released("S-DAYS");
    const within = async (from: string, until: string) =>
      (await drawSample(official, { ...wanted, from, until })).listSize;
    expect(await within("2026-11-26", "2026-11-26")).toBe(1);
    expect(await within("2026-11-27", "2026-11-27")).toBe(0);
    expect(await within("2026-11-25", "2026-11-25")).toBe(0);
    const turned = drawSample(official, { ...wanted, from: "2026-11-27", until: "2026-11-26" });
    expect(await problemsFrom(turned)).toEqual(["E_PERIOD_ORDER until"]);
  });

  test("of passports without a field looks into the record that stood then, of a battery into its model's", async () => {
    registry.setTime("2026-11-27T10:00:00Z");
    const bare = await released("S-BARE", { warrantyMonths: "" });
    const full = await released("S-FULL", { warrantyMonths: "96" });
    for (const [place, { modelId }] of [bare, full].entries())
      await issueItem(operator.signer, { modelId, serial: `S${String(place)}`, manufacturedOn: "2026-10" });
    const drawn = async (missing: string, level: string) =>
      (
        await drawSample(official, {
          ...{ seed: "x", size: "1000", level, missing, from: "2026-11-27", until: "2026-11-27" },
        })
      ).drawn.map(({ productUrl: url }) => url);
    expect(await drawn("warranty", "model")).toEqual([bare.productUrl]);
    expect(await drawn("warranty", "item")).toEqual([`${bare.productUrl}/S0`]);
    expect(await drawn("carbonFootprint", "")).toEqual([]);
    expect((await drawn("placedOnMarket", "")).toSorted()).toEqual([
      ...[`${bare.productUrl}/S0`, `${full.productUrl}/S1`],
    ]);
    expect(await problemsFrom(drawSample(official, { ...wanted, missing: "colour" }))).toEqual([
      "E_SAMPLE_FIELD missing",
    ]);
  });

  test("stays the same when one of its passports has ended since", async () => {
    const before = await drawSample(official, { ...wanted, day: "2026-11-27" });
    const [first] = before.drawn;
    await database.db
      .update(passport)
      .set({ endedAt: new Date("2026-12-01T00:00:00Z") })
      .where(eq(passport.productUrl, first?.productUrl ?? ""));
    registry.setTime("2026-12-02T10:00:00Z");
    expect(await drawSample(official, { ...wanted, day: "2026-11-27" })).toEqual(before);
    expect((await drawSample(official, wanted)).listSize).toBe(before.listSize - 1);
  });

  test("of no size or no day is refused at the field", async () => {
    expect(await problemsFrom(drawSample(official, { seed: "", size: "0", day: "2026-02-30" }))).toEqual([
      "E_REQUIRED seed",
      "E_SAMPLE_SIZE size",
      "E_DATE_FORMAT day",
    ]);
  });
});

describe("a question inside the record", () => {
  test("is seen and answered by the operator alone, and neither is ever changed", async () => {
    const other = await registry.operator("stranger");
    const { id } = await askQuestion(official, { productUrl, text: "Which plant?", dueOn: "2026-12-01" });
    expect(await listQuestions(other.author)).toEqual([]);
    expect((await refusalFrom(answerQuestion(other.author, { questionId: id, text: "Ours." }))).code).toBe(
      "QUESTION_NOT_FOUND",
    );
    await answerQuestion(operator.author, { questionId: id, text: "Plant one." });
    const [seen] = await listQuestions(operator.reviewer, { productUrl });
    expect(seen).toMatchObject({
      ...{ id, version: 1, text: "Which plant?", dueOn: "2026-12-01", isOverdue: false },
      answers: [{ text: "Plant one.", by: "maker author" }],
    });
    await expect(
      database.db.update(recordQuestion).set({ text: "x" }).where(eq(recordQuestion.id, id)),
    ).rejects.toThrow();
    expect((await readHistory(official, { productUrl })).questions).toMatchObject([{ id }]);
  });

  test("is overdue once its day has passed without an answer", async () => {
    await askQuestion(official, { productUrl, text: "When?", dueOn: "2026-11-20" });
    registry.setTime("2026-11-21T00:00:00Z");
    expect((await listQuestions(official))[0]).toMatchObject({ text: "When?", isOverdue: true });
    expect(await problemsFrom(askQuestion(official, { productUrl, text: "?", dueOn: "2026-11-20" }))).toEqual(
      ["E_DUE_PAST dueOn"],
    );
  });
});

describe("the history of a passport", () => {
  test("says who released each version, what changed, and which stood on a day", async () => {
    const { productUrl: url, draftId } = await released("HISTORY");
    registry.setTime("2026-11-22T12:00:00Z");
    const next = await startNext(operator.author, { id: draftId });
    const { lock } = await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells", changes: { amount: "900" } },
    });
    await releaseReviewed(operator, { id: next.id, lock }, "another amount");
    const history = await readHistory(official, { productUrl: url, day: "2026-11-21", before: 1, after: 2 });
    expect(history.versions.map(({ version, releasedBy, reason }) => [version, releasedBy, reason])).toEqual([
      [2, "maker signer", "another amount"],
      [1, "maker signer", null],
    ]);
    expect(history.versions[1]?.status?.status).toBe("superseded");
    expect(history.stoodAt).toEqual({ day: "2026-11-21", version: 1 });
    expect(history.difference?.changes.length).toBeGreaterThan(0);
    expect(history.difference?.changes).toEqual(history.versions[0]?.changes);
    // Art. 77(2)(b) and the policy's row: an authority opens the study behind each declaration.
    expect(history.versions.map(({ study }) => study)).toEqual([
      { declarationId: next.id, number: 2 },
      { declarationId: draftId, number: 1 },
    ]);
    const report = await readStudyDocument(official, { id: next.id, kind: "report" });
    expect(report.kind).toBe("report");
  });

  test("is a reading of an authority, kept where no operator looks", async () => {
    await readHistory(official, { productUrl });
    const kept = await database.db
      .select()
      .from(disclosureDelivery)
      .where(eq(disclosureDelivery.readerId, official.caller.userId ?? ""));
    expect(kept.at(-1)).toMatchObject({ audience: "authority", form: "history" });
  });
});

describe("reports and cases", () => {
  const report = { kind: "copied", text: "Same code on two packs.", language: "en" };

  test("a reader needs no account, is held to fifty a day, and an authority decides once", async () => {
    const { productUrl: url } = await released("REPORTED");
    const reader = registry.as(anyone);
    for (let sent = 0; sent < 44; sent += 1) await fileReport(reader, { ...report, productUrl: url });
    await Promise.all(Array.from({ length: 8 }, () => fileReport(reader, { ...report, productUrl: url })));
    const reports = (await listReports(official)).filter((one) => one.productUrl === url);
    expect(reports).toHaveLength(50);
    const [first, second] = reports;
    await decideReport(official, { id: first?.id ?? "", reason: "Looked at: one pack." });
    expect((await refusalFrom(decideReport(official, { id: first?.id ?? "", reason: "Again." }))).code).toBe(
      "REPORT_DECIDED",
    );
    const { id } = await openCase(official, { title: "Copied codes" });
    await decideReport(official, { id: second?.id ?? "", reason: "Belongs here.", caseId: id });
    expect((await readCase(official, { id })).events).toMatchObject([
      { kind: "opened" },
      { kind: "report", productUrl: url, report: { text: report.text } },
    ]);
  });

  test("a report without kind or words is refused at the fields", async () => {
    const empty = { productUrl, kind: "", text: " ", language: "en" };
    expect(await problemsFrom(fileReport(registry.as(anyone), empty))).toEqual([
      "E_REQUIRED text",
      "E_REPORT_KIND kind",
    ]);
  });

  test("a case after the ten thousandth of a year has a number of its own", async () => {
    const id = newId(official);
    const openedBy = official.caller.userId ?? "";
    await database.db.insert(caseFile).values({ id, number: "2026-10000", title: "Many", openedBy });
    expect((await openCase(official, { title: "Next" })).number).toBe("2026-10001");
    expect((await openCase(official, { title: "And next" })).number).toBe("2026-10002");
  });

  test("cases are counted by year, show when they are overdue, and take nothing while closed", async () => {
    const before = (await listCases(official)).length;
    const one = await openCase(official, { title: "One", dueOn: "2026-11-20" });
    const other = await openCase(official, { title: "Other" });
    expect(Number(other.number.slice(5))).toBe(Number(one.number.slice(5)) + 1);
    registry.setTime("2026-11-21T12:00:00Z");
    expect((await readCase(official, { id: one.id })).isOverdue).toBe(true);
    await actOnCase(official, { id: one.id, act: "deadline", text: "", dueOn: "2026-12-24" });
    expect(await readCase(official, { id: one.id })).toMatchObject({ isOverdue: false, dueOn: "2026-12-24" });
    await actOnCase(official, { id: one.id, act: "closed", text: "Settled." });
    const late = actOnCase(official, { id: one.id, act: "note", text: "Late." });
    expect((await refusalFrom(late)).code).toBe("CASE_CLOSED");
    await actOnCase(official, { id: one.id, act: "reopened", text: "New facts." });
    expect((await listCases(official)).length).toBe(before + 2);
    await expect(database.db.delete(caseEvent).where(eq(caseEvent.caseId, one.id))).rejects.toThrow();
  });

  test("an exported case holds every version with its proofs, each checked offline", async () => {
    // After every list that other tests had signed.
    registry.setTime("2026-11-29T13:00:00Z");
    const { id } = await openCase(official, { title: "Export" });
    await actOnCase(official, { id, act: "passport", text: "", productUrl });
    const attached = await attachTestReport();
    const { parts, fileName } = await exportCase(official, { id }, asPdf);
    expect(fileName).toMatch(/^case-2026-\d{4,}\.zip$/);
    const chunks: Uint8Array[] = [];
    for await (const part of parts) chunks.push(part);
    const archive = Buffer.concat(chunks).toString("utf8");
    // Files are stored as they are, so they can be read out of the archive.
    const text = /\{"v":1,.*?\}\}(?=PK|\n|$)/s.exec(archive)?.[0] ?? "";
    const bundle = parseBundle(text);
    const policy = parsePolicy(/log .*?quorum \w+\n/s.exec(archive)?.[0] ?? "");
    if (!bundle.ok || !policy.ok) throw new Error(text.slice(0, 300));
    const trust = { policy: policy.value, subject: productUrl, at: official.now() };
    expect((await verifyBundle(bundle.value, trust, webCrypto)).verdict.overall).toBe("holds");
    // The authority's own part stands beside it (Art. 77(2)(b)), checks like it, and is a delivery.
    const [own] = [...archive.matchAll(/\{"v":1,.*?\}\}(?=PK|\n|$)/gs)].flatMap(([one]) => {
      const read = parseBundle(one);
      return read.ok && read.value.record.includes("~") ? [read.value] : [];
    });
    if (own === undefined) throw new Error("no restricted record");
    const restricted = await verifyBundle(own, trust, webCrypto);
    expect(restricted.verdict.overall).toBe("holds");
    const given = own.record
      .split("~")
      .slice(1, -1)
      .map((text) => Buffer.from(text, "base64url").toString());
    const { token } = await readFullRecord(official, { productUrl });
    expect(own.record).toBe(token);
    expect(given.length).toBeGreaterThan(0);
    expect(archive).toContain("restricted/");
    const kept = await database.db
      .select()
      .from(disclosureDelivery)
      .where(eq(disclosureDelivery.readerId, official.caller.userId ?? ""));
    const delivered = kept.filter(({ form }) => form === "dc+sd-jwt");
    // One by the export, one by the reading above.
    expect(delivered).toMatchObject([
      { audience: "authority", version: 1, groups: "LA" },
      { audience: "authority", version: 1, groups: "LA" },
    ]);
    for (const name of ["case.json", "SHA256SUMS", "policy.txt", "reports.json"])
      expect(archive).toContain(name);

    // What else it may read of the model stands beside them, each with its digest, and each is written down.
    const { files } = manifestOf(chunks);
    const held = files.filter(({ name }) => name.startsWith("documents/"));
    expect(held.map(({ name }) => name.replace(/^documents\/[^/]+\//, ""))).toEqual([
      `files/testReportResults-${attached}.pdf`,
      ...["declaration", "study", "report"].map((kind) => `declaration-1/${kind}.pdf`),
      "declaration-1/request.json",
    ]);
    const sums = /[0-9a-f]{64} {2}case\.json\n[^]*/.exec(archive)?.[0] ?? "";
    for (const { name, sha256 } of held) expect(sums).toContain(`${sha256}  ${name}`);
    expect(archive).toContain("PDF of the report");
    expect(kept.filter(({ form }) => form === "document")).toMatchObject([
      { audience: "authority", version: 1, groups: "A" },
    ]);
    const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.action, "study.read"));
    expect(deeds.slice(-2).map(({ actorId, detail }) => [actorId, detail])).toEqual([
      [official.caller.userId, { number: 1 }],
      [official.caller.userId, { number: 1, form: "request" }],
    ]);
  });

  test("a file that the store has lost is named as missing, and takes nothing else out of an exported case", async () => {
    const { id } = await openCase(official, { title: "Lost file" });
    // A battery's case: what is said of its model is part of it.
    const battery = await issueItem(operator.signer, {
      ...{ modelId: await modelIdOf(productUrl), serial: "CASE1", manufacturedOn: "2026-10" },
    });
    await actOnCase(official, { id, act: "passport", text: "", productUrl: battery.productUrl });
    const lost = { ...official, files: { ...official.files, get: () => Promise.resolve(undefined) } };
    const { parts } = await exportCase(lost, { id }, asPdf);
    const chunks: Uint8Array[] = [];
    for await (const part of parts) chunks.push(part);
    const archive = Buffer.concat(chunks).toString("utf8");
    const { files } = manifestOf(chunks);
    expect(files.filter(({ sha256 }) => sha256 === null).map(({ about }) => about["attribute"])).toEqual([
      "testReportResults",
    ]);
    expect(archive).toContain("PDF of the study");
    expect(archive).not.toContain("null  documents/");
  });
});

const exportedForm = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string().nullable(),
      about: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});

/** What an archive says of its own files. They are stored as they are, so its texts can be read out of it. */
function manifestOf(chunks: readonly Uint8Array[]) {
  const archive = Buffer.concat(chunks).toString("utf8");
  const [, text = ""] = /manifest\.json(\{\n[^]*?\n\}\n)PK/.exec(archive) ?? [];
  return exportedForm.parse(JSON.parse(text));
}

async function modelIdOf(address: string): Promise<string> {
  const [model] = await database.db
    .select({ id: batteryModel.id })
    .from(batteryModel)
    .where(eq(batteryModel.productUrl, address));
  return model?.id ?? "";
}

/** Instead of a PDF, which one it would be. */
function asPdf({ kind }: StudyDocument): Promise<Uint8Array> {
  return Promise.resolve(Buffer.from(`PDF of the ${kind}`));
}

/** A file that authorities may read and the public may not, attached to the model; answers its identifier. */
async function attachTestReport(): Promise<string> {
  const modelId = await modelIdOf(productUrl);
  const { path } = await uploadDocument(operator.author, {
    ...{ modelId, attribute: "testReportResults", title: "Safety test", language: "en" },
    bytes: new Uint8Array(Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")),
  });
  return path.split("/").at(-1) ?? "";
}

describe("alerts", () => {
  test("name what differs with its numbers: a far result, and results equal to the last digit", async () => {
    const apart = await testDatabase();
    const field = fixture(apart);
    const maker = await field.operator("field");
    for (const [place, amount] of ["1000", "1010", "1020", "1030", "1040", "9000", "1010"].entries()) {
      const code = `ALERT-${String(place)}`;
      const { draft } = await declaredModel(maker, { modelCode: code, typeDesignation: code, name: code });
      const { lock } = await changeLine(maker.author, {
        ...{ id: draft.id, lock: draft.lock, code: "power", changes: { amount } },
      });
      await releaseReviewed(maker, { id: draft.id, lock });
    }
    const watcher = field.as(await field.person("watcher", { role: "authority", operatorId: null }));
    const alerts = await findAlerts(watcher);
    await apart.end();
    expect(alerts.map(({ kind, modelName }) => [kind, modelName])).toEqual([
      ["result", "ALERT-5"],
      ["identical", "ALERT-1"],
    ]);
    expect(alerts[0]).toMatchObject({ compared: 7, category: "EV", operator: "Operator field" });
    expect(alerts[1]).toMatchObject({ others: ["ALERT-6 (Operator field)"] });
  });

  test("set each source of an electricity line, and the factor of recycled input, beside the library's records", async () => {
    const apart = await testDatabase();
    const field = fixture(apart);
    await loadLibrary(field.keeper);
    const maker = await field.operator("split");
    const { draft } = await declaredModel(maker, {
      modelCode: "SPLIT",
      typeDesignation: "SPLIT",
      name: "SPLIT",
    });
    const own = (value: string) => ({ value, unit: "kgCO2e/kWh" });
    const power = await changeLine(maker.author, {
      ...{ id: draft.id, lock: draft.lock, code: "power" },
      changes: {
        electricitySources: [
          { share: "0.5", model: "direct", factor: own("0.03") },
          { share: "0.5", model: "national_average", factor: own("0.2") },
        ],
      },
    });
    const cells = await changeLine(maker.author, {
      ...{ id: draft.id, lock: power.lock, code: "cells" },
      changes: {
        recycledShare: "0.2",
        ...{ recycledFactorId: "graphite-synthetic-cn", recycledFactorVersion: 1 },
      },
    });
    await releaseReviewed(maker, { id: draft.id, lock: cells.lock });
    await apart.adminPool.query("alter table inventory_line disable trigger all");
    await apart.adminPool.query(
      "update inventory_line set recycled_factor_value = 2, recycled_factor_unit = 'kgCO2e/kg' where code = 'cells'",
    );
    const watcher = field.as(await field.person("watcher", { role: "authority", operatorId: null }));
    const alerts = await findAlerts(watcher);
    await apart.end();
    expect(alerts).toMatchObject([
      { kind: "library", of: { part: "recycled" }, value: "2" },
      // Solar power on the roof is no grid electricity, and beside no record.
      {
        ...{ kind: "library", of: { part: "source", place: 2 }, value: "0.2", difference: "-0.3777" },
        record: { id: "electricity-cn-2024" },
      },
    ]);
  });

  test("set a factor beside the library's record of the same thing and geography, with the distance", async () => {
    const apart = await testDatabase();
    const field = fixture(apart);
    const maker = await field.operator("beside");
    for (const [code, factorValue] of [
      ["NEAR", "0.6"],
      ["FAR", "0.2"],
    ] as const) {
      const { draft } = await declaredModel(maker, { modelCode: code, typeDesignation: code, name: code });
      const { lock } = await changeLine(maker.author, {
        ...{ id: draft.id, lock: draft.lock, code: "power" },
        changes: { factorValue, factorUnit: "kgCO2e/kWh" },
      });
      await releaseReviewed(maker, { id: draft.id, lock });
    }
    const watcher = field.as(await field.person("watcher", { role: "authority", operatorId: null }));
    const before = await findAlerts(watcher);
    await loadLibrary(field.keeper);
    const alerts = await findAlerts(watcher);
    await apart.end();
    expect(before.filter(({ kind }) => kind === "library")).toEqual([]);
    expect(alerts.filter(({ kind }) => kind === "library")).toMatchObject([
      {
        ...{ modelName: "FAR", value: "0.2", difference: "-0.3777" },
        record: { id: "electricity-cn-2024", value: "0.5777", geography: "CN" },
      },
    ]);
  });
});

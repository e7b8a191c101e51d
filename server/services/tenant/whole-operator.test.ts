import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operator as operatorTable } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { readZip } from "../../platform/zip-reader.ts";
import { checkArchive } from "../../domain/archive/check-archive.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftOf, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { stateAttributes } from "../attribute/state.ts";
import { createBatch } from "../batch/create.ts";
import { uploadDocument } from "../document/upload.ts";
import { uploadEvidence } from "../document/upload-evidence.ts";
import { addOwnFactor } from "../factor/add-own.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { createSupplierProduct } from "../footprint/create-supplier-product.ts";
import { acceptTransfer } from "../life/accept-transfer.ts";
import { declareWaste } from "../life/declare-waste.ts";
import { grantDelegation } from "../life/grant-delegation.ts";
import { makeSecondLife } from "../life/make-second-life.ts";
import { offerTransfer } from "../life/offer-transfer.ts";
import { recycle } from "../life/recycle.ts";
import { publishLog } from "../log/publish.ts";
import { sha256 } from "../log/sha256.ts";
import { readSubmission } from "../model/read-submission.ts";
import { releaseModel } from "../model/release.ts";
import { stateRecycledContent } from "../model/state-recycled-content.ts";
import { reviewModel, submitModel } from "../model/submission.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { closeReadingDays } from "../reading/close-days.ts";
import { readReadingLines } from "../reading/digest.ts";
import { recordReadings } from "../reading/record.ts";
import { addRecycledLot } from "../recycled/add-lot.ts";
import { listRegistrations } from "../registration/list.ts";
import { prepareFiles } from "../registration/prepare-files.ts";
import { recordAnswer } from "../registration/record-answer.ts";
import { submitFile } from "../registration/submit-file.ts";
import { saveScenario } from "../scenario/save.ts";
import { answerRequest } from "../supplier/answer-request.ts";
import { createSupplierRequest } from "../supplier/create-request.ts";
import { exportTenant } from "./export.ts";
import { importTenant } from "./import.ts";
import { shapesOf } from "./shape.ts";
import type { ArchivedTable } from "./tables.ts";
import { archivedTables } from "./tables.ts";

/** Every table that no archive holds, and why. A new one stands in an archive or here, or the test fails. */
const leftOut: Readonly<Record<string, string>> = {
  ...{ session: "access", account: "access", verification: "access", membership: "access" },
  ...{ api_token: "access", body_member: "access" },
  ...{ interest_grant: "access of others", interest_grant_passport: "access of others" },
  interest_rules: "the registry's",
  registry: "the registry's",
  ...{ log_entry: "comes as log/entries", log_head: "the registry's log", log_tile: "the registry's log" },
  ...{ log_checkpoint: "the registry's log", log_key: "the registry's log" },
  ...{ log_witness: "the registry's log", log_cosignature: "the registry's log" },
  ...{ import_run: "work under way", import_row: "work under way", import_mapping: "work under way" },
  ...{ pending_signature: "work under way", inventory_undo: "work under way" },
  ...{ case_file: "an authority's", case_event: "an authority's", label_report: "an authority's" },
  record_question: "an authority's",
  disclosure_delivery: "who read what",
  supplier_footprint_reading: "who read what",
  result_sheet: "of whoever asked, and kept for a while",
};
/** Of an archive, what only a notified body or an authority signs, or an import leaves. Their own tests carry them. */
const ofOthers = ["opinion", "suspension", "brought_bundle", "performance_class_rule_set", "model_change"];

const limits = { files: 2000, bytes: 200_000_000 };
const pdf = (text: string) =>
  new Uint8Array(Buffer.from(`%PDF-1.7\n% ${text}\n1 0 obj\n<<>>\nendobj\n%%EOF\n`));
let origin: TestDatabase;
let target: TestDatabase;
let here: Fixture;
let there: Fixture;
let operator: TestOperator;
let archive: Uint8Array;
let tombstone: string;
let secondLife: string;

/** What the law wants measured at every change of an EV battery's status. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: 1200 },
};

beforeAll(async () => {
  [origin, target] = [await testDatabase(), await testDatabase()];
  [here, there] = [fixture(origin), fixture(target)];
  operator = await here.operator("voltara");
  const identified = { identifierScheme: "NTR", identifier: "NTRCN-1" };
  await origin.db.update(operatorTable).set(identified).where(eq(operatorTable.id, operator.id));
  await fillOperator();
  archive = await taken(operator.signer);
  await importTenant(there.keeper, { read: () => Promise.resolve(archive) });
}, 240_000);
afterAll(() => Promise.all([origin.end(), target.end()]));

/** An operator that did everything an operator can do, beside one it deals with. */
async function fillOperator(): Promise<void> {
  const { id: operatorId, author, signer, reviewer } = operator;
  const { model, draft } = await declaredModel(operator);
  const modelId = model.id;
  const attached = { modelId, attribute: "instructionsForUse", title: "Manual", language: "en" };
  await uploadDocument(author, { ...attached, bytes: pdf("manual") });
  // What the law asks for later only is shown as voluntary.
  const { lock } = await readAttributes(author, { id: modelId });
  await stateAttributes(author, {
    ...{ id: modelId, lock, shownVoluntarily: ["instructionsForUse"] },
    values: {
      ...{ cathodeMaterials: [{ name: "Hidden cathode" }], commodityCode: "850760" },
    },
  });
  const share = { preConsumerPercent: "4", postConsumerPercent: "2", source: "Certificate" };
  await stateRecycledContent(author, { modelId, year: 2025, metal: "cobalt", ...share });
  await addRecycledLot(author, {
    ...{ modelId, year: 2025, metal: "cobalt", lot: "A", supplier: "Salt works" },
    ...{ metalKg: "500", preConsumerKg: "20", postConsumerKg: "10" },
  });
  await saveScenario(author, {
    ...{ declarationId: draft.id, name: "Green" },
    steps: [
      {
        ...{ kind: "green_power", lines: ["power"], share: "0.5", model: "direct" },
        ...{ factor: { value: "0.1", unit: "kgCO2e/kWh" }, source: "made for a test" },
      },
    ],
  });
  await releaseReviewed(operator, draft);
  const again = await readAttributes(author, { id: modelId });
  await stateAttributes(author, { id: modelId, lock: again.lock, values: { minimumVoltage: "250" } });
  await submitModel(author, { id: modelId, reason: "A voltage" });
  const { contentDigest } = await readSubmission(reviewer, { id: modelId });
  await reviewModel(reviewer, { id: modelId, verdict: "approved", contentDigest });
  await releaseModel(signer, { id: modelId });

  const { id: documentId } = await uploadEvidence(author, {
    ...{ operatorId, title: "Authority", language: "en", bytes: pdf("authority") },
  });
  await addOwnFactor(author, {
    ...{ operatorId, code: "steel", revises: null, nameEn: "Steel", nameZh: "钢", value: "2" },
    ...{
      unit: "kgCO2e/kg",
      geography: "CN",
      year: 2025,
      sourceTitle: "Study",
      evidenceDocumentId: documentId,
    },
  });
  await supply(operatorId);

  const batch = await createBatch(signer, { modelId, number: "L7", manufacturedOn: "2026-10" });
  expect(batch.version).toBe(1);
  const battery = async (serial: string) =>
    (await issueItem(signer, { modelId, serial, manufacturedOn: "2026-10", batchNumber: "L7" })).productUrl;
  const [first, second, third, given] = [
    await battery("A-1"),
    await battery("A-2"),
    await battery("A-3"),
    await battery("A-4"),
  ];
  await registered(operatorId);
  await recordReadings(author, {
    source: "bms",
    readings: [first, given].map((productUrl) => ({
      ...{ productUrl, attribute: "stateOfCharge", value: "50.250", measuredAt: "2026-11-20T10:00:00Z" },
    })),
  });
  here.setTime("2026-11-21T08:00:00Z");
  expect(await closeReadingDays(here.keeper)).toBe(1);
  await publishLog(here.keeper);

  // A tombstone, and one battery of an own original and another operator's.
  await declareWaste(signer, { productUrl: third, values: measured });
  await recycle(signer, { productUrl: third });
  tombstone = third;
  const other = await here.operator("neighbour");
  const foreign = await declaredModel(other, { modelCode: "FOREIGN", typeDesignation: "FOREIGN" });
  await releaseReviewed(other, foreign.draft);
  const issued = await issueItem(other.signer, {
    ...{ modelId: foreign.model.id, serial: "N-1", manufacturedOn: "2026-10" },
  });
  const move = async (
    from: TestOperator,
    to: TestOperator,
    kind: "handOver" | "secondLife",
    urls: readonly string[],
  ) => {
    const operation = kind === "secondLife" ? "repurposing" : undefined;
    const parties = { fromOperatorId: from.id, toOperatorId: to.id };
    const { id } = await offerTransfer(from.signer, { ...parties, kind, operation, productUrls: urls });
    await acceptTransfer(to.signer, { id });
  };
  await move(other, operator, "secondLife", [issued.productUrl]);
  secondLife = (
    await makeSecondLife(signer, {
      ...{ operation: "repurposing", originals: [second, issued.productUrl] },
      item: { modelId, serial: "B-1", manufacturedOn: "2026-11", attributes: measured },
    })
  ).productUrl;
  await move(operator, other, "handOver", [given]);
  await grantDelegation(signer, {
    ...{ operatorId, delegateId: other.id, roles: ["author"], documentId },
    ...{ startsOn: "2026-11-21", endsOn: "2027-11-20" },
  });
}

/** A question to a supplier with its answer, and a product of its own with a signed figure. */
async function supply(operatorId: string): Promise<void> {
  const { token } = await createSupplierRequest(operator.author, {
    ...{ operatorId, supplierName: "Salt works", productName: "Salt", declaredUnit: "kg", message: "Please" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", expiresOn: "2026-12-31" },
  });
  await answerRequest(here.as(anyone), {
    ...{ token, value: "", unit: "kg", periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    ...{ geography: "cn-qh", boundary: "cradle to gate", primaryDataPercent: "68.5", gwpSet: "AR6" },
    ...{ quality: { TeR: "1", GeR: "2", TiR: "1.5" }, evidence: "Meters", respondent: "Li Wei" },
    lines: [{ name: "Steam", emissionKg: "7.2", note: "boiler" }],
  });
  const { id: supplierProductId } = await createSupplierProduct(operator.author, {
    ...{ operatorId, facilityId: operator.facilityId, code: "SALT", nameEn: "Salt", nameZh: "盐" },
    ...{ declaredAmount: "1", declaredUnit: "t" },
  });
  const about = draftOf({ supplierProductId });
  const draft = await createDraft(operator.author, {
    ...{
      ...about,
      method: "iso14067-ctg",
      lines: about.lines.slice(0, 1).map((line) => ({ ...line, stage: "production" })),
    },
    inventory: { ...about.inventory, energy: { output: { value: "2", unit: "t" } } },
  });
  await releaseReviewed(operator, draft);
}

/** Its batteries in a file for the registry of the Union, one of them registered with its proof. */
async function registered(operatorId: string): Promise<void> {
  const { signer } = operator;
  const { files } = await prepareFiles(signer, { operatorId });
  await submitFile(signer, { fileId: files[0]?.id ?? "" });
  const { registrations } = await listRegistrations(signer);
  const id = registrations[0]?.id ?? "";
  await recordAnswer(signer, { id, answer: "registered", registrationId: "EU-1", proof: pdf("proof") });
}

async function taken(ctx: Context): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportTenant(ctx, { slug: "voltara" })).parts) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
const contentOf = async (bytes: Uint8Array) =>
  new Map([...(await readZip(bytes, limits))].filter(([name]) => /^(?:content|files)\//.test(name)));

/** The operator's own rows of a table as the database has them, places in the log by the hash of their entry. */
async function ownRows(db: Database, table: ArchivedTable): Promise<readonly string[]> {
  const [shape] = await shapesOf(db, [table.name]);
  const isLogged = shape?.columns.includes("leaf_index") === true;
  const own = table.own ?? (() => sql`false`);
  const without = [
    ...(table.without ?? []),
    "leaf_index",
    ...(table.name === "disclosure" ? ["encrypted"] : []),
  ];
  const row = table.row?.(operator.id) ?? sql`to_jsonb(t)`;
  const leaf = isLogged
    ? sql`(select encode(e.leaf_hash, 'hex') from log_entry e where e.idx = t.leaf_index)`
    : sql`''`;
  const { rows } = await db.execute<{ row: string }>(sql`
    select ((${row} - ${sql.param(without)}::text[])::text || ${leaf}) as row
    from ${sql.identifier(table.name)} t where ${own(operator.id)} order by 1`);
  return rows.map(({ row: text }) => text);
}

describe("BATT-Art77(5): an operator that did everything goes elsewhere with all of it", () => {
  test("every table of the registry is in an archive, or left out for a reason that is said", async () => {
    const { rows } = await origin.db.execute<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    const archived = archivedTables.map(({ name }) => name);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(
      [...archived, ...Object.keys(leftOut)].toSorted(),
    );
  });

  test("of every table something goes along, so that nothing below is shown of nothing", async () => {
    const checked = await checkArchive(await readZip(archive, limits), { crypto: webCrypto, sha256 });
    expect(checked).toMatchObject({ ok: true });
    const held = checked.ok ? [...checked.value.rows.keys()] : [];
    const empty = archivedTables.map(({ name }) => name).filter((name) => !held.includes(name));
    expect(empty.filter((name) => !ofOthers.includes(name))).toEqual([]);
  });

  test("taken out again there, every record and file is the same to the byte", async () => {
    const [before, after] = [await contentOf(archive), await contentOf(await taken(there.keeper))];
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [name, bytes] of before)
      expect(Buffer.compare(bytes, after.get(name) ?? new Uint8Array()), name).toBe(0);
  });

  test.each(
    archivedTables
      .filter(({ part, own }) => part === "content" && own !== undefined)
      .map((table) => [table.name, table] as const),
  )("of %s the other registry has every row that is the operator's, as it stood", async (_, table) => {
    expect(await ownRows(target.db, table)).toEqual(await ownRows(origin.db, table));
  });

  test("a day of readings can be worked out there, also with those of a battery that was handed over", async () => {
    const day = { operatorId: operator.id, day: "2026-11-20" };
    const linesAt = async (ctx: Context) => {
      const { text, digest, count } = await readReadingLines(ctx, day);
      let whole = "";
      for await (const part of text) whole += part;
      return { whole, digest, count };
    };
    const before = await linesAt(operator.author);
    expect(before.count).toBe(2);
    expect(Buffer.from(sha256(new TextEncoder().encode(before.whole))).toString("base64url")).toBe(
      before.digest,
    );
    expect(await linesAt(there.as(operator.author.caller))).toEqual(before);
  });

  test("a tombstone stays one, and a second life keeps its originals", async () => {
    const reader = there.as(anyone);
    expect((await refusalFrom(readPassport(reader, { productUrl: tombstone }))).code).toBe("PASSPORT_ENDED");
    const [before, after] = [
      await readPassport(here.as(anyone), { productUrl: secondLife }),
      await readPassport(reader, { productUrl: secondLife }),
    ];
    expect(before.predecessors).toHaveLength(2);
    expect(after.record.token).toBe(before.record.token);
    // The other operator's own passport is served where its operator is; the record names both.
    const own = before.predecessors.filter(({ productUrl }) => productUrl.includes("/voltara/"));
    expect(after.predecessors.map(({ productUrl }) => productUrl)).toEqual(
      own.map(({ productUrl }) => productUrl),
    );
  });

  test("of a battery somebody else answers for nothing goes along but what it is called", async () => {
    const files = await readZip(archive, limits);
    const rows = [...files].flatMap(([name, bytes]) =>
      name.startsWith("content/battery_item-") ? new TextDecoder().decode(bytes).trim().split("\n") : [],
    );
    const foreign = rows.filter((row) => row.includes("/FOREIGN/") || row.includes('"A-4"'));
    expect(foreign).toHaveLength(2);
    for (const row of foreign) {
      const read = parseStrictJson(row);
      const [held] = read.ok && Array.isArray(read.value) ? read.value : [];
      expect(isJsonObject(held) ? [held["attributes"], held["battery_status"]] : null).toEqual([
        {},
        "original",
      ]);
    }
  });
});

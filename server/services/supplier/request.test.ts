import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditEvent, supplierFootprint, supplierRequest } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { pactSample } from "../../domain/exchange/sample-footprints.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { draftOf, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { useAsFactor } from "../exchange/use-as-factor.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { createSupplierProduct } from "../footprint/create-supplier-product.ts";
import type { TypedAnswer } from "./answer-request.ts";
import { answerRequest } from "./answer-request.ts";
import { answerWithDocument } from "./answer-with-document.ts";
import { answerWithRecord } from "./answer-with-record.ts";
import { createSupplierRequest } from "./create-request.ts";
import { declineRequest } from "./decline-request.ts";
import { listSupplierFootprints } from "./list-footprints.ts";
import { listSupplierRequests } from "./list-requests.ts";
import { readSupplierFootprint } from "./read-footprint.ts";
import { readSupply } from "./read-supply.ts";
import { withdrawSupplierRequest } from "./withdraw-request.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let other: TestOperator;
let stranger: ReturnType<Fixture["as"]>;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("packs");
  other = await registry.operator("lithium");
  stranger = registry.as(anyone);
});
beforeEach(() => registry.setTime("2026-11-20T12:00:00Z"));
afterAll(() => database.end());

const question = {
  ...{ supplierName: "Salt works", productName: "Lithium carbonate", declaredUnit: "kg" },
  ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", expiresOn: "2026-12-31", message: "Please" },
};
const ask = (changes: Partial<typeof question> = {}) =>
  createSupplierRequest(maker.author, { ...question, ...changes, operatorId: maker.id });

const answer = (token: string, changes: Partial<TypedAnswer> = {}): TypedAnswer => ({
  ...{ token, value: "11.2", unit: "kg", periodStart: "2025-01-01", periodEnd: "2025-12-31" },
  ...{ geography: "cn-qh", boundary: "cradle to gate", primaryDataPercent: "68.5", gwpSet: "AR6" },
  ...{ quality: { TeR: "1", GeR: "2", TiR: "1.5" }, evidence: "Meter readings", respondent: "Li Wei, LCA" },
  lines: [
    { name: "Secret steam", emissionKg: "7.2", note: "boiler" },
    { name: "Secret soda", emissionKg: "4", note: "" },
    { name: "", emissionKg: "", note: "" },
  ],
  ...changes,
});

describe("a request", () => {
  test("has a link whose secret is nowhere in the database", async () => {
    const { id, token } = await ask();
    const [row] = await database.db.select().from(supplierRequest).where(eq(supplierRequest.id, id));
    const [deed] = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, id));
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify([row, deed])).not.toContain(token);
    expect(await readSupply(stranger, { token })).toMatchObject({
      ...{ state: "open", supplierName: "Salt works", declaredUnit: "kg", message: "Please", answers: [] },
      ...{ asker: { name: "Operator packs" }, ownRecords: [] },
    });
  });

  test("that is wrong is refused at every field", async () => {
    expect(
      await problemsFrom(
        ask({ supplierName: " ", declaredUnit: "spoon", periodEnd: "2024-01-01", expiresOn: "2026-11-20" }),
      ),
    ).toEqual([
      "E_UNIT_UNKNOWN declaredUnit",
      "E_PERIOD_ORDER periodEnd",
      "E_SUPPLY_EXPIRY expiresOn",
      "E_REQUIRED supplierName",
    ]);
    expect(await problemsFrom(ask({ expiresOn: "2028-01-01" }))).toEqual(["E_SUPPLY_EXPIRY expiresOn"]);
  });

  test("is made and withdrawn by authors of the operator, seen by its people alone", async () => {
    const { id } = await ask();
    const input = { ...question, operatorId: maker.id };
    expect((await refusalFrom(createSupplierRequest(other.author, input))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(createSupplierRequest(maker.reviewer, input))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(withdrawSupplierRequest(other.author, { id }))).code).toBe("NOT_ALLOWED");
    expect(await listSupplierRequests(other.author, {})).toEqual([]);
    expect((await listSupplierRequests(maker.reviewer, {})).map((one) => one.id)).toContain(id);
    expect((await refusalFrom(listSupplierRequests(stranger, {}))).code).toBe("NOT_SIGNED_IN");
  });

  test("answers alike for a link that never was, has expired, was withdrawn or was used up", async () => {
    const withdrawn = await ask();
    await withdrawSupplierRequest(maker.author, { id: withdrawn.id });
    const answered = await ask();
    await answerRequest(stranger, answer(answered.token));
    const expired = await ask({ expiresOn: "2026-11-21" });
    registry.setTime("2026-11-22T00:00:00Z");
    const said = await Promise.all(
      [withdrawn.token, answered.token, expired.token, "A".repeat(43), ""].map((token) =>
        refusalFrom(readSupply(stranger, { token })),
      ),
    );
    expect(new Set(said.map(({ code, message }) => `${code} ${message}`)).size).toBe(1);
    expect(said[0]?.code).toBe("SUPPLY_LINK_GONE");
    const gone = await refusalFrom(answerRequest(stranger, answer(expired.token)));
    expect(gone.code).toBe("SUPPLY_LINK_GONE");
    expect((await refusalFrom(withdrawSupplierRequest(maker.author, { id: answered.id }))).code).toBe(
      "SUPPLIER_REQUEST_CLOSED",
    );
  });
});

describe("an answer by link", () => {
  test("gives the maker the sum, and the lines to nobody but the supplier, behind a secret of its own", async () => {
    const { id, token } = await ask();
    const answered = await answerRequest(stranger, answer(token, { value: "" }));
    expect(answered.token).not.toBe(token);
    const makers = await Promise.all([
      listSupplierRequests(maker.author, {}),
      listSupplierFootprints(maker.author, {}),
      readSupplierFootprint(maker.author, { id: answered.supplierFootprintId }),
      database.db.select().from(supplierFootprint),
    ]);
    expect(JSON.stringify(makers)).not.toMatch(/Secret|boiler/);
    expect(makers[0].find((one) => one.id === id)).toMatchObject({
      ...{ state: "answered", mayWithdraw: false, footprintIds: [answered.supplierFootprintId] },
    });
    expect(makers[2].footprint).toMatchObject({
      ...{ value: "11.2", unit: "kgCO2e/kg", origin: "link", signature: "none", geography: "CN-QH" },
      ...{ primaryDataShare: "0.685", validUntil: "2028-12-31", supplierName: "Salt works" },
    });
    expect((await refusalFrom(readSupply(maker.author, { token }))).code).toBe("SUPPLY_LINK_GONE");
    const seen = await readSupply(stranger, { token: answered.token });
    expect(seen.answers[0]?.lines).toEqual([
      { name: "Secret steam", emissionKg: "7.2", note: "boiler" },
      { name: "Secret soda", emissionKg: "4", note: null },
    ]);
  });

  test("shows its supplier who opened it and who made it a factor", async () => {
    const { token } = await ask();
    const answered = await answerRequest(stranger, answer(token));
    const id = answered.supplierFootprintId;
    await readSupplierFootprint(maker.reviewer, { id });
    await useAsFactor(maker.author, {
      supplierFootprintId: id,
      code: "by-link",
      revises: null,
      perKilogram: false,
    });
    expect((await refusalFrom(readSupplierFootprint(other.author, { id }))).code).toBe(
      "SUPPLIER_FOOTPRINT_NOT_FOUND",
    );
    const { answers } = await readSupply(stranger, { token: answered.token });
    expect(
      answers[0]?.readings.map(({ readerName, purpose }) => `${readerName}: ${purpose}`).toSorted(),
    ).toEqual(["packs author, Operator packs: factor", "packs reviewer, Operator packs: detail"]);
  });

  test("is corrected by another one: the old stays, marked as replaced", async () => {
    const { token } = await ask();
    const first = await answerRequest(stranger, answer(token));
    registry.setTime("2026-11-21T12:00:00Z");
    const again = answerRequest(stranger, answer(first.token));
    expect((await refusalFrom(again)).code).toBe("NOTHING_CHANGED");
    const second = await answerRequest(stranger, answer(first.token, { value: "10", lines: [] }));
    expect(second.token).toBe(first.token);
    const { footprint } = await readSupplierFootprint(maker.author, { id: first.supplierFootprintId });
    expect(footprint).toMatchObject({ value: "11.2", replacedBy: second.supplierFootprintId });
    const { answers } = await readSupply(stranger, { token: first.token });
    expect(answers.map(({ value }) => value)).toEqual(["10", "11.2"]);
  });

  test("that is wrong is refused at every field, and nothing of it is kept", async () => {
    const { token } = await ask();
    const before = await database.db.$count(supplierFootprint);
    const wrong = answer(token, {
      ...{
        value: "11",
        unit: "kWh",
        periodEnd: "2021-12-31",
        geography: "Qinghai",
        primaryDataPercent: "120",
      },
      ...{
        boundary: "",
        evidence: "",
        respondent: "",
        gwpSet: "AR9",
        quality: { TeR: "6", GeR: "", TiR: "1" },
      },
    });
    expect(await problemsFrom(answerRequest(stranger, wrong))).toEqual([
      ...["E_SUPPLY_SUM value", "E_PERIOD_ORDER periodEnd", "E_SUPPLY_PERIOD periodEnd"],
      ...["E_SUPPLY_GEOGRAPHY geography", "E_SUPPLY_SHARE primaryDataPercent", "E_GWP_SET gwpSet"],
      ...["E_REQUIRED boundary", "E_SUPPLY_SCORE quality.TeR", "E_SUPPLY_SCORE quality.GeR"],
      ...["E_REQUIRED evidence", "E_REQUIRED respondent", "E_SUPPLY_UNIT unit"],
    ]);
    const half = answer(token, { lines: [{ name: "", emissionKg: "1", note: "" }] });
    expect(await problemsFrom(answerRequest(stranger, half))).toContain("E_SUPPLY_LINE lines.0.name");
    expect(await database.db.$count(supplierFootprint)).toBe(before);
    expect((await readSupply(stranger, { token })).state).toBe("open");
  });

  test("by two at the same moment is one answer", async () => {
    const { token } = await ask();
    const both = await Promise.allSettled([
      answerRequest(stranger, answer(token)),
      answerRequest(stranger, answer(token, { value: "12", lines: [] })),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("may be a document, in the unit asked for or one of its kind", async () => {
    const { token } = await ask();
    const { supplierFootprintId: id } = await answerWithDocument(stranger, {
      ...{ token, document: JSON.stringify(pactSample) },
    });
    const { footprint } = await readSupplierFootprint(maker.author, { id });
    expect(footprint).toMatchObject({ origin: "pact", value: "11.2", signature: "none" });
    const byEnergy = await ask({ declaredUnit: "kWh" });
    const document = JSON.stringify(pactSample);
    expect(await problemsFrom(answerWithDocument(stranger, { token: byEnergy.token, document }))).toEqual([
      "E_SUPPLY_UNIT document",
    ]);
  });

  test("may be a no with a reason, once", async () => {
    const { id, token } = await ask();
    expect(await problemsFrom(declineRequest(stranger, { token, reason: " " }))).toEqual([
      "E_REQUIRED reason",
    ]);
    await declineRequest(stranger, { token, reason: "We do not measure it." });
    const [row] = (await listSupplierRequests(maker.author, {})).filter((one) => one.id === id);
    expect(row).toMatchObject({ state: "declined", declineReason: "We do not measure it." });
    expect((await refusalFrom(declineRequest(stranger, { token, reason: "No" }))).code).toBe(
      "SUPPLIER_REQUEST_CLOSED",
    );
    expect((await refusalFrom(answerRequest(stranger, answer(token)))).code).toBe("SUPPLIER_REQUEST_CLOSED");
  });

  test("may be the supplier's own signed record, given by its author", async () => {
    const { id: supplierProductId } = await createSupplierProduct(other.author, {
      ...{ operatorId: other.id, facilityId: other.facilityId, code: "LC", nameEn: "Lithium carbonate" },
      ...{ nameZh: "碳酸锂", declaredAmount: "1", declaredUnit: "t" },
    });
    const draft = await createDraft(other.author, {
      ...draftOf({ supplierProductId }, [
        {
          ...{ code: "steam", kind: "activity", stage: "production", nameEn: "Steam", nameZh: "蒸汽" },
          ...{ amount: "11200", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
          ...{ dataKind: "primary", sourceEn: "Meter", sourceZh: "计量表" },
        },
      ]),
      method: "iso14067-ctg",
      inventory: {
        ...draftOf({ supplierProductId }).inventory,
        energy: { output: { value: "1", unit: "t" } },
      },
    });
    const { footprint: record } = await releaseReviewed(other, draft);
    const { token } = await ask();
    expect((await readSupply(other.author, { token })).ownRecords).toMatchObject([{ value: "11200" }]);
    const given = { token, supplierFootprintId: record?.supplierFootprintId ?? "" };
    expect((await refusalFrom(answerWithRecord(stranger, given))).code).toBe("NOT_SIGNED_IN");
    expect((await refusalFrom(answerWithRecord(maker.author, given))).code).toBe("NOT_ALLOWED");
    const { supplierFootprintId: id } = await answerWithRecord(other.author, given);
    const { footprint, verdict } = await readSupplierFootprint(maker.author, { id });
    expect(footprint).toMatchObject({ signature: "verified", origin: "credential", value: "11200" });
    expect(verdict?.overall).toBe("holds");
  });
});

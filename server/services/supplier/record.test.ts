import { decodeJwt, compactVerify, importJWK } from "jose";
import { Ajv2020 } from "ajv/dist/2020.js";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emissionFactor, logEntry, operatorKey, supplierFootprint } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { footprintSchema, logNameOf } from "../../domain/record/product-footprint.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import { verifyBundle } from "../../domain/verification/bundle.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import type { NewLine } from "../footprint/create-draft.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { approve, declaredModel, draftOf, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { useAsFactor } from "../exchange/use-as-factor.ts";
import { changeLine } from "../footprint/change-line.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { createSupplierProduct } from "../footprint/create-supplier-product.ts";
import { readDeclaration } from "../footprint/read.ts";
import { recompute } from "../footprint/recompute.ts";
import { releaseDeclaration } from "../footprint/release.ts";
import { startNext } from "../footprint/start-next.ts";
import { submitDeclaration } from "../footprint/submit.ts";
import { addKey } from "../key/add.ts";
import { declareCompromised } from "../key/declare-compromised.ts";
import { listInDoubt } from "../key/list-in-doubt.ts";
import { settleDoubt } from "../key/settle-doubt.ts";
import { surveyKeys } from "../key/survey.ts";
import { readPolicy } from "../log/read-policy.ts";
import { ceaseOperator } from "../operator/cease.ts";
import { readKeys } from "../operator/read-keys.ts";
import { readSupplierLinks } from "../opinion/read-chain.ts";
import { readPassport } from "../passport/read.ts";
import { listSupplierProducts } from "./list-products.ts";
import { listPublishedFootprints } from "./list-published.ts";
import { readSupplierFootprint } from "./read-footprint.ts";
import { readFootprintBundle, readFootprintRecord } from "./read-record.ts";
import { reissueFootprintRecord } from "./reissue-record.ts";
import { withdrawFootprintRecord } from "./withdraw-record.ts";

let database: TestDatabase;
let registry: Fixture;
let supplier: TestOperator;
let maker: TestOperator;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  supplier = await registry.operator("lithium-works");
  maker = await registry.operator("packs");
});
beforeEach(() => registry.setTime("2026-11-20T12:00:00Z"));
afterAll(() => database.end());

/** 11 200 kgCO2e for each tonne. */
const carbonateLines: readonly NewLine[] = [
  {
    ...{ code: "steam", kind: "activity", stage: "production", nameEn: "Steam", nameZh: "蒸汽" },
    ...{ amount: "22400", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
    ...{ dataKind: "primary", sourceEn: "Meter", sourceZh: "计量表", supplierFootprintId: null },
  },
];

async function newProduct(operator: TestOperator = supplier, declaredUnit = "t") {
  count += 1;
  const { id } = await createSupplierProduct(operator.author, {
    ...{ operatorId: operator.id, facilityId: operator.facilityId, code: `LC-${String(count)}` },
    ...{ nameEn: "Lithium carbonate", nameZh: "碳酸锂", declaredAmount: "1", declaredUnit },
  });
  return id;
}

const carbonate = (supplierProductId: string, lines = carbonateLines) => ({
  ...draftOf({ supplierProductId }, lines),
  method: "iso14067-ctg",
  inventory: {
    ...draftOf({ supplierProductId }).inventory,
    energy: { output: { value: "2", unit: "t" } },
  },
});

async function released(operator: TestOperator = supplier, declaredUnit = "t") {
  const productId = await newProduct(operator, declaredUnit);
  const draft = await createDraft(operator.author, carbonate(productId));
  const release = await releaseReviewed(operator, draft);
  if (release.footprint === null) throw new Error("no record");
  return { productId, ...release, record: release.footprint };
}

/** A factor of the maker's made of a published record, in the line `cells` of a new draft. */
async function usedBy(operator: TestOperator, supplierFootprintId: string) {
  count += 1;
  const factor = await useAsFactor(operator.author, {
    ...{ supplierFootprintId, operatorId: operator.id, code: `li-${String(count)}` },
    ...{ revises: null, perKilogram: false },
  });
  const { draft } = await declaredModel(operator, { modelCode: `PACK-${String(count)}` });
  const changed = await changeLine(operator.author, {
    ...{ id: draft.id, code: "cells", lock: draft.lock, changes: { factorId: factor.id } },
  });
  return { factor, draft: changed };
}

describe("the released footprint of a supplied product", () => {
  test("is a record signed by the supplier's own key, logged, published, and verified by another library", async () => {
    const { record, productId } = await released();
    const published = await readFootprintRecord(registry.as(anyone), {
      ...{ slug: supplier.slug, id: record.supplierFootprintId },
    });
    const { jwks } = await readKeys(registry.as(anyone), { slug: supplier.slug });
    const [key] = jwks.keys;
    if (key === undefined) throw new Error("no key");
    const { protectedHeader } = await compactVerify(published.record, await importJWK({ ...key }, "ES256"));
    expect(protectedHeader).toEqual({ alg: "ES256", kid: key.kid, typ: "vc+jwt", cty: "vc" });
    const payload = decodeJwt(published.record);
    const isValid = new Ajv2020({ allErrors: true }).compile(footprintSchema);
    expect(isValid(payload), JSON.stringify(isValid.errors)).toBe(true);
    expect(payload).toMatchObject({
      ...{ validUntil: "2028-12-31T23:59:59Z", registration: { previous: null } },
      credentialSubject: {
        ...{ id: `http://localhost:3000${record.path}`, declaredUnit: "t", kgCO2ePerDeclaredUnit: "11200" },
        ...{ periodEnd: "2025-12-31", geography: "CN-HE", primaryDataShare: "1", gwpSet: "AR6" },
        ...{ method: "iso14067-ctg", boundary: ["raw_materials", "production"] },
      },
    });
    expect(published.record).not.toContain(Buffer.from("Steam").toString("base64url").slice(0, 6));
    expect(JSON.stringify(payload)).not.toContain("steam");
    expect(published.verdict.overall).toBe("holds");
    const [entry] = await database.db.select().from(logEntry).where(eq(logEntry.idx, record.leafIndex));
    expect(JSON.parse(Buffer.from(entry?.entry ?? []).toString())).toEqual({
      ...{ digest: record.digest, time: "2026-11-20T12:00:00Z", type: "digest", v: 1 },
      ...{ what: "product-footprint", subject: registrationOf(published.record).logSubject, version: 1 },
    });
    const [product] = (await listSupplierProducts(supplier.reviewer, {})).filter(
      ({ id }) => id === productId,
    );
    expect(product?.records).toMatchObject([{ path: record.path, users: 0, isReplaced: false }]);
  });

  test("is stated per declared unit, converted exactly from the unit of the output", async () => {
    const { record } = await released(supplier, "kg");
    const [row] = await database.db
      .select()
      .from(supplierFootprint)
      .where(eq(supplierFootprint.id, record.supplierFootprintId));
    expect(row).toMatchObject({ value: "11.2", unit: "kgCO2e/kg" });
  });

  test("is not signed when its period is so old that nobody may use it, nor per a unit that is no output", async () => {
    const old = carbonate(await newProduct());
    const draft = await createDraft(supplier.author, {
      ...old,
      inventory: { ...old.inventory, periodStart: "2022-01-01", periodEnd: "2022-12-31" },
    });
    expect((await releaseReviewed(supplier, draft)).footprint).toBeNull();
    const piece = await createDraft(supplier.author, carbonate(await newProduct(supplier, "piece")));
    expect((await releaseReviewed(supplier, piece)).footprint).toBeNull();
  });

  test("leaves nothing when it cannot be signed", async () => {
    const productId = await newProduct();
    const draft = await createDraft(supplier.author, carbonate(productId));
    const at = await approve(supplier, draft);
    const before = await database.db.$count(logEntry);
    const broken = registry.as(supplier.signer.caller, { sign: () => Promise.resolve(new Uint8Array(64)) });
    await expect(releaseDeclaration(broken, at)).rejects.toThrow("does not verify");
    expect(await database.db.$count(logEntry)).toBe(before);
    expect((await readDeclaration(supplier.author, { id: draft.id })).state).toBe("in_review");
  });
});

describe("a record used as a factor", () => {
  test("brings value and unit, keeps the link, is verified at release and named in the basis", async () => {
    const { record } = await released();
    const { factor, draft } = await usedBy(maker, record.supplierFootprintId);
    expect(factor).toMatchObject({
      ...{ value: "11200", unit: "kgCO2e/t", nameZh: "碳酸锂", validUntil: "2028-12-31" },
      supplierFootprintId: record.supplierFootprintId,
    });
    expect(draft.lines[0]?.supplier).toEqual({
      ...{ id: record.supplierFootprintId, name: "Operator lithium-works", signature: "verified" },
    });
    const { declarationId } = await releaseReviewed(maker, draft);
    const { basis } = await recompute(maker.author, { id: declarationId });
    expect(basis.filter(({ kind }) => kind === "supplierFigure")).toEqual([
      {
        ...{ kind: "supplierFigure", id: record.supplierFootprintId, version: "credential" },
        ...{ contentHash: record.digest, intact: true },
      },
    ]);
    const { uses } = await readSupplierFootprint(maker.reviewer, { id: record.supplierFootprintId });
    expect(uses).toMatchObject([{ declarationId, line: "cells", state: "released" }]);
    const products = await listSupplierProducts(supplier.author, {});
    expect(
      products.flatMap(({ records }) => records).find(({ id }) => id === record.supplierFootprintId)?.users,
    ).toBe(1);
  });

  test("followed by the supplier's next makes the declaration stale and its draft unreleasable", async () => {
    const { record, declarationId } = await released();
    const { draft } = await usedBy(maker, record.supplierFootprintId);
    registry.setTime("2026-12-01T12:00:00Z");
    const next = await startNext(supplier.author, { id: declarationId });
    const changed = await changeLine(supplier.author, {
      ...{ id: next.id, code: "steam", lock: next.lock, changes: { amount: "20000" } },
    });
    const { footprint } = await releaseReviewed(supplier, changed, "Less steam");
    const second = await readFootprintRecord(registry.as(anyone), {
      ...{ slug: supplier.slug, id: footprint?.supplierFootprintId ?? "" },
    });
    expect(decodeJwt(second.record)["registration"]).toMatchObject({ previous: record.digest });
    expect((await readDeclaration(maker.author, { id: draft.id })).stale).toEqual([
      {
        ...{ kind: "supplierFigure", id: record.supplierFootprintId, used: "Lithium carbonate" },
        ...{ current: footprint?.supplierFootprintId, since: "2026-12-01" },
      },
    ]);
    expect(await problemsFrom(submitDeclaration(maker.author, draft))).toEqual([
      "E_SUPPLIER_REPLACED cells.factorId",
    ]);
    const published = (await listPublishedFootprints(maker.author)).map(({ id }) => id);
    expect(published).toContain(footprint?.supplierFootprintId);
    expect(published).not.toContain(record.supplierFootprintId);
  });

  test("past its last day is refused, in a factor and at release", async () => {
    const { record } = await released();
    const { draft } = await usedBy(maker, record.supplierFootprintId);
    registry.setTime("2029-01-01T12:00:00Z");
    expect((await refusalFrom(submitDeclaration(maker.author, draft))).code).toBe("SUPPLIER_FIGURE_UNSOUND");
    expect(await problemsFrom(submitDeclaration(maker.author, draft))).toEqual([
      "E_SUPPLIER_EXPIRED cells.factorId",
    ]);
  });

  test("with another value in the line than in the record is refused", async () => {
    const { record } = await released();
    const { draft } = await usedBy(maker, record.supplierFootprintId);
    const changed = await changeLine(maker.author, {
      ...{ id: draft.id, code: "cells", lock: draft.lock },
      changes: { factorValue: "9000", factorUnit: "kgCO2e/t" },
    });
    expect(await problemsFrom(submitDeclaration(maker.author, changed))).toEqual([
      "E_SUPPLIER_VALUE cells.factorId",
    ]);
  });

  test.each(["tampered", "of another key", "with another digest", "saying something else"])(
    "%s is refused at release, however it came into the database",
    async (how) => {
      const { record } = await released();
      const { draft } = await usedBy(maker, record.supplierFootprintId);
      const at = await approve(maker, draft);
      await spoil(record.supplierFootprintId, how);
      const refused = await problemsFrom(releaseDeclaration(maker.signer, at));
      expect(refused).toContain(
        how === "tampered" || how === "of another key"
          ? "E_SUPPLIER_SIGNATURE cells.factorId"
          : "E_SUPPLIER_DIGEST cells.factorId",
      );
      await database.adminPool.query("alter table supplier_footprint enable trigger all");
    },
  );

  test("signed by a key that was compromised since is refused", async () => {
    const other = await registry.operator("careless-works");
    const { record } = await released(other);
    const { draft } = await usedBy(maker, record.supplierFootprintId);
    await database.db
      .update(operatorKey)
      .set({ state: "compromised" })
      .where(eq(operatorKey.operatorId, other.id));
    expect(await problemsFrom(submitDeclaration(maker.author, draft))).toEqual([
      "E_SUPPLIER_SIGNATURE cells.factorId",
    ]);
  });

  test("of the very product it would make is a circle", async () => {
    const { record, declarationId } = await released();
    const factor = await useAsFactor(supplier.author, {
      ...{ supplierFootprintId: record.supplierFootprintId, operatorId: supplier.id, code: "own" },
      ...{ revises: null, perKilogram: false },
    });
    const next = await startNext(supplier.author, { id: declarationId });
    expect(
      await problemsFrom(
        changeLine(supplier.author, {
          ...{ id: next.id, code: "steam", lock: next.lock, changes: { factorId: factor.id } },
        }),
      ),
    ).toEqual(["E_SUPPLY_CIRCLE steam.factorId"]);
  });

  test("is made by authors for their own operator only", async () => {
    const { record } = await released();
    const use = {
      supplierFootprintId: record.supplierFootprintId,
      code: "x",
      revises: null,
      perKilogram: false,
    };
    expect((await refusalFrom(useAsFactor(maker.author, { ...use, operatorId: supplier.id }))).code).toBe(
      "NOT_ALLOWED",
    );
    expect((await refusalFrom(useAsFactor(maker.reviewer, { ...use, operatorId: maker.id }))).code).toBe(
      "NOT_ALLOWED",
    );
    expect((await refusalFrom(useAsFactor(maker.author, use))).code).toBe("SUPPLIER_FOOTPRINT_NOT_FOUND");
    expect(await database.db.$count(emissionFactor, eq(emissionFactor.id, "packs.x"))).toBe(0);
  });
});

describe("a record its supplier withdraws", () => {
  // Operators of their own: lists are never older than the last one, and other tests set the clock forward.
  let own: TestOperator;
  beforeEach(async () => {
    own = await registry.operator(`own-${String((count += 1))}`);
  });
  const wrongData = { reason: "wrongData", note: "Meter misread" };

  test("says so in both status lists, in the log, on its page and in its bundle, and holds no more for anybody", async () => {
    const { record } = await released(own);
    const place = { slug: own.slug, id: record.supplierFootprintId };
    const reader = registry.as(anyone);
    const before = await readFootprintBundle(reader, place);
    const judge = judgeOf(place.id, own.slug);
    expect((await judge(before)).overall).toBe("holds");
    const ended = await withdrawFootprintRecord(own.signer, { id: place.id, ...wrongData });
    expect(ended.isPending).toBe(false);
    const [entry] = await database.db.select().from(logEntry).where(eq(logEntry.idx, ended.leafIndex));
    const { logSubject } = registrationOf(before.record);
    expect(JSON.parse(Buffer.from(entry?.entry ?? []).toString())).toEqual({
      ...{ reason: "wrongData", status: "revoked", subject: logSubject, version: 1 },
      ...{ time: "2026-11-20T12:00:00Z", type: "status-change", v: 1 },
    });
    const bundle = await readFootprintBundle(reader, place);
    expect(bundle.record).toBe(before.record);
    const statusOf = async (one: Bundle) => {
      const { overall, parts } = await judge(one);
      return [overall, parts.find(({ part }) => part === "status")?.code];
    };
    expect(await statusOf(bundle)).toEqual(["withdrawn", "R_STATUS_REVOKED"]);
    // Lists alone say it, and so does the log alone.
    expect(await statusOf({ ...bundle, proofs: { ...bundle.proofs, more: [] } })).toEqual([
      ...["withdrawn", "R_STATUS_REVOKED"],
    ]);
    const { statusList: _, tokenStatusList: __, ...listless } = bundle;
    expect(await statusOf({ ...listless, statusList: null, tokenStatusList: null })).toEqual([
      ...["withdrawn", "R_STATUS_REVOKED"],
    ]);
    const page = await readFootprintRecord(reader, place);
    expect(page.withdrawn).toEqual({
      ...{ reason: "wrongData", at: "2026-11-20T12:00:00.000Z", leafIndex: ended.leafIndex },
    });
    expect(page.verdict.overall).toBe("withdrawn");
    expect((await listPublishedFootprints(maker.author)).map(({ id }) => id)).not.toContain(place.id);
  });

  test("is told to who calculates with it: the released result stays, nothing new is released with it", async () => {
    const { record } = await released(own);
    const id = record.supplierFootprintId;
    const { draft, factor } = await usedBy(maker, id);
    const { declarationId, passport } = await releaseReviewed(maker, draft);
    const before = await readDeclaration(maker.author, { id: declarationId });
    const productUrl = `http://localhost:3000${passport?.path ?? ""}`;
    const chain = async () => (await readPassport(registry.as(anyone), { productUrl })).assessment.suppliers;
    expect(await chain()).toEqual({ all: 1, signed: 1, holding: 1, withdrawn: 0 });
    registry.setTime("2026-12-02T12:00:00Z");
    const listener = new pg.Client(database.config);
    await listener.connect();
    const told: (string | undefined)[] = [];
    listener.on("notification", ({ payload }) => told.push(payload));
    await listener.query("listen passport_changed");
    await withdrawFootprintRecord(own.signer, { id, ...wrongData });
    const after = await readDeclaration(maker.author, { id: declarationId });
    expect(after.stale).toEqual([
      { kind: "withdrawnFigure", id, used: "Lithium carbonate", current: null, since: "2026-12-02" },
    ]);
    expect(after.result).toEqual(before.result);
    expect(await chain()).toEqual({ all: 1, signed: 1, holding: 0, withdrawn: 1 });
    const [link] = await readSupplierLinks(maker.author, { id: declarationId });
    expect(link).toMatchObject({ withdrawn: { reason: "wrongData" }, isUnchanged: true });
    const { draft: other } = await declaredModel(maker, { modelCode: "PACK-LATE" });
    const changed = await changeLine(maker.author, {
      ...{ id: other.id, code: "cells", lock: other.lock, changes: { factorId: factor.id } },
    });
    expect(changed.lines[0]?.supplier?.signature).toBe("withdrawn");
    expect(await problemsFrom(submitDeclaration(maker.author, changed))).toEqual([
      "E_SUPPLIER_WITHDRAWN cells.factorId",
    ]);
    await expect.poll(() => told).toContain(passport?.path);
    await listener.end();
  });

  test("is withdrawn by its signer alone, with a reason, once, and not where it has no status", async () => {
    const { record } = await released(own);
    const id = record.supplierFootprintId;
    const code = async (deed: Promise<unknown>) => (await refusalFrom(deed)).code;
    expect(await code(withdrawFootprintRecord(own.author, { id, ...wrongData }))).toBe("NOT_ALLOWED");
    expect(await code(withdrawFootprintRecord(maker.signer, { id, ...wrongData }))).toBe("NOT_ALLOWED");
    expect(await problemsFrom(withdrawFootprintRecord(own.signer, { id, reason: "duplicate" }))).toEqual([
      "E_STATUS_REASON reason",
    ]);
    expect(await problemsFrom(withdrawFootprintRecord(own.signer, { id, reason: "" }))).toEqual([
      "E_REQUIRED reason",
    ]);
    await withdrawFootprintRecord(own.signer, { id, ...wrongData });
    expect(await code(withdrawFootprintRecord(own.signer, { id, ...wrongData }))).toBe("ALREADY_REVOKED");
    const old = await released(own);
    await database.adminPool.query("alter table status_entry disable trigger all");
    await database.adminPool.query("delete from status_entry where supplier_footprint_id = $1", [
      old.record.supplierFootprintId,
    ]);
    await database.adminPool.query("alter table status_entry enable trigger all");
    const late = { id: old.record.supplierFootprintId, ...wrongData };
    expect(await code(withdrawFootprintRecord(own.signer, late))).toBe("RECORD_WITHOUT_STATUS");
  });

  test("and one that was only followed by a newer one is replaced, under one name in the log", async () => {
    const { record, declarationId } = await released(own);
    const next = await startNext(own.author, { id: declarationId });
    const changed = await changeLine(own.author, {
      ...{ id: next.id, code: "steam", lock: next.lock, changes: { amount: "20000" } },
    });
    const { footprint } = await releaseReviewed(own, changed, "Less steam");
    const reader = registry.as(anyone);
    const [first, second] = await Promise.all(
      [record.supplierFootprintId, footprint?.supplierFootprintId ?? ""].map((id) =>
        readFootprintBundle(reader, { slug: own.slug, id }),
      ),
    );
    if (first === undefined || second === undefined) throw new Error("no bundle");
    expect((await judgeOf(record.supplierFootprintId, own.slug)(first)).overall).toBe("superseded");
    expect((await judgeOf(footprint?.supplierFootprintId ?? "", own.slug)(second)).overall).toBe("holds");
    const [one, two] = [registrationOf(first.record), registrationOf(second.record)];
    expect(two).toMatchObject({ logSubject: one.logSubject, version: 2 });
  });
});

describe("a record signed by a key that is in other hands", () => {
  /** A supplier with two records, the second of another product, and its key declared compromised. */
  async function robbed() {
    const own = await registry.operator(`robbed-${String((count += 1))}`);
    const [first, second] = [await released(own), await released(own)];
    const { jwks } = await readKeys(registry.as(anyone), { slug: own.slug });
    const kid = jwks.keys[0]?.kid ?? "";
    const compromise = (since = "2026-11-20T11:00:00Z") => declareCompromised(own.signer, { kid, since });
    const place = (of: { readonly supplierFootprintId: string }) => ({
      ...{ slug: own.slug, id: of.supplierFootprintId },
    });
    return { own, kid, compromise, place, first: first.record, second: second.record };
  }

  test("is listed in doubt; signed anew it says the same at an address of its own and replaces the former", async () => {
    const { own, kid, compromise, place, first, second } = await robbed();
    expect(await listInDoubt(own.signer, { kid })).toEqual([]);
    expect((await surveyKeys(own.signer, { operatorId: own.id })).keys).toMatchObject([{ recordCount: 2 }]);
    expect((await compromise()).recordsInDoubt).toBe(2);
    const { keys } = await surveyKeys(own.signer, { operatorId: own.id });
    expect(keys).toMatchObject([{ inDoubt: 2, recordCount: 2 }]);
    const reader = registry.as(anyone);
    expect((await readFootprintRecord(reader, place(first))).verdict.overall).toBe("wrong");
    expect(await listInDoubt(own.signer, { kid })).toMatchObject([
      {
        ...{ path: first.path, level: "footprint", state: "valid", version: 1 },
        ...{ canBeSignedAnew: true, canBeWithdrawn: true },
        footprint: { id: first.supplierFootprintId, productName: "Lithium carbonate" },
      },
      { path: second.path, state: "valid" },
    ]);
    const again = { id: first.supplierFootprintId };
    expect((await refusalFrom(reissueFootprintRecord(own.signer, again))).code).toBe("KEY_NOT_FOUND");
    await addKey(own.signer, { operatorId: own.id, signer: "process" });
    expect((await refusalFrom(reissueFootprintRecord(own.author, again))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(reissueFootprintRecord(maker.signer, again))).code).toBe("NOT_ALLOWED");

    const anew = await reissueFootprintRecord(own.signer, again);
    expect(anew.isPending).toBe(false);
    const fresh = await readFootprintBundle(reader, place(anew));
    expect((await judgeOf(anew.supplierFootprintId, own.slug)(fresh)).overall).toBe("holds");
    const [before, after] = [
      decodeJwt((await readFootprintRecord(reader, place(first))).record),
      decodeJwt(fresh.record),
    ];
    expect(after["credentialSubject"]).toEqual({
      ...Object(before["credentialSubject"]),
      id: `http://localhost:3000${anew.path}`,
    });
    expect(after["validUntil"]).toBe(before["validUntil"]);
    expect(after["registration"]).toMatchObject({ version: 2, previous: first.digest });
    expect((await readFootprintRecord(reader, place(first))).replacedByPath).toBe(anew.path);
    expect((await readFootprintRecord(reader, place(anew))).replacedByPath).toBeNull();
    expect((await listInDoubt(own.signer, { kid })).map(({ state }) => state)).toEqual([
      "superseded",
      "valid",
    ]);
    expect((await refusalFrom(reissueFootprintRecord(own.signer, again))).code).toBe("NOTHING_CHANGED");
    const of = { id: anew.supplierFootprintId };
    expect((await refusalFrom(reissueFootprintRecord(own.signer, of))).code).toBe("NOTHING_CHANGED");
  });

  test.each(["reissue", "withdraw"] as const)("is settled with all the others: %s", async (how) => {
    const { own, kid, compromise, place, first } = await robbed();
    await compromise();
    await addKey(own.signer, { operatorId: own.id, signer: "process" });
    expect(await settleDoubt(own.signer, { kid, how })).toEqual({ settled: 2, open: 0 });
    const { withdrawn, replacedByPath } = await readFootprintRecord(registry.as(anyone), place(first));
    expect([withdrawn?.reason ?? null, replacedByPath === null]).toEqual(
      how === "reissue" ? [null, false] : ["keyCompromised", true],
    );
    expect(await settleDoubt(own.signer, { kid, how })).toEqual({ settled: 0, open: 0 });
  });

  test.each(["reissue", "withdraw"] as const)(
    "is settled once by two who settle at once: %s",
    async (how) => {
      const { own, kid, compromise } = await robbed();
      await compromise();
      await addKey(own.signer, { operatorId: own.id, signer: "process" });
      const both = await Promise.all([1, 2].map(() => settleDoubt(own.signer, { kid, how })));
      expect(both.reduce((sum, { settled }) => sum + settled, 0)).toBe(2);
      expect(await settleDoubt(own.signer, { kid, how })).toEqual({ settled: 0, open: 0 });
    },
  );

  test("past its last day is withdrawn and never signed anew", async () => {
    const { own, kid, compromise, first } = await robbed();
    await compromise();
    await addKey(own.signer, { operatorId: own.id, signer: "process" });
    registry.setTime("2029-01-01T12:00:00Z");
    const late = { id: first.supplierFootprintId };
    expect((await refusalFrom(reissueFootprintRecord(own.signer, late))).code).toBe("FOOTPRINT_OVER");
    expect(await settleDoubt(own.signer, { kid, how: "reissue" })).toEqual({ settled: 0, open: 2 });
    expect(await settleDoubt(own.signer, { kid, how: "withdraw" })).toEqual({ settled: 2, open: 0 });
    expect((await refusalFrom(reissueFootprintRecord(own.signer, late))).code).toBe("ALREADY_REVOKED");
  });

  test("is acceptable for ever where a witness had signed the log with it before, for its supplier and for makers", async () => {
    const { own, kid, compromise, place, first, second } = await robbed();
    await database.adminPool.query(
      "insert into log_cosignature (size, witness, line, witnessed_at) select max(size), 'seen.example/w', 'x', '2026-11-20T10:00:00Z' from log_checkpoint where size <= $1",
      [second.leafIndex],
    );
    expect((await compromise()).recordsInDoubt).toBe(1);
    expect((await listInDoubt(own.signer, { kid })).map(({ path }) => path)).toEqual([second.path]);
    const verdictOf = async (one: typeof first) =>
      (await readFootprintRecord(registry.as(anyone), place(one))).verdict.overall;
    expect([await verdictOf(first), await verdictOf(second)]).toEqual(["holds", "wrong"]);
    const { draft } = await usedBy(maker, first.supplierFootprintId);
    expect(draft.lines[0]?.supplier?.signature).toBe("verified");
  });
});

describe("a record whose supplier has ceased", () => {
  test("stays readable, and says since when and why its supplier is there no longer", async () => {
    const own = await registry.operator(`ending-${String((count += 1))}`);
    const { record } = await released(own);
    const place = { slug: own.slug, id: record.supplierFootprintId };
    expect((await readFootprintRecord(registry.as(anyone), place)).operatorCeased).toBeNull();
    await ceaseOperator(registry.keeper, { operatorId: own.id, on: "2026-11-20", reason: "insolvency" });
    const { operatorCeased, verdict } = await readFootprintRecord(registry.as(anyone), place);
    expect(operatorCeased).toEqual({ at: "2026-11-20T12:00:00.000Z", reason: "insolvency" });
    expect(verdict.overall).toBe("holds");
  });
});

/** Judges a bundle as a stranger with the published policy would, asking for status and log. */
function judgeOf(id: string, slug: string) {
  return async (bundle: Bundle): Promise<Verdict> => {
    const reader = registry.as(anyone);
    const policy = parsePolicy((await readPolicy(reader)) ?? "");
    if (!policy.ok) throw new Error("no policy");
    const { verdict } = await verifyBundle(
      bundle,
      {
        ...{ policy: policy.value, at: reader.now(), asks: { status: true, log: true } },
        subject: `http://localhost:3000/op/${slug}/footprints/${id}`,
      },
      webCrypto,
    );
    return verdict;
  };
}

function registrationOf(record: string): { readonly logSubject: string; readonly version: number } {
  const name = logNameOf(decodeJwt(record));
  if (name === null) throw new Error("no name in the log");
  return name;
}

/** Changes a row that nothing in the program can change. */
async function spoil(id: string, how: string): Promise<void> {
  const [row] = await database.db.select().from(supplierFootprint).where(eq(supplierFootprint.id, id));
  const record = row?.record ?? "";
  await database.adminPool.query("alter table supplier_footprint disable trigger all");
  const [header = "", payload = "", signature = ""] = record.split(".");
  const lower = JSON.parse(Buffer.from(payload, "base64url").toString());
  lower.credentialSubject.kgCO2ePerDeclaredUnit = "1";
  const tampered = [header, Buffer.from(JSON.stringify(lower)).toString("base64url"), signature].join(".");
  const foreign = registry.keys.create("did:web:localhost%3A3000:op:packs");
  const head = Buffer.from(
    JSON.stringify({ alg: "ES256", kid: foreign.kid, typ: "vc+jwt", cty: "vc" }),
  ).toString("base64url");
  const sets: Readonly<Record<string, readonly [string, string]>> = {
    tampered: ["record", tampered],
    "of another key": ["record", [head, payload, signature].join(".")],
    "with another digest": ["content_hash", "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE"],
    "saying something else": ["period_end", "2026-12-31"],
  };
  const [column, value] = sets[how] ?? ["", ""];
  await database.adminPool.query(`update supplier_footprint set ${column} = $1 where id = $2`, [value, id]);
  const verdict = await verifyRecord({ record: record }, { keys: null, at: new Date() }, webCrypto);
  expect(verdict.verdict.overall).toBe("couldNotCheck");
}

import { decodeJwt, compactVerify, importJWK } from "jose";
import { Ajv2020 } from "ajv/dist/2020.js";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emissionFactor, logEntry, operatorKey, supplierFootprint } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { footprintSchema } from "../../domain/record/product-footprint.ts";
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
import { readKeys } from "../operator/read-keys.ts";
import { listSupplierProducts } from "./list-products.ts";
import { listPublishedFootprints } from "./list-published.ts";
import { readSupplierFootprint } from "./read-footprint.ts";
import { readFootprintRecord } from "./read-record.ts";

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
      what: "product-footprint",
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

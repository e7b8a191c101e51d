import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asc, eq } from "drizzle-orm";
import { createHash } from "node:crypto";
import {
  artefact,
  auditEvent,
  declaration,
  logEntry,
  logHead,
  passport,
  passportVersion,
  statusEntry,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { catalogueSchema } from "../../domain/record/catalogue-schema.ts";
import { Refusal } from "../../refusal.ts";
import { credentialOf } from "../passport/find-record.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { approve, declaredModel, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { addFactors } from "../factor/add.ts";
import { createModel } from "../model/create.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { listVersions } from "../passport/versions.ts";
import { changeLine } from "./change-line.ts";
import { createDraft } from "./create-draft.ts";
import { createSupplierProduct } from "./create-supplier-product.ts";
import { readDeclaration } from "./read.ts";
import { releaseDeclaration } from "./release.ts";
import { startNext } from "./start-next.ts";
import { submitDeclaration } from "./submit.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  await addFactors(registry.keeper, [steel]);
});

const steel = {
  ...{
    id: "steel",
    nameEn: "Steel",
    nameZh: "钢",
    value: "2.5",
    unit: "kgCO2e/kg",
    geography: "CN",
    year: 2024,
  },
  ...{ sourceTitle: "A source", sourceWhere: null, qualityNote: null, boundary: null, illustrative: true },
};
afterAll(() => database.end());

async function refusalCode(action: Promise<unknown>): Promise<string> {
  return (await refusalFrom(action)).code;
}

async function counts() {
  const { db } = database;
  return {
    head: (await db.select().from(logHead))[0]?.size,
    entries: await db.$count(logEntry),
    versions: await db.$count(passportVersion),
    artefacts: await db.$count(artefact),
    statuses: await db.$count(statusEntry),
    passports: await db.$count(passport),
    deeds: await db.$count(auditEvent),
  };
}

describe("release", () => {
  test("the story: version 1, a changed figure, version 2, the old one readable", async () => {
    const { model, draft } = await declaredModel(operator, { gtin: "09520123456788", modelCode: "STORY" });
    expect(draft.result).toMatchObject({ totalKg: "10000", totalEnergyKWh: "48000" });

    const first = await releaseReviewed(operator, draft);
    expect(first).toMatchObject({ number: 1, passport: { productUrl: model.productUrl, version: 1 } });
    const page = await readPassport(registry.as({ userId: null, name: null, memberships: [] }), {
      productUrl: model.productUrl,
    });
    expect(page.record.credential.credentialSubject.voluntary?.carbonFootprint).toMatchObject({
      totalKgCO2e: "10000",
      totalEnergyKWh: "48000",
      kgCO2ePerKWh: "0.2083333333333333333333333333333333",
    });
    const states = Object.fromEntries(page.record.verdict.parts.map(({ part, state }) => [part, state]));
    expect(states).toMatchObject({
      signature: "ok",
      issuer: "ok",
      subject: "ok",
      status: "ok",
      log: "ok",
    });
    expect(page.record.verdict.overall).toBe("holds");

    registry.setTime("2026-11-21T12:00:00Z");
    const next = await startNext(operator.author, { id: draft.id });
    const changed = await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells" },
      changes: { amount: "900" },
    });
    expect(changed.difference).toMatchObject({ against: { number: 1 }, totalDifferenceKg: "-900" });
    expect(changed.difference?.lines).toMatchObject([
      {
        code: "cells",
        differenceKg: "-900",
        inputs: [{ field: "amount", before: "1000 kg", after: "900 kg" }],
      },
    ]);
    const second = await releaseReviewed(operator, changed, "less cell mass");
    expect(second.passport?.version).toBe(2);
    const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, next.id));
    expect(deeds.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["declaration.startNext", operator.author.caller.userId],
      ["declaration.changeLine", operator.author.caller.userId],
      ["declaration.submit", operator.author.caller.userId],
      ["declaration.review", operator.reviewer.caller.userId],
      ["declaration.release", operator.signer.caller.userId],
    ]);

    const versions = await listVersions(operator.signer, { productUrl: model.productUrl });
    expect(versions.map(({ version, current, reason }) => ({ version, current, reason }))).toEqual([
      { version: 2, current: true, reason: "less cell mass" },
      { version: 1, current: false, reason: null },
    ]);
    const old = await readPassport(operator.reviewer, { productUrl: model.productUrl, version: 1 });
    expect(old.record).toMatchObject({ version: 1, newestVersion: 2, token: page.record.token });
    expect((await readDeclaration(operator.author, { id: draft.id })).state).toBe("superseded");
    const stored = await database.db
      .select()
      .from(statusEntry)
      .where(eq(statusEntry.passportId, page.passportId));
    expect(new Map(stored.map(({ version, value }) => [version, value]))).toEqual(
      new Map([
        [1, 3],
        [2, 0],
      ]),
    );
  });

  test("the log is dense, each leaf is the hash of its entry, and a passport's entries form a chain", async () => {
    const entries = await database.db.select().from(logEntry).orderBy(asc(logEntry.idx));
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, place) => place));
    expect((await database.db.select().from(logHead))[0]?.size).toBe(entries.length);
    const texts = entries.map(({ entry, leafHash }) => {
      expect(createHash("sha256").update(Buffer.of(0)).update(entry).digest().equals(leafHash)).toBe(true);
      return { leaf: encodeBase64url(leafHash), said: JSON.parse(Buffer.from(entry).toString()) };
    });
    const versions = texts.filter(({ said }) => said.type === "passport");
    expect(versions.map(({ said }) => said.version)).toEqual([1, 2]);
    expect(versions[0]?.said.prev).toBeNull();
    expect(versions[1]?.said.prev).toBe(versions[0]?.leaf);
    expect(texts.find(({ said }) => said.type === "status-change")?.said).toMatchObject({
      version: 1,
      status: "superseded",
    });
    for (const kind of ["vc+jwt", "dc+sd-jwt", "untp+vc+jwt"]) {
      const bodies = await database.db
        .select()
        .from(artefact)
        .where(eq(artefact.kind, kind))
        .orderBy(asc(artefact.version));
      expect(versions.map(({ said }) => said.artifacts[kind])).toEqual(
        bodies.map(({ body }) => createHash("sha256").update(body).digest("base64url")),
      );
    }
  });

  test.each(["vc+jwt", "dc+sd-jwt"])(
    "every signed record (%s) keeps to the published schema",
    async (kind) => {
      const validate = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false }).compile(
        catalogueSchema(bundledCatalogue),
      );
      const bodies = await database.db.select().from(artefact).where(eq(artefact.kind, kind));
      expect(bodies.length).toBeGreaterThan(0);
      for (const { body } of bodies) {
        expect(validate(credentialOf(body)) ? [] : validate.errors).toEqual([]);
      }
    },
  );

  test("the stored request and result hash to the digests in the signed record", async () => {
    const [released] = await database.db.select().from(declaration).where(eq(declaration.state, "released"));
    const digest = (value: unknown) => createHash("sha256").update(canonicalJson(value)).digest("base64url");
    expect(released?.requestDigest).toBe(digest(released?.request));
    expect(released?.resultDigest).toBe(digest(released?.result));
  });

  test("a second version needs a reason, and something to say", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "SAME" });
    await releaseReviewed(operator, draft);
    const next = await startNext(operator.author, { id: draft.id });
    const again = await approve(operator, next);
    expect(await refusalCode(releaseDeclaration(operator.signer, again))).toBe("INVALID_INPUT");
    expect(await refusalCode(releaseDeclaration(operator.signer, { ...again, reason: "none" }))).toBe(
      "NOTHING_CHANGED",
    );
    expect((await readDeclaration(operator.author, { id: draft.id })).state).toBe("released");
    expect(await refusalCode(startNext(operator.author, { id: draft.id }))).toBe("DRAFT_EXISTS");
  });

  test("of two releases at once one wins, the other is refused, and nothing is written twice", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "RACE" });
    const approved = await approve(operator, draft);
    const before = await counts();
    const both = await Promise.allSettled([
      releaseDeclaration(operator.signer, approved),
      releaseDeclaration(operator.signer, approved),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = both.find((one) => one.status === "rejected");
    expect(refused?.reason).toBeInstanceOf(Refusal);
    expect(["RELEASE_RUNNING", "NOT_A_DRAFT"]).toContain(refused?.reason.code);
    const after = await counts();
    expect(after.versions).toBe(before.versions + 1);
    expect(after.entries).toBe(before.entries + 1);
  });

  test("while a release runs, a second one is told so", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "RUNNING" });
    let goOn: () => void = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let reached: () => void = () => {};
    const signing = new Promise<void>((resolve) => (reached = resolve));
    const slow = {
      async sign(kid: string, bytes: Uint8Array) {
        reached();
        await held;
        return operator.signer.signer.sign(kid, bytes);
      },
    };
    const approved = await approve(operator, draft);
    const first = releaseDeclaration(registry.as(operator.signer.caller, slow), approved);
    await signing;
    expect(await refusalCode(releaseDeclaration(operator.signer, approved))).toBe("RELEASE_RUNNING");
    goOn();
    expect((await first).passport?.version).toBe(1);
  });

  test.each([
    ["a signer that fails", { sign: () => Promise.reject(new Error("the signing service is away")) }],
    ["a signature that does not verify", { sign: () => Promise.resolve(new Uint8Array(64).fill(7)) }],
  ])("%s leaves everything as it was", async (name, signer) => {
    const { draft } = await declaredModel(operator, { modelCode: `FAILS-${String(name.length)}` });
    expect(await refusalCode(startNext(operator.author, { id: draft.id }))).toBe("MODEL_NOT_RELEASED");
    const approved = await approve(operator, draft);
    const before = await counts();
    const failing = registry.as(operator.signer.caller, signer);
    await expect(releaseDeclaration(failing, approved)).rejects.toThrow();
    expect(await counts()).toEqual(before);
    expect(await readDeclaration(operator.author, { id: draft.id })).toMatchObject({
      state: "in_review",
      releasedAt: null,
    });
  });

  test("an older state of the draft is not what gets released", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "OLDER" });
    const code = "cells";
    await changeLine(operator.author, { id: draft.id, lock: draft.lock, code, changes: { amount: "5" } });
    expect(await refusalCode(releaseDeclaration(operator.signer, { id: draft.id, lock: draft.lock }))).toBe(
      "EDITED_MEANWHILE",
    );
  });

  test("a draft that does not compute is not even submitted, and is told every problem", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "EMPTY" }));
    const draft = await createDraft(operator.author, draftOf({ modelId: model.id }, []));
    expect(draft).toMatchObject({ result: null, may: { release: false } });
    expect(draft.errors.length).toBeGreaterThan(0);
    expect(draft.may.submit).toBe(false);
    const refused = await refusalFrom(submitDeclaration(operator.author, { id: draft.id, lock: draft.lock }));
    expect(refused.code).toBe("NOT_COMPUTABLE");
    expect(refused.problems.length).toBeGreaterThan(0);
  });

  test("a supplied product is released without a passport", async () => {
    const { id } = await createSupplierProduct(operator.author, {
      ...{ operatorId: operator.id, facilityId: operator.facilityId, code: "CELLS" },
      ...{ nameEn: "Cells", nameZh: "电芯", declaredAmount: "1", declaredUnit: "MWh" },
    });
    const draft = await createDraft(operator.author, {
      ...draftOf({ supplierProductId: id }),
      method: "iso14067-ctg",
      inventory: {
        ...draftOf({ supplierProductId: id }).inventory,
        energy: { output: { value: "1", unit: "MWh" } },
      },
      lines: draftOf({ supplierProductId: id })
        .lines.slice(0, 1)
        .map((line) => ({ ...line, stage: "raw_materials" })),
    });
    expect(draft).toMatchObject({ cfp: "9000", cfpUnit: "kgCO2e/MWh", productPath: null });
    const before = await counts();
    const released = await releaseReviewed(operator, draft);
    expect(released.passport).toBeNull();
    // One entry, for the signed footprint that others use as a factor.
    expect(await counts()).toMatchObject({ entries: before.entries + 1, versions: before.versions });
    const next = await startNext(operator.author, { id: draft.id });
    const again = releaseReviewed(operator, next, "none");
    expect(await refusalCode(again)).toBe("NOTHING_CHANGED");
    expect((await readDeclaration(operator.author, { id: draft.id })).state).toBe("released");
  });

  test("status indices are used once", async () => {
    const { model } = await declaredModel(operator, { modelCode: "ITEMS" }).then(
      async ({ model: made, draft }) => {
        expect(
          await refusalCode(
            issueItem(operator.signer, { modelId: made.id, serial: "A1", manufacturedOn: "2026-10" }),
          ),
        ).toBe("MODEL_NOT_RELEASED");
        await releaseReviewed(operator, draft);
        return { model: made };
      },
    );
    const serials = Array.from({ length: 6 }, (_, count) => `S${String(count)}`);
    const items = await Promise.all(
      serials.map((serial) =>
        issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" }),
      ),
    );
    expect(new Set(items.map(({ leafIndex }) => leafIndex)).size).toBe(serials.length);
    const rows = await database.db.select().from(statusEntry).where(eq(statusEntry.operatorId, operator.id));
    expect(new Set(rows.map(({ list, index }) => `${String(list)}/${String(index)}`)).size).toBe(rows.length);
    const again = { modelId: model.id, serial: "S0", manufacturedOn: "2026-10" };
    expect(await refusalCode(issueItem(operator.signer, again))).toBe("IDENTIFIER_TAKEN");
    const [item] = items;
    const page = await readPassport(operator.reviewer, { productUrl: item?.productUrl ?? "" });
    expect(page).toMatchObject({ level: "item", modelRecord: { version: 1 } });
    expect(page.record.credential.credentialSubject).toMatchObject({
      batteryModelPassport: model.productUrl,
    });
  });
});

describe("what is kept never changes, even when an administrator of the database tries", () => {
  test.each([
    ["log_entry", "idx"],
    ["passport_version", "version"],
    ["artefact", "version"],
    ["emission_factor", "version"],
    ["audit_event", "action"],
  ])("%s refuses update, delete and truncate", async (table, column) => {
    expect((await database.adminPool.query(`select 1 from ${table}`)).rowCount).toBeGreaterThan(0);
    await expect(database.adminPool.query(`update ${table} set ${column} = ${column}`)).rejects.toThrow(
      /append-only/,
    );
    await expect(database.adminPool.query(`delete from ${table}`)).rejects.toThrow(/append-only/);
    await expect(database.adminPool.query(`truncate ${table} cascade`)).rejects.toThrow(/append-only/);
  });

  const released = "(select inventory_id from declaration where state = 'released' limit 1)";
  const drafted = "(select inventory_id from declaration where state = 'draft' limit 1)";
  test.each([
    ["its method", "update declaration set method = 'other' where state = 'released'"],
    ["being released", "update declaration set state = 'draft' where state = 'released'"],
    ["being superseded", "update declaration set state = 'released' where state = 'superseded'"],
    ["its being there", "delete from declaration where state = 'superseded'"],
    ["its denominator", `update inventory set energy = '{}' where id = ${released}`],
    ["a figure", `update inventory_line set amount = 1 where inventory_id = ${released}`],
    ["its lines, by taking one away", `delete from inventory_line where inventory_id = ${released}`],
    [
      "its lines, by moving one in",
      `update inventory_line set inventory_id = ${released}, code = 'x' where inventory_id = ${drafted}`,
    ],
    ["its lines, all at once", "truncate inventory_line"],
  ])("a released declaration: not %s", async (_, statement) => {
    const { draft } = await declaredModel(operator, { modelCode: `DRAFT-${String(statement.length)}` });
    expect(draft.state).toBe("draft");
    await expect(database.adminPool.query(statement)).rejects.toThrow(/never changes/);
  });

  test("an index on a status list is never free again", async () => {
    await expect(database.adminPool.query("delete from status_entry")).rejects.toThrow(/append-only/);
    await expect(database.adminPool.query("truncate status_entry")).rejects.toThrow(/never changes/);
  });

  test("a key that signed a record cannot be taken away", async () => {
    await expect(database.adminPool.query("delete from operator_key")).rejects.toThrow(/passport_version/);
  });
});

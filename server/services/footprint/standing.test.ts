import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { createHash, randomUUID } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import {
  auditEvent,
  declaration,
  performanceClassRuleSet,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { runCalculate } from "../../cli/calculate.ts";
import { findGwpSet } from "../../domain/carbon-footprint/gwp.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftLines, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import type { NewFactor } from "../factor/add.ts";
import { addFactors } from "../factor/add.ts";
import { createModel } from "../model/create.ts";
import { readModel } from "../model/read.ts";
import { recordModelChange } from "../model/record-change.ts";
import { addLine } from "./add-line.ts";
import { changeLine } from "./change-line.ts";
import { createDraft } from "./create-draft.ts";
import { listDeclarations } from "./list.ts";
import { readReview } from "./read-review.ts";
import { readDeclaration } from "./read.ts";
import { readFrozenRequest, recompute } from "./recompute.ts";
import { startNext } from "./start-next.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

const steel: NewFactor = {
  ...{ id: "steel", nameEn: "Steel", nameZh: "钢", value: "2.5", unit: "kgCO2e/kg", geography: "CN" },
  ...{ year: 2024, sourceTitle: "A source", sourceWhere: null, qualityNote: null, boundary: null },
  illustrative: true,
};

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  await addFactors(registry.keeper, [steel]);
});
afterAll(() => database.end());

/** A released model whose cells count with the steel of the library. */
async function releasedWithSteel(modelCode: string) {
  const model = await createModel(operator.author, modelOf(operator, { modelCode }));
  const lines = draftLines.map((line) =>
    line.code === "cells" ? { ...line, factorId: "steel", factorValue: null, factorUnit: null } : line,
  );
  const draft = await createDraft(operator.author, draftOf({ modelId: model.id }, lines));
  await releaseReviewed(operator, draft);
  return { model, id: draft.id };
}

const digest = (value: unknown) => createHash("sha256").update(canonicalJson(value)).digest("base64url");

describe("the basis of a released result", () => {
  test("names method, GWP set and every factor by version and content", async () => {
    const { id } = await releasedWithSteel("BASIS");
    const [row] = await database.db.select().from(declaration).where(eq(declaration.id, id));
    const hash = (await addFactors(registry.keeper, [steel]))[0]?.contentHash;
    expect(row?.basis).toEqual({
      method: {
        ...{ id: "mee-partial", version: "mee@draft-2025-03" },
        contentHash: digest(findMethod("mee-partial", "mee@draft-2025-03")),
      },
      gwpSet: { id: "AR6", version: "ipcc-ar6@2021", contentHash: digest(findGwpSet("AR6")) },
      factors: [{ id: "steel", version: "1", contentHash: hash }],
      ruleSet: null,
    });
    expect(row?.request?.methodVersion).toBe("mee@draft-2025-03");
  });

  test("is recomputed to the last digit, and who asked is written down", async () => {
    const { id } = await releasedWithSteel("AGAIN");
    registry.setTime("2026-11-22T08:00:00Z");
    const made = await recompute(operator.reviewer, { id });
    const [row] = await database.db.select().from(declaration).where(eq(declaration.id, id));
    expect(made).toMatchObject({
      ...{ number: 1, at: "2026-11-22T08:00:00.000Z", outcome: "same", differing: [], errors: [] },
      ...{ requestIntact: true, requestDigest: row?.requestDigest },
      stored: { cfp: row?.result?.cfp, resultDigest: row?.resultDigest },
      recomputed: { cfp: row?.result?.cfp, resultDigest: row?.resultDigest },
    });
    expect(made.basis.map(({ kind, id: name, intact }) => [kind, name, intact])).toEqual([
      ["method", "mee-partial", true],
      ["gwpSet", "AR6", true],
      ["factor", "steel", true],
    ]);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, "declaration.recompute"));
    expect(deeds).toMatchObject([{ subject: id, actorId: operator.reviewer.caller.userId }]);
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test.each<[string, string, object]>([
    [
      "a figure of the stored result",
      `update declaration set result_digest = 'x', result = jsonb_set(result, '{cfp}', '"0.1"')`,
      { outcome: "different", differing: [{ path: "cfp", before: "0.1" }], requestIntact: true },
    ],
    [
      "a member that is no figure",
      `update declaration set result_digest = 'x', result = result || '{"remark": "x"}'`,
      { outcome: "figuresSame", differing: [{ path: "remark", before: "x", after: null }] },
    ],
    [
      "an amount of the stored request",
      `update declaration set request = jsonb_set(request, '{materials,0,mass,value}', '"999"')`,
      { outcome: "different", requestIntact: false },
    ],
    [
      "a unit of the stored request",
      `update declaration set request = jsonb_set(request, '{materials,0,mass,unit}', '"stone"')`,
      { outcome: "refused", recomputed: null, requestIntact: false },
    ],
    [
      "the content of a factor",
      `update declaration set basis = jsonb_set(basis, '{factors,0,contentHash}', '"other"')`,
      { outcome: "same", basis: [{ intact: true }, { intact: true }, { kind: "factor", intact: false }] },
    ],
    [
      "the content of the method",
      `update declaration set basis = jsonb_set(basis, '{method,contentHash}', '"other"')`,
      { outcome: "same", basis: [{ kind: "method", intact: false }, { intact: true }, { intact: true }] },
    ],
  ])("tampering with %s is seen", async (what, statement, expected) => {
    const { id } = await releasedWithSteel(`TAMPER-${String(what.length)}-${String(statement.length)}`);
    // The database refuses it; somebody who owns the database can switch that off.
    await database.adminPool.query("alter table declaration disable trigger declaration_released_frozen");
    await database.adminPool.query(`${statement} where id = '${id}'`);
    await database.adminPool.query("alter table declaration enable trigger declaration_released_frozen");
    expect(await recompute(operator.author, { id })).toMatchObject(expected);
  });

  test("a declaration released before bases were kept is recomputed all the same", async () => {
    const { id } = await releasedWithSteel("NO-BASIS");
    await database.adminPool.query("alter table declaration disable trigger declaration_released_frozen");
    await database.adminPool.query(`update declaration set basis = null where id = '${id}'`);
    await database.adminPool.query("alter table declaration enable trigger declaration_released_frozen");
    const made = await recompute(operator.author, { id });
    expect(made.outcome).toBe("same");
    expect(made.basis.map(({ kind, intact }) => [kind, intact])).toEqual([
      ["method", true],
      ["gwpSet", true],
      ["factor", true],
    ]);
    expect((await readDeclaration(operator.author, { id })).stale).toEqual([]);
  });

  test("the frozen request has the signed digest, and the command line answers it with the same result", async () => {
    const { id } = await releasedWithSteel("OFFLINE");
    const { body, requestDigest, number } = await readFrozenRequest(operator.signer, { id });
    expect(number).toBe(1);
    expect(createHash("sha256").update(body).digest("base64url")).toBe(requestDigest);
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), "cellproof-request-")), "request.json");
    await writeFile(file, body);
    let answer = "";
    const code = await runCalculate([file], {
      readInput: async (name) => new Uint8Array(await readFile(name)),
      out: (text) => (answer += text),
      err: () => {},
    });
    const [row] = await database.db.select().from(declaration).where(eq(declaration.id, id));
    expect(code).toBe(0);
    expect(digest(JSON.parse(answer))).toBe(row?.resultDigest);
  });

  test("a draft has nothing frozen", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "NOTHING-FROZEN" });
    expect((await refusalFrom(recompute(operator.author, draft))).code).toBe("NOT_RELEASED");
    expect((await refusalFrom(readFrozenRequest(operator.author, draft))).code).toBe("NOT_RELEASED");
  });
});

describe("a superseded basis", () => {
  test("is said of released declarations and drafts with what and since when, and changes no result", async () => {
    const { id } = await releasedWithSteel("STALE");
    const next = await startNext(operator.author, { id });
    const before = await readDeclaration(operator.author, { id });
    expect([before.stale, next.stale]).toEqual([[], []]);
    await addFactors(registry.keeper, [{ ...steel, value: "2.6" }]);
    await addFactors(registry.keeper, [{ ...steel, value: "2.7" }]);
    const after = await readDeclaration(operator.author, { id });
    const reason = { kind: "factor", id: "steel", used: "1", current: "3" };
    expect(after.stale).toMatchObject([{ ...reason, since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }]);
    expect(after.cfp).toBe(before.cfp);
    const draft = await readDeclaration(operator.author, { id: next.id });
    expect(draft.stale).toMatchObject([reason]);
    expect(draft.cfp).toBe(next.cfp);
    const rows = await listDeclarations(operator.author, {});
    expect(rows.find((row) => row.id === id)?.stale).toMatchObject([reason]);
    expect((await recompute(operator.author, { id })).outcome).toBe("same");

    const newest = { id: next.id, lock: next.lock, code: "cells", changes: { factorId: "steel" } };
    expect((await changeLine(operator.author, newest)).stale).toEqual([]);
  });

  test("an older GWP set, from the first day", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "AR5" }));
    const whole = draftOf({ modelId: model.id });
    const draft = await createDraft(operator.author, {
      ...whole,
      inventory: { ...whole.inventory, gwpSet: "AR5" },
    });
    expect(draft.stale).toEqual([{ kind: "gwpSet", id: "AR5", used: "AR5", current: "AR6", since: "2021" }]);
  });

  test("a supplier's figure past its last day", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "SUPPLIER" });
    const figure = randomUUID();
    await database.db.insert(supplierFootprint).values({
      ...{ id: figure, supplierName: "Supplier", receivedByOperatorId: operator.id, origin: "pact" },
      ...{ productName: "Cathode", value: "20", unit: "kgCO2e/kg", boundary: "cradle to gate" },
      ...{ periodStart: "2022-01-01", periodEnd: "2022-12-31", validUntil: "2026-11-20" },
      ...{ document: {}, contentHash: "x" },
    });
    await database.adminPool.query(
      `update inventory_line set supplier_footprint_id = '${figure}' where code = 'cells'
       and inventory_id = (select inventory_id from declaration where id = '${draft.id}')`,
    );
    expect((await readDeclaration(operator.author, { id: draft.id })).stale).toEqual([]);
    registry.setTime("2026-11-21T00:00:00Z");
    expect((await readDeclaration(operator.author, { id: draft.id })).stale).toEqual([
      { kind: "supplierFigure", id: figure, used: "Cathode", current: null, since: "2026-11-20" },
    ]);
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test("a rule set by a later one in force, not by one that is proposed, adopted or yet to come", async () => {
    const { id } = await releasedWithSteel("RULES");
    const rule = (version: number, status: string, validFrom: string) =>
      database.db.insert(performanceClassRuleSet).values({
        ...{ id: "set", version, name: "Set", legalBasis: "an act", source: "a source", status, validFrom },
        ...{ classes: [{ name: "one", upTo: null }], category: "LMT", contentHash: "x" },
        derivation: { how: "stated", method: "other", methodVersion: "other", values: [] },
      });
    await rule(1, "in_force", "2026-01-01");
    await database.adminPool.query("alter table declaration disable trigger declaration_released_frozen");
    await database.adminPool.query(
      `update declaration set rule_set_id = 'set', rule_set_version = 1, performance_class = 'one',
       basis = jsonb_set(basis, '{ruleSet}', '{"id":"set","version":"1","contentHash":"x"}') where id = '${id}'`,
    );
    await database.adminPool.query("alter table declaration enable trigger declaration_released_frozen");
    const stale = async () =>
      (await readDeclaration(operator.author, { id })).stale.filter(({ kind }) => kind === "ruleSet");
    await rule(2, "proposal", "2026-01-01");
    await rule(3, "adopted", "2026-01-01");
    await rule(4, "in_force", "2026-11-21");
    expect(await stale()).toEqual([]);
    registry.setTime("2026-11-21T00:00:00Z");
    expect(await stale()).toEqual([
      { kind: "ruleSet", id: "set", used: "1", current: "4", since: "2026-11-21" },
    ]);
    registry.setTime("2026-11-20T12:00:00Z");
  });
});

describe("validity", () => {
  test("a recorded change asks for a new declaration until one is released", async () => {
    const { model, id } = await releasedWithSteel("CHANGED");
    registry.setTime("2026-11-23T09:00:00Z");
    const note = "Another anode supplier";
    const view = await recordModelChange(operator.author, {
      ...{ modelId: model.id, kind: "bill_of_materials", changedOn: "2026-12-01", note: ` ${note} ` },
    });
    expect(view.changes).toMatchObject([
      { kind: "bill_of_materials", changedOn: "2026-12-01", note, byName: "voltara author" },
    ]);
    const asks = { kind: "bill_of_materials", from: "2026-12-01", note };
    expect((await readDeclaration(operator.author, { id })).renewal).toMatchObject([asks]);
    const rows = await listDeclarations(operator.author, { modelId: model.id });
    expect(rows[0]?.renewal).toMatchObject([asks]);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, "model.recordChange"));
    expect(deeds).toMatchObject([{ subject: model.productUrl, actorId: operator.author.caller.userId }]);

    const next = await startNext(operator.author, { id });
    expect(next.renewal).toEqual([]);
    expect((await readReview(operator.reviewer, { id: next.id })).renewal).toMatchObject([asks]);
    const changed = await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells" },
      changes: { amount: "950" },
    });
    const released = await readDeclaration(operator.author, { id });
    expect(released.renewal).toMatchObject([
      asks,
      { kind: "bill_of_materials", from: "2026-11-23", note: null, lines: [{ code: "cells" }] },
    ]);
    registry.setTime("2026-11-23T10:00:00Z");
    await releaseReviewed(operator, changed, "another supplier");
    expect((await readDeclaration(operator.author, { id: next.id })).renewal).toEqual([]);
    expect((await readDeclaration(operator.author, { id })).renewal).toEqual([]);
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test("another source of electricity in the draft asks, another amount of it does not", async () => {
    const { id } = await releasedWithSteel("MIX");
    const next = await startNext(operator.author, { id });
    const power = (changes: Parameters<typeof changeLine>[1]["changes"], lock: number) =>
      changeLine(operator.author, { id: next.id, lock, code: "power", changes });
    const less = await power({ amount: "1" }, next.lock);
    expect((await readDeclaration(operator.author, { id })).renewal).toEqual([]);
    await power({ electricityModel: "contract" }, less.lock);
    expect((await readDeclaration(operator.author, { id })).renewal).toMatchObject([{ kind: "energy_mix" }]);
  });

  test("the list follows each change of a draft: its own value, and what it says of the released one", async () => {
    const { model, id } = await releasedWithSteel("LISTED");
    const next = await startNext(operator.author, { id });
    const listed = async () => {
      const rows = await listDeclarations(operator.author, { modelId: model.id });
      const of = (wanted: string) => rows.find((row) => row.id === wanted);
      return { draft: of(next.id)?.cfp, released: of(id)?.cfp, asks: of(id)?.renewal.length };
    };
    const { cfp } = await readDeclaration(operator.author, { id });
    expect(await listed()).toEqual({ draft: cfp, released: cfp, asks: 0 });
    const heavier = { id: next.id, lock: next.lock, code: "cells", changes: { amount: "2000" } };
    const changed = await changeLine(operator.author, heavier);
    expect(changed.cfp).not.toBe(cfp);
    expect(await listed()).toEqual({ draft: changed.cfp, released: cfp, asks: 1 });
    const back = { ...heavier, lock: changed.lock, changes: { amount: "1000" } };
    await changeLine(operator.author, back);
    expect(await listed()).toEqual({ draft: cfp, released: cfp, asks: 0 });
  });

  test("a material that the draft adds asks for a new declaration", async () => {
    const { id } = await releasedWithSteel("ADDED");
    const next = await startNext(operator.author, { id });
    await addLine(operator.author, {
      ...{ id: next.id, lock: next.lock },
      line: {
        ...{ code: "foil", kind: "material", stage: "raw_materials_and_parts", nameEn: "Foil", nameZh: "箔" },
        ...{ amount: "1", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
        ...{ sourceEn: "s", sourceZh: "s" },
      },
    });
    expect((await readDeclaration(operator.author, { id })).renewal).toMatchObject([
      { kind: "bill_of_materials", lines: [{ code: "foil", change: "added" }] },
    ]);
  });

  test.each<[string, object, string]>([
    ["an unknown kind", { kind: "colour" }, "E_CHANGE_KIND kind"],
    ["a day that does not exist", { changedOn: "2026-02-30" }, "E_DATE_FORMAT changedOn"],
    ["no note", { note: " " }, "E_REQUIRED note"],
  ])("a change with %s is refused at its field", async (_, wrong, expected) => {
    const { model } = await declaredModel(operator, { modelCode: `WRONG-${expected.length}` });
    const change = { modelId: model.id, kind: "plant", changedOn: "2026-01-01", note: "n", ...wrong };
    expect(await problemsFrom(recordModelChange(operator.author, change))).toEqual([expected]);
    expect((await readModel(operator.author, { id: model.id })).changes).toEqual([]);
  });

  test("old data are remarked", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "OLD-DATA" });
    expect(draft.hints).toEqual([]);
    registry.setTime("2029-01-01T00:00:00Z");
    const later = await readDeclaration(operator.author, { id: draft.id });
    expect(later.hints).toEqual([{ kind: "data_old", day: "2028-12-31" }]);
    registry.setTime("2026-11-20T12:00:00Z");
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import type { Context } from "../context.ts";
import type { RefusalCode } from "../refusal.ts";
import { Refusal } from "../refusal.ts";
import type { Fixture, TestOperator } from "../test/fixture.ts";
import {
  approve,
  declaredModel,
  draftOf,
  fixture,
  modelOf,
  operatorCalled,
  releaseReviewed,
} from "../test/fixture.ts";
import { uploadEvidence } from "./document/upload-evidence.ts";
import { createFacility } from "./facility/create.ts";
import { addOwnFactor } from "./factor/add-own.ts";
import { readFactor } from "./factor/read.ts";
import { changeLine } from "./footprint/change-line.ts";
import { createDraft } from "./footprint/create-draft.ts";
import { createSupplierProduct } from "./footprint/create-supplier-product.ts";
import { discardDraft } from "./footprint/discard-draft.ts";
import { listDeclarations } from "./footprint/list.ts";
import { loadDeclaration, loadLines } from "./footprint/load.ts";
import { releaseDeclaration } from "./footprint/release.ts";
import { startNext } from "./footprint/start-next.ts";
import { submitDeclaration } from "./footprint/submit.ts";
import { undoChange } from "./footprint/undo.ts";
import { withdrawSubmission } from "./footprint/withdraw-submission.ts";
import { acceptImport } from "./import/accept.ts";
import { discardImport } from "./import/discard.ts";
import { stageImport } from "./import/stage.ts";
import { createModel } from "./model/create.ts";
import { createOperator } from "./operator/create.ts";
import { issueItem } from "./passport/issue-item.ts";
import { adoptRuleSet } from "./rule-set/adopt.ts";
import { listRuleSets } from "./rule-set/list.ts";
import { proposeRuleSet } from "./rule-set/propose.ts";
import { putInForce } from "./rule-set/put-in-force.ts";
import { createSupplierRequest } from "./supplier/create-request.ts";
import { declineRequest } from "./supplier/decline-request.ts";
import { withdrawSupplierRequest } from "./supplier/withdraw-request.ts";

/** The same deed by several people at the same moment: one wins, each other one is told why not, nothing is done twice. */
let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let authority: Context;
let evidenceDocumentId: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  authority = registry.as(await registry.person("Officer", { role: "authority", operatorId: null }));
  const bytes = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  const file = { operatorId: operator.id, title: "Study", language: "en", bytes };
  evidenceDocumentId = (await uploadEvidence(operator.author, file)).id;
});
afterAll(() => database.end());

/** What to do several times at once, and how often it was done according to the registry. */
interface Race {
  readonly act: () => Promise<unknown>;
  readonly done: () => Promise<number>;
}

const fresh = (): string => {
  count += 1;
  return `RACE-${count}`;
};
const newDraft = async () => (await declaredModel(operator, { modelCode: fresh() })).draft;
const lockOf = async (id: string) => (await loadDeclaration(database.db, id)).declaration.lock;
const linesOf = async (id: string) =>
  loadLines(database.db, (await loadDeclaration(database.db, id)).inventory.id);
const statesOf = async (id: string) => (await loadDeclaration(database.db, id)).declaration.state;
const factor = (code: string, revises: number | null, value: string) => ({
  ...{ operatorId: operator.id, code, revises, nameEn: "Steel", nameZh: "钢", value, unit: "kgCO2e/kg" },
  ...{ geography: "CN", year: 2025, sourceTitle: "Study", evidenceDocumentId },
});
const proposal = (id: string) => ({
  ...{ id, name: "Test", kind: "classes", category: "EV", method: "mee-partial" },
  ...{ methodVersion: "mee@draft-2025-03", legalBasis: "l", source: "s", validFrom: "2027-01-01" },
  classes: [
    { name: "one", upTo: "0.15" },
    { name: "two", upTo: null },
  ],
});
const versionsOf = async (id: string, status: string) =>
  (await listRuleSets(authority)).filter((one) => one.id === id && one.status === status).length;
const staged = async (id: string) => {
  const bytes = new TextEncoder().encode(
    "Code,Kind,Stage,Name,Mass,Unit,Emission factor,Factor unit,Source\nnew,material,production,new,5,kg,9,kgCO2e/kg,BOM\n",
  );
  return (await stageImport(operator.author, { id, fileName: "f.csv", bytes })).id;
};
const deedsOf = async (subject: string, action: string) => {
  const { rows } = await database.pool.query<{ count: string }>(
    "select count(*) from audit_event where subject = $1 and action = $2",
    [subject, action],
  );
  return Number(rows[0]?.count);
};

const races: readonly (readonly [what: string, refusals: readonly RefusalCode[], () => Promise<Race>])[] = [
  [
    "a rule set is adopted",
    ["RULE_SET_STEP", "EDITED_MEANWHILE"],
    async () => {
      const { id, version } = await proposeRuleSet(authority, proposal(fresh().toLowerCase()));
      return { act: () => adoptRuleSet(authority, { id, version }), done: () => versionsOf(id, "adopted") };
    },
  ],
  [
    "a rule set is put in force",
    ["RULE_SET_STEP", "EDITED_MEANWHILE"],
    async () => {
      const proposed = await proposeRuleSet(authority, proposal(fresh().toLowerCase()));
      const { id, version } = await adoptRuleSet(authority, proposed);
      return {
        act: () => putInForce(authority, { id, version, act: "An act", validFrom: "2027-01-01" }),
        done: () => versionsOf(id, "in_force"),
      };
    },
  ],
  [
    "a factor is entered under one code",
    ["IDENTIFIER_TAKEN"],
    async () => {
      const code = fresh();
      return {
        act: () => addOwnFactor(operator.author, factor(code, null, "2")),
        done: async () => (await readFactor(operator.author, { id: `voltara.${code}` })).versions.length,
      };
    },
  ],
  [
    "a factor is revised",
    ["EDITED_MEANWHILE"],
    async () => {
      const code = fresh();
      await addOwnFactor(operator.author, factor(code, null, "2"));
      return {
        act: () => addOwnFactor(operator.author, factor(code, 1, "3")),
        done: async () => (await readFactor(operator.author, { id: `voltara.${code}` })).versions.length - 1,
      };
    },
  ],
  [
    "a plant is entered under one code",
    ["IDENTIFIER_TAKEN"],
    async () => {
      const code = fresh();
      return {
        act: () =>
          createFacility(operator.author, {
            ...{ operatorId: operator.id, code, name: code, city: "c", country: "CN" },
          }),
        done: async () => countOf("facility", "code", code),
      };
    },
  ],
  [
    "a model is entered under one code",
    ["IDENTIFIER_TAKEN"],
    async () => {
      const modelCode = fresh();
      return {
        act: () => createModel(operator.author, modelOf(operator, { modelCode })),
        done: async () => countOf("battery_model", "model_code", modelCode),
      };
    },
  ],
  [
    "an operator is entered under one name",
    ["IDENTIFIER_TAKEN"],
    async () => {
      const slug = fresh().toLowerCase();
      return {
        act: () => createOperator(registry.keeper, operatorCalled(slug)),
        done: async () => countOf("operator", "slug", slug),
      };
    },
  ],
  [
    "a declaration of one model is begun",
    ["DRAFT_EXISTS"],
    async () => {
      const model = await createModel(operator.author, modelOf(operator, { modelCode: fresh() }));
      return {
        act: () => createDraft(operator.author, draftOf({ modelId: model.id })),
        done: async () => (await listDeclarations(operator.author, { modelId: model.id })).length,
      };
    },
  ],
  [
    "a draft is submitted",
    ["IN_REVIEW", "EDITED_MEANWHILE", "RELEASE_RUNNING"],
    async () => {
      const { id, lock } = await newDraft();
      return {
        act: () => submitDeclaration(operator.author, { id, lock }),
        done: () => deedsOf(id, "declaration.submit"),
      };
    },
  ],
  [
    "a submission is withdrawn",
    ["NOT_IN_REVIEW", "EDITED_MEANWHILE", "RELEASE_RUNNING"],
    async () => {
      const draft = await newDraft();
      const { id, lock } = await submitDeclaration(operator.author, draft);
      return {
        act: () => withdrawSubmission(operator.author, { id, lock }),
        done: async () => ((await statesOf(id)) === "draft" ? 1 : 0),
      };
    },
  ],
  [
    "a declaration is released",
    ["NOT_A_DRAFT", "RELEASE_RUNNING"],
    async () => {
      const approved = await approve(operator, await newDraft());
      return {
        act: () => releaseDeclaration(operator.signer, approved),
        done: () => deedsOf(approved.id, "declaration.release"),
      };
    },
  ],
  [
    "the declaration of a supplied product is released, and signed for whoever uses it",
    ["NOT_A_DRAFT", "RELEASE_RUNNING"],
    async () => {
      const { id: supplierProductId } = await createSupplierProduct(operator.author, {
        ...{ operatorId: operator.id, facilityId: operator.facilityId, code: fresh() },
        ...{ nameEn: "Salt", nameZh: "盐", declaredAmount: "1", declaredUnit: "t" },
      });
      const about = draftOf({ supplierProductId });
      const [cells] = about.lines;
      if (cells === undefined) throw new Error("The fixture has no lines.");
      const draft = await createDraft(operator.author, {
        ...{ ...about, method: "iso14067-ctg", lines: [{ ...cells, stage: "production" }] },
        inventory: { ...about.inventory, energy: { output: { value: "2", unit: "t" } } },
      });
      const approved = await approve(operator, draft);
      return {
        act: () => releaseDeclaration(operator.signer, approved),
        done: async () => countOf("supplier_footprint", "declaration_id", approved.id),
      };
    },
  ],
  [
    "the next declaration is begun",
    ["DRAFT_EXISTS"],
    async () => {
      const { model, draft } = await declaredModel(operator, { modelCode: fresh() });
      await releaseReviewed(operator, draft);
      return {
        act: () => startNext(operator.author, { id: draft.id }),
        done: async () => (await listDeclarations(operator.author, { modelId: model.id })).length - 1,
      };
    },
  ],
  [
    "a draft is discarded",
    ["DECLARATION_NOT_FOUND", "RELEASE_RUNNING"],
    async () => {
      const { id, lock } = await newDraft();
      return {
        act: () => discardDraft(operator.author, { id, lock }),
        done: () => deedsOf(id, "declaration.discard"),
      };
    },
  ],
  [
    "a battery of one serial number is issued",
    ["IDENTIFIER_TAKEN"],
    async () => {
      const { model, draft } = await declaredModel(operator, { modelCode: fresh() });
      await releaseReviewed(operator, draft);
      const serial = fresh();
      return {
        act: () => issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" }),
        done: async () => countOf("battery_item", "serial", serial),
      };
    },
  ],
  [
    "a staged file is taken over",
    ["IMPORT_NOT_STAGED", "EDITED_MEANWHILE", "RELEASE_RUNNING"],
    async () => {
      const { id } = await newDraft();
      const run = await staged(id);
      const lock = await lockOf(id);
      return {
        act: () => acceptImport(operator.author, { id, run, lock, how: "add" }),
        done: async () => (await linesOf(id)).filter(({ code }) => code === "new").length,
      };
    },
  ],
  [
    "a staged file is discarded",
    ["IMPORT_NOT_STAGED"],
    async () => {
      const { id } = await newDraft();
      const run = await staged(id);
      return {
        act: () => discardImport(operator.author, { id, run }),
        done: () => deedsOf(id, "import.discard"),
      };
    },
  ],
  [
    "a change is undone",
    ["NOTHING_TO_UNDO", "EDITED_MEANWHILE", "RELEASE_RUNNING"],
    async () => {
      const { id, lock } = await newDraft();
      const changed = await changeLine(operator.author, {
        id,
        lock,
        code: "cells",
        changes: { amount: "7" },
      });
      return {
        act: () => undoChange(operator.author, { id, lock: changed.lock }),
        done: async () => (await lockOf(id)) - changed.lock,
      };
    },
  ],
  [
    "a supplier declines",
    ["SUPPLY_LINK_GONE", "SUPPLIER_REQUEST_CLOSED"],
    async () => {
      const { id, token } = await askedFor();
      return {
        act: () => declineRequest(registry.as(nobody), { token, reason: "no" }),
        done: () => deedsOf(id, "supplier.decline"),
      };
    },
  ],
  [
    "a request to a supplier is withdrawn",
    ["SUPPLIER_REQUEST_CLOSED"],
    async () => {
      const { id } = await askedFor();
      return {
        act: () => withdrawSupplierRequest(operator.author, { id }),
        done: () => deedsOf(id, "supplier.withdrawRequest"),
      };
    },
  ],
];

const nobody = { userId: null, name: null, memberships: [] };

async function askedFor() {
  return createSupplierRequest(operator.author, {
    ...{ operatorId: operator.id, supplierName: "s", productName: "p", declaredUnit: "kg" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", expiresOn: "2026-12-31" },
  });
}

async function countOf(table: string, column: string, value: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>(
    `select count(*) from ${table} where ${column} = $1`,
    [value],
  );
  return Number(rows[0]?.count);
}

describe("three at once", () => {
  test.each(races)("%s: one wins, the others are refused with their reason", async (_, refusals, prepare) => {
    const { act, done } = await prepare();
    const ends = (await Promise.allSettled([act(), act(), act()])).map((one) =>
      one.status === "fulfilled" ? "done" : one.reason instanceof Refusal ? one.reason.code : one.reason,
    );
    expect(ends.filter((end) => end === "done")).toHaveLength(1);
    for (const end of ends) expect(["done", ...refusals]).toContain(end);
    expect(await done()).toBe(1);
  });
});

import { callTRPCProcedure, TRPCError } from "@trpc/server";
import { TransactionRollbackError } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../db/test-db.ts";
import { testDatabase } from "../db/test-db.ts";
import type { Context } from "./context.ts";
import { anyone } from "./context.ts";
import { appRouter } from "./root.ts";
import { pendingSignature } from "../db/schema/index.ts";
import { newId } from "./services/new-id.ts";
import { uploadEvidence } from "./services/document/upload-evidence.ts";
import { grantDelegation } from "./services/life/grant-delegation.ts";
import { offerTransfer } from "./services/life/offer-transfer.ts";
import { sealDraft } from "./services/signature/stored.ts";
import { findOperator } from "./services/operator/find.ts";
import { issueItem } from "./services/passport/issue-item.ts";
import { issueProductSheet } from "./services/result-sheet/issue-for-product.ts";
import { saveScenario } from "./services/scenario/save.ts";
import { addRecycledLot } from "./services/recycled/add-lot.ts";
import { createSupplierProduct } from "./services/footprint/create-supplier-product.ts";
import { createSupplierRequest } from "./services/supplier/create-request.ts";
import { stageProducts } from "./services/product-import/stage.ts";
import { stageImport } from "./services/import/stage.ts";
import type { Fixture, TestOperator } from "./test/fixture.ts";
import { declaredModel, fixture, operatorCalled, releaseReviewed } from "./test/fixture.ts";
import { refusalOf } from "./trpc.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let inputs: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("owner");
  other = await registry.operator("stranger");
  inputs = await goodInputs();
});
afterAll(() => database.end());

/** Answered to anybody, or answered with what is the caller's own and nothing of others. */
const forAnyone = [
  "catalogue.current",
  "interest.rules",
  "account.me",
  "account.releaseRights",
  "account.demonstrationPeople",
  "log.describe",
  "passport.check",
  "passport.verifier",
  "oversight.place",
  "passport.versions",
  "resultSheet.read",
  "ruleSet.list",
  "ruleSet.read",
] as const;
const ownLists = [
  "item.list",
  "passport.count",
  "factor.list",
  // Kept in memory under the person who pasted it.
  "import.pasted",
  "factor.search",
  "oversight.questions",
  "due.read",
  "search.own",
  "search.ownChoices",
  "operator.list",
  "productImport.list",
  // Each reading is answered for itself: of a foreign battery it is refused.
  "reading.record",
  "recycled.list",
  "supplier.published",
  "life.transferred",
  "life.transfers",
  "life.partners",
  "life.unsigned",
  "delegation.list",
] as const;
const isFree = (name: string) => [...forAnyone, ...ownLists].some((free) => free === name);
/** Answered to officials as well: what assesses or watches conformity. */
const forOfficials: Readonly<Record<string, readonly string[]>> = {
  authority: [
    "passport.suspensions",
    "oversight.checkList",
    "oversight.drawSample",
    "oversight.sampleChoices",
    "oversight.history",
    "search.released",
    "search.releasedChoices",
    "oversight.ask",
    "oversight.questions",
    "oversight.reports",
    "oversight.decideReport",
    "oversight.cases",
    "oversight.case",
    "oversight.openCase",
    "oversight.actOnCase",
    "oversight.alerts",
    "recycled.read",
    "recycled.list",
    "ruleSet.survey",
    "ruleSet.propose",
    "ruleSet.adopt",
  ],
  notifiedBody: [
    "oversight.checkList",
    "recycled.read",
    "recycled.list",
    "opinion.list",
    "opinion.read",
    "opinion.recompute",
    "opinion.suppliers",
    "oversight.drawSample",
    "oversight.sampleChoices",
    "oversight.history",
    "search.released",
    "search.releasedChoices",
  ],
  interest: ["interest.own"],
};

/** Something that waits for signatures from outside. */
async function waitingSignature(kid: string): Promise<string> {
  const id = newId(operator.signer);
  const order = { purpose: "reissue", productUrl: "http://localhost:3000/01/1" } as const;
  const draft = sealDraft(operator.signer, id, {
    order,
    issuedAt: "2026-11-20T12:00:00Z",
    chance: "",
    inputs: [],
  });
  const createdAt = operator.signer.now();
  await database.db
    .insert(pendingSignature)
    .values({ id, operatorId: operator.id, kid, purpose: "reissue", draft, basisDigest: "x", createdAt });
  return id;
}

/** An input each procedure would take from its operator's author, of things that are there. */
async function goodInputs(): Promise<Readonly<Record<string, unknown>>> {
  const { model, draft } = await declaredModel(operator);
  const sold = await declaredModel(operator, { modelCode: "SOLD", typeDesignation: "SOLD" });
  await releaseReviewed(operator, sold.draft);
  const released = sold.model.productUrl;
  const sheet = await issueProductSheet(registry.as(anyone), { query: released });
  const { id: scenario } = await saveScenario(operator.author, {
    ...{ declarationId: draft.id, name: "s", steps: [] },
  });
  const { id: lot } = await addRecycledLot(operator.author, {
    ...{ modelId: model.id, year: 2025, metal: "nickel", lot: "l", supplier: "s" },
    ...{ metalKg: "2", preConsumerKg: "1", postConsumerKg: "0" },
  });
  const { id: run } = await stageImport(operator.author, {
    ...{ id: draft.id, fileName: "f.csv" },
    bytes: new TextEncoder().encode("Code,Kind,Stage,Name\na,material,production,A\n"),
  });
  const { id: productRun } = await stageProducts(operator.author, {
    ...{ operator: operator.id, kind: "models", fileName: "m.csv" },
    bytes: new TextEncoder().encode("Model code,Category\nM-1,EV\n"),
  });
  const { id: question } = await createSupplierRequest(operator.author, {
    ...{ operatorId: operator.id, supplierName: "s", productName: "p", declaredUnit: "kg" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", expiresOn: "2026-12-31" },
  });
  const { id: product } = await createSupplierProduct(operator.author, {
    ...{ operatorId: operator.id, facilityId: operator.facilityId, code: "made", nameEn: "n", nameZh: "n" },
    ...{ declaredAmount: "1", declaredUnit: "t" },
  });
  const { productUrl: battery } = await issueItem(operator.signer, {
    ...{ modelId: sold.model.id, serial: "B1", manufacturedOn: "2026-01" },
  });
  const heir = await registry.operator("heir");
  const parties = { fromOperatorId: operator.id, toOperatorId: heir.id };
  const offered = await issueItem(operator.signer, {
    ...{ modelId: sold.model.id, serial: "B2", manufacturedOn: "2026-01" },
  });
  const { id: transfer } = await offerTransfer(operator.signer, {
    ...{ ...parties, kind: "handOver", productUrls: [offered.productUrl] },
  });
  const { id: agreement } = await uploadEvidence(operator.author, {
    ...{ operatorId: operator.id, title: "t", language: "en" },
    bytes: new Uint8Array(Buffer.from("%PDF-1.7\n1\n%%EOF\n")),
  });
  const authority = {
    ...{ operatorId: operator.id, delegateId: heir.id, roles: ["author"], documentId: agreement },
    ...{ startsOn: "2026-11-20", endsOn: "2027-11-20" },
  };
  const { id: delegation } = await grantDelegation(operator.signer, authority);
  const [{ kid } = { kid: "" }] = (await findOperator(operator.author, operator.id))?.keys ?? [];
  const id = { id: draft.id };
  const waiting = await waitingSignature(kid);
  const at = { ...id, lock: draft.lock };
  const nobody = "person-nobody";
  const step = {
    ...{ kind: "grid", lines: ["power"], geography: "CN", factor: { value: "0.5", unit: "kgCO2e/kWh" } },
    source: "s",
  };
  const words = { goal: "g", exclusions: [{ what: "w", reason: "r" }], verifier: "v" };
  const line = { code: "x", kind: "material", stage: "production", nameEn: "x", nameZh: "x", component: "c" };
  return {
    "account.person": { id: nobody },
    "account.people": undefined,
    "account.addPerson": { name: "n", email: "n@test.example", operatorId: null, roles: ["interest"] },
    "account.grantRoles": { userId: nobody, operatorId: null, roles: ["interest"] },
    "account.withdrawRole": { userId: nobody, operatorId: null, role: "interest" },
    "account.setPassword": { userId: nobody },
    "account.createToken": { userId: nobody, name: "n", lastDay: "2027-01-01" },
    "account.revokeToken": { id: draft.id },
    "account.releaseRights": undefined,
    "account.grantRelease": { id: draft.id },
    "account.withdrawRelease": { id: draft.id },
    "operator.survey": undefined,
    "operator.create": operatorCalled("third"),
    "operator.cease": { operatorId: operator.id, on: "2026-11-20", reason: "insolvency" },
    "facility.create": { operatorId: operator.id, code: "P9", name: "n", city: "c", country: "CN" },
    "facility.list": { operatorId: operator.id },
    "model.list": { operatorId: operator.id, search: "s" },
    "model.read": { id: model.id },
    "model.create": {
      ...{ operatorId: operator.id, facilityId: operator.facilityId, modelCode: "M2", name: "n" },
      ...{ typeDesignation: "t", category: "EV", chemistry: "LFP", massKg: "1", ratedCapacityAh: "1" },
      ...{ nominalVoltageV: "1", ratedEnergyKwh: "1" },
    },
    "model.revise": { id: model.id, name: "n2", massKg: "601" },
    "model.attributes": { id: model.id },
    "model.state": { id: model.id, lock: 0, values: { maximumVoltage: "420" } },
    "model.submission": { id: model.id },
    "model.submit": { id: model.id },
    "model.withdraw": { id: model.id },
    "model.review": { id: model.id, verdict: "returned", contentDigest: "d", note: "n" },
    "model.release": { id: model.id },
    "model.recordChange": { modelId: model.id, kind: "plant", changedOn: "2026-01-01", note: "n" },
    "model.stateRecycledContent": {
      ...{ modelId: model.id, year: 2025, metal: "nickel", source: "s" },
      ...{ preConsumerPercent: "1", postConsumerPercent: "1" },
    },
    "footprint.list": { operatorId: operator.id, modelId: model.id },
    "footprint.read": id,
    "footprint.lines": at,
    "footprint.create": {
      ...{ modelId: model.id, method: "mee-partial", title: "t", gwpSet: "AR6", energy: {} },
      ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    },
    "footprint.changeLine": { ...at, code: "cells", changes: { nameEn: "n", sourceEn: "s", amount: "7" } },
    "footprint.addLine": { ...at, line },
    "footprint.removeLine": { ...at, code: "cells" },
    "footprint.changeEnergy": { ...at, energy: { usableCapacity: { value: "1", unit: "kWh" } } },
    "footprint.changeHeader": { ...at, header: { title: "t", study: words } },
    "footprint.undo": at,
    "footprint.findUndo": id,
    "footprint.startNext": id,
    "footprint.discardDraft": at,
    "footprint.submit": { ...at, note: "n" },
    "footprint.withdrawSubmission": at,
    "footprint.readReview": id,
    "footprint.review": { ...at, verdict: "returned", note: "n", contentDigest: "d" },
    "footprint.changeConformityNumber": { ...at, number: "n" },
    "footprint.recompute": id,
    "footprint.frozenRequest": id,
    "footprint.release": { ...at, reason: "r" },
    "oversight.checkList": { text: released },
    "oversight.drawSample": { seed: "s", size: "1", day: "2026-11-20", category: "EV" },
    "oversight.sampleChoices": undefined,
    "oversight.place": undefined,
    "oversight.history": { productUrl: released, day: "2026-11-20", before: 1, after: 1 },
    "oversight.ask": { productUrl: released, version: 1, text: "t", dueOn: "2026-12-01" },
    "oversight.answer": { questionId: draft.id, text: "t" },
    "oversight.questions": { productUrl: released },
    "oversight.reports": undefined,
    "oversight.decideReport": { id: draft.id, reason: "r" },
    "oversight.cases": undefined,
    "oversight.case": { id: draft.id },
    "oversight.openCase": { title: "t", dueOn: "2026-12-01" },
    "oversight.actOnCase": { id: draft.id, act: "note", text: "t" },
    "oversight.alerts": undefined,
    "passport.list": { operatorId: operator.id, modelId: model.id },
    "passport.count": undefined,
    "passport.issueItem": { modelId: model.id, serial: "S1", manufacturedOn: "2026-01" },
    "item.list": { modelId: model.id, search: "S", limit: 10 },
    "item.template": { modelId: model.id },
    "item.read": { productUrl: battery },
    "item.state": { productUrl: battery, lock: "x", values: { measuredCapacity: "1" } },
    "item.issueMany": { modelId: model.id, items: [{ serial: "S2", manufacturedOn: "2026-01" }] },
    "item.renew": { productUrl: battery, reason: "r" },
    "batch.list": { modelId: model.id },
    "batch.create": { modelId: model.id, number: "B1", manufacturedOn: "2026-01" },
    "passport.status": { productUrl: released },
    "passport.revoke": { productUrl: released, version: 1, reason: "wrongData", note: "n" },
    "passport.actOnSale": {
      ...{ productUrl: released, authorityId: operator.id, action: "suspend", reason: "risk", note: "n" },
    },
    "passport.suspensions": undefined,
    "factor.list": { search: "s", per: "kg" },
    "factor.search": { search: "s", geography: "CN", category: "c", year: 2024, page: 1 },
    "factor.read": { id: "owner.steel" },
    "factor.add": {
      ...{ operatorId: operator.id, code: "steel", revises: null, nameEn: "n", nameZh: "n", value: "1" },
      ...{ unit: "kgCO2e/kg", geography: "CN", year: 2024, sourceTitle: "s", qualityNote: "q" },
      evidenceDocumentId: draft.id,
    },
    "supplier.list": { operatorId: operator.id },
    "supplier.importFootprint": { operatorId: operator.id, document: "{}" },
    "supplier.useAsFactor": {
      ...{ supplierFootprintId: draft.id, code: "c", revises: null, perKilogram: false, nameZh: "n" },
    },
    "supplier.published": undefined,
    "supplier.read": { id: draft.id },
    "supplier.requests": { operatorId: operator.id },
    "supplier.request": {
      ...{ operatorId: operator.id, supplierName: "s", productName: "p", declaredUnit: "kg" },
      ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", message: "m", expiresOn: "2027-01-01" },
    },
    "supplier.withdrawRequest": { id: question },
    "supplier.withdrawRecord": { id: question, reason: "wrongData" },
    "supplier.reissueRecord": { id: question },
    "supplier.products": { operatorId: operator.id },
    "supplier.declareProduct": {
      ...{ supplierProductId: product, title: "t", gwpSet: "AR6", periodStart: "2025-01-01" },
      ...{ periodEnd: "2025-12-31", output: { value: "1", unit: "t" } },
    },
    "supplier.createProduct": {
      ...{ operatorId: operator.id, facilityId: operator.facilityId, code: "p", nameEn: "n", nameZh: "n" },
      ...{ declaredAmount: "1", declaredUnit: "t" },
    },
    "exchange.checkPact": id,
    "productImport.list": undefined,
    "productImport.read": { id: productRun },
    "document.list": { operatorId: operator.id },
    "document.attach": { modelId: model.id, documentId: draft.id, attribute: "removalManual" },
    "document.detach": { modelId: model.id, documentId: draft.id, attribute: "removalManual" },
    "import.find": { ...id, run },
    "import.pasted": { name: "0".repeat(64) },
    "import.mapColumns": { ...id, run, columns: { Code: "code", Kind: null }, sheet: "s" },
    "import.accept": { ...id, run, lock: draft.lock, how: "add" },
    "import.discard": { ...id, run },
    "ruleSet.read": { id: "x", version: 1 },
    "ruleSet.survey": { category: "EV", method: "mee-partial", methodVersion: "v" },
    "ruleSet.propose": {
      ...{ id: "x", name: "n", kind: "classes", category: "EV", method: "mee-partial", source: "s" },
      ...{ methodVersion: "mee@draft-2025-03", legalBasis: "l", validFrom: "2027-01-01" },
      classes: [
        { name: "one", upTo: "0.1" },
        { name: "two", upTo: null },
      ],
    },
    "ruleSet.adopt": { id: "x", version: 1 },
    "ruleSet.putInForce": { id: "x", version: 2, act: "a", validFrom: "2027-01-01" },
    "ruleSet.judge": id,
    "ruleSet.trialDeclaration": { modelId: model.id },
    "recycled.read": { modelId: model.id, year: 2025, placedOn: "2031-08-18" },
    "label.preview": {
      selection: { modelId: model.id, of: "model" },
      ...{ language: "en", complete: false },
      format: {
        widthMm: 105,
        heightMm: 90,
        marginMm: 2,
        moduleMm: 0.5,
        textMm: 2.4,
        target: "battery",
        dpi: 300,
      },
    },
    "recycled.addLot": {
      ...{ modelId: model.id, year: 2025, metal: "nickel", lot: "m", supplier: "s" },
      ...{ metalKg: "2", preConsumerKg: "1", postConsumerKg: "0" },
    },
    "recycled.removeLot": { id: lot },
    "analysis.read": id,
    "analysis.methods": { ...id, from: "mee-partial", average: "a" },
    "analysis.compare": { first: draft.id, second: draft.id },
    "analysis.simulation": id,
    "report.checkDeclaration": id,
    "study.survey": id,
    "key.survey": { operatorId: operator.id },
    "key.statement": { operatorId: operator.id, jwk: "{}" },
    "key.inDoubt": { kid },
    "key.settle": { kid, how: "withdraw" },
    "signature.prepare": { purpose: "reissue", productUrl: released },
    "signature.read": { id: waiting },
    "signature.enter": { id: waiting, signatures: ["AA"] },
    "signature.discard": { id: waiting },
    "passport.reissue": { productUrl: released },
    "key.add": { operatorId: operator.id, signer: "process" },
    "key.retire": { kid },
    "key.declareCompromised": { kid, since: "2026-11-19T12:00:00Z" },
    "scenario.read": id,
    "due.read": undefined,
    "search.ownChoices": undefined,
    "search.releasedChoices": undefined,
    "search.own": { text: "s", missing: "any", from: "2026-11-01", until: "2026-11-30", kind: "models" },
    "search.released": { text: "s", category: "EV", operatorId: operator.id, kind: "models" },
    "scenario.save": { declarationId: draft.id, id: scenario, name: "n", steps: [step] },
    "scenario.remove": { id: scenario },
    "life.transferred": { id: transfer },
    "life.transfers": undefined,
    "life.partners": undefined,
    "life.unsigned": undefined,
    "life.offer": { ...parties, kind: "waste", productUrls: [battery], note: "n" },
    "life.accept": { id: transfer },
    "life.decline": { id: transfer },
    "life.withdraw": { id: transfer },
    "life.secondLife": {
      ...{ operation: "repurposing", originals: [battery] },
      item: { modelId: model.id, serial: "S9", manufacturedOn: "2026-01" },
    },
    "life.waste": { productUrl: battery, values: { measuredCapacity: "1" } },
    "life.recycle": { productUrl: battery, on: "2026-11-20" },
    "life.read": { productUrl: battery },
    "life.signAnew": { operatorId: operator.id },
    "delegation.list": undefined,
    "delegation.grant": authority,
    "delegation.revoke": { id: delegation },
    "log.describe": undefined,
    "log.survey": undefined,
    "log.addWitness": { vkey: "w.example+00000000+AA==", url: "https://w.example", own: false },
    "log.removeWitness": { name: "w.example" },
    "log.resume": undefined,
    "catalogue.current": undefined,
    "catalogue.list": undefined,
    "catalogue.review": { text: "{}" },
    "catalogue.adopt": { text: "{}" },
    "interest.rules": undefined,
    "interest.adoptRules": { text: "{}" },
    "interest.own": undefined,
    "interest.of": { userId: nobody },
    "interest.grant": {
      userId: nobody,
      purpose: "purchase",
      batteries: [],
      endsOn: "2027-01-01",
      reason: "r",
    },
    "interest.revoke": { id: operator.id },
    "body.list": undefined,
    "body.addMember": { bodyId: operator.id, userId: nobody },
    "body.removeMember": { bodyId: operator.id, userId: nobody },
    "opinion.list": undefined,
    "opinion.read": { productUrl: released, version: 1 },
    "opinion.recompute": { productUrl: released, version: 1 },
    "opinion.give": {
      ...{ productUrl: released, version: 1, bodyId: operator.id, outcome: "notConfirmed", remarks: "r" },
    },
    "opinion.suppliers": id,
    "registration.list": { operatorId: operator.id },
    "registration.register": { productUrl: released },
    "registration.prepareFiles": { operatorId: operator.id },
    "registration.submitFile": { fileId: draft.id },
    "registration.answer": { id: draft.id, answer: "refused", reason: "r" },
    "account.me": undefined,
    "account.demonstrationPeople": undefined,
    "passport.check": { productUrl: released },
    "resultSheet.read": { id: sheet.id },
    "passport.verifier": undefined,
    "passport.versions": { productUrl: "http://localhost:3000/01/1" },
    "ruleSet.list": undefined,
    "operator.list": undefined,
    "recycled.list": undefined,
    "reading.list": { productUrl: battery, attribute: "stateOfCharge", limit: 10 },
    "reading.summary": { productUrl: battery },
    "reading.record": {
      ...{ productUrl: battery, attribute: "stateOfCharge", value: "80", method: "m" },
      measuredAt: "2026-11-20T11:00:00Z",
    },
  };
}

/** What a call ends with: a code, `answered`, or `broke` with what our own failure says. Nothing of it stays. */
async function endOf(ctx: Context, name: string, input: unknown): Promise<string> {
  let end = "answered";
  await database.db
    .transaction(async (tx) => {
      await callTRPCProcedure({
        ...{ router: appRouter, path: name, type: "mutation", allowMethodOverride: true, batchIndex: 0 },
        ...{ ctx: { ...ctx, db: tx }, getRawInput: () => Promise.resolve(input), signal: undefined },
      }).catch((error: unknown) => {
        const cause = error instanceof TRPCError ? error.cause : error;
        const failure = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
        end = refusalOf(error)?.code ?? `broke: ${String(failure)}`;
      });
      tx.rollback();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TransactionRollbackError)) throw error;
    });
  return end;
}

describe("every procedure", () => {
  test("is asked here", () => {
    expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(inputs).toSorted());
  });

  test("that is not for anyone is refused to whoever is not signed in", async () => {
    const ctx = registry.as(anyone);
    const wrong: string[] = [];
    for (const [name, input] of Object.entries(inputs)) {
      const end = await endOf(ctx, name, input);
      const isOpen = forAnyone.some((free) => free === name);
      if (isOpen ? end.startsWith("broke") : end !== "NOT_SIGNED_IN") wrong.push(`${name}: ${end}`);
    }
    expect(wrong).toEqual([]);
  });

  test("is refused to the people of another operator, or shows them nothing of it", async () => {
    const wrong: string[] = [];
    for (const stranger of [other.author, other.reviewer, other.signer])
      for (const [name, input] of Object.entries(inputs)) {
        const end = await endOf(stranger, name, input);
        const isHeld = end === "NOT_ALLOWED" || end === "FACTOR_NOT_FOUND";
        const isTold = [
          ...["SUPPLIER_FOOTPRINT_NOT_FOUND", "QUESTION_NOT_FOUND"],
          ...["REGISTRATION_NOT_FOUND", "DOCUMENT_NOT_FOUND"],
        ].includes(end);
        if (!isHeld && !isTold && !isFree(name)) wrong.push(`${name}: ${end}`);
      }
    expect(wrong).toEqual([]);
  });

  test.each(["authority", "notifiedBody", "interest"] as const)(
    "is refused to a %s, or is theirs",
    async (role) => {
      const ctx = registry.as({ userId: "person-1", name: null, memberships: [{ role, operatorId: null }] });
      const wrong: string[] = [];
      for (const [name, input] of Object.entries(inputs)) {
        const end = await endOf(ctx, name, input);
        const isTheirs =
          [...forAnyone, "import.pasted"].some((free) => free === name) || forOfficials[role]?.includes(name);
        if (!isTheirs && end !== "NOT_ALLOWED" && !(role === "authority" && name.startsWith("ruleSet.")))
          wrong.push(`${name}: ${end}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

/** Every input that differs from a good one in one text or number. */
function spoilt(input: unknown, texts: readonly string[], numbers: readonly number[]): readonly unknown[] {
  if (typeof input === "string") return texts;
  if (typeof input === "number") return numbers;
  if (Array.isArray(input)) {
    const items: readonly unknown[] = input;
    return items.flatMap((item, at) =>
      spoilt(item, texts, numbers).map((bad) => items.map((one, place) => (place === at ? bad : one))),
    );
  }
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) =>
    spoilt(value, texts, numbers).map((bad) => ({ ...input, [name]: bad })),
  );
}

describe("strange input", () => {
  const texts = ["a\0b", "\uD800", "__proto__", "9".repeat(99), "1e999999999", "999999-12-31"];
  const numbers = [2 ** 31];

  test("is refused or kept, and never our failure", { timeout: 240_000 }, async () => {
    const all = registry.as({
      ...operator.author.caller,
      memberships: [
        ...(["author", "reviewer", "signer"] as const).map((role) => ({ role, operatorId: operator.id })),
        ...(["keeper", "authority"] as const).map((role) => ({ role, operatorId: null })),
      ],
    });
    const broken: string[] = [];
    for (const [name, input] of Object.entries(inputs))
      for (const bad of spoilt(input, texts, numbers)) {
        const end = await endOf(all, name, bad);
        if (end.startsWith("broke")) broken.push(`${name} ${JSON.stringify(bad).slice(0, 400)}: ${end}`);
      }
    expect(broken).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import type { Context } from "../context.ts";
import { anyone } from "../context.ts";
import type { Role } from "../domain/access/policy.ts";
import { roles } from "../domain/access/policy.ts";
import { pactSample } from "../domain/exchange/sample-footprints.ts";
import { didOf } from "../domain/record/did.ts";
import { Refusal } from "../refusal.ts";
import type { Fixture, TestOperator } from "../test/fixture.ts";
import {
  declaredModel,
  draftOf,
  fixture,
  modelOf,
  operatorCalled,
  releaseReviewed,
} from "../test/fixture.ts";
import { refusalFrom } from "../test/refusal-of.ts";
import { addPerson } from "./account/add-person.ts";
import { createToken } from "./account/create-token.ts";
import { createUser } from "./account/create-user.ts";
import { grantRole } from "./account/grant-role.ts";
import { grantRoles } from "./account/grant-roles.ts";
import { listPeople, readPerson } from "./account/list-people.ts";
import { revokeToken } from "./account/revoke-token.ts";
import { setPassword } from "./account/set-password.ts";
import { withdrawRole } from "./account/withdraw-role.ts";
import { analyse } from "./analysis/analyse.ts";
import { compareDeclarations } from "./analysis/compare.ts";
import { explainMethodsOf } from "./analysis/explain-methods.ts";
import { prepareSimulation } from "./analysis/prepare-simulation.ts";
import { uploadEvidence } from "./document/upload-evidence.ts";
import { readDue } from "./due/read.ts";
import { uploadDocument } from "./document/upload.ts";
import { adoptCatalogue, listCatalogues, reviewCatalogue } from "./catalogue/adopt.ts";
import { checkPact } from "./exchange/check-pact.ts";
import { exportOlca } from "./exchange/export-olca.ts";
import { exportPact } from "./exchange/export-pact.ts";
import { importFootprint } from "./exchange/import-footprint.ts";
import { useAsFactor } from "./exchange/use-as-factor.ts";
import { createFacility } from "./facility/create.ts";
import { listFacilities } from "./facility/list.ts";
import { addFactors } from "./factor/add.ts";
import { addOwnFactor } from "./factor/add-own.ts";
import { listFactors } from "./factor/list.ts";
import { loadLibrary } from "./factor/load-library.ts";
import { addLine } from "./footprint/add-line.ts";
import { changeEnergy } from "./footprint/change-energy.ts";
import { changeHeader } from "./footprint/change-header.ts";
import { changeLine } from "./footprint/change-line.ts";
import { createDraft } from "./footprint/create-draft.ts";
import { createSupplierProduct } from "./footprint/create-supplier-product.ts";
import { discardDraft } from "./footprint/discard-draft.ts";
import { findUndo } from "./footprint/find-undo.ts";
import { listDeclarations } from "./footprint/list.ts";
import { readDeclaration } from "./footprint/read.ts";
import { readLines } from "./footprint/read-lines.ts";
import { changeConformityNumber } from "./footprint/change-conformity-number.ts";
import { readReview } from "./footprint/read-review.ts";
import { readFrozenRequest, recompute } from "./footprint/recompute.ts";
import { releaseDeclaration } from "./footprint/release.ts";
import { reviewDeclaration } from "./footprint/review.ts";
import { submitDeclaration } from "./footprint/submit.ts";
import { withdrawSubmission } from "./footprint/withdraw-submission.ts";
import { recordModelChange } from "./model/record-change.ts";
import { removeLine } from "./footprint/remove-line.ts";
import { startNext } from "./footprint/start-next.ts";
import { readTrialDeclaration } from "./footprint/trial-declaration.ts";
import { undoChange } from "./footprint/undo.ts";
import { acceptImport } from "./import/accept.ts";
import { discardImport } from "./import/discard.ts";
import { exportInventory } from "./import/export.ts";
import { mapColumns } from "./import/map-columns.ts";
import { findImport, readImport } from "./import/read.ts";
import { stageImport } from "./import/stage.ts";
import { writeCorrected } from "./import/write-corrected.ts";
import { acceptTransfer } from "./life/accept-transfer.ts";
import { declareWaste } from "./life/declare-waste.ts";
import { declineTransfer, withdrawTransfer } from "./life/end-transfer.ts";
import { grantDelegation } from "./life/grant-delegation.ts";
import { listDelegations } from "./life/list-delegations.ts";
import { listPartners } from "./life/list-partners.ts";
import { listTransferred, listTransfers } from "./life/list-transfers.ts";
import { makeSecondLife } from "./life/make-second-life.ts";
import { offerTransfer } from "./life/offer-transfer.ts";
import { readLife } from "./life/read-life.ts";
import { recycle } from "./life/recycle.ts";
import { revokeDelegation } from "./life/revoke-delegation.ts";
import { signAnew, surveyUnsigned } from "./life/sign-anew.ts";
import { addKey } from "./key/add.ts";
import { declareCompromised } from "./key/declare-compromised.ts";
import { retireKey } from "./key/retire.ts";
import { usualFormat } from "../domain/label/label-format.ts";
import { exportLabels } from "./label/export.ts";
import type { LabelRequest } from "./label/labels-of.ts";
import { previewLabels } from "./label/preview.ts";
import { createModel } from "./model/create.ts";
import { listModels } from "./model/list.ts";
import { readModel } from "./model/read.ts";
import { reviseModel } from "./model/revise.ts";
import { stateRecycledContent } from "./model/state-recycled-content.ts";
import { createOperator } from "./operator/create.ts";
import { actOnCase } from "./oversight/act-on-case.ts";
import { answerQuestion } from "./oversight/answer-question.ts";
import { askQuestion } from "./oversight/ask-question.ts";
import { checkList } from "./oversight/check-list.ts";
import { decideReport } from "./oversight/decide-report.ts";
import { drawSample } from "./oversight/draw-sample.ts";
import { exportCase } from "./oversight/export-case.ts";
import { findAlerts } from "./oversight/find-alerts.ts";
import { listQuestions } from "./oversight/list-questions.ts";
import { listReports } from "./oversight/list-reports.ts";
import { openCase } from "./oversight/open-case.ts";
import { listCases, readCase } from "./oversight/read-cases.ts";
import { readHistory } from "./oversight/read-history.ts";
import { sampleChoices } from "./oversight/sample-choices.ts";
import { listOperators } from "./operator/list.ts";
import { surveyOperators } from "./operator/survey.ts";
import { stateAttributes } from "./attribute/state.ts";
import { releaseModel } from "./model/release.ts";
import { reviewModel, submitModel, withdrawModelSubmission } from "./model/submission.ts";
import { readReadingDigest } from "./reading/digest.ts";
import { listReadings } from "./reading/list.ts";
import { recordReadings } from "./reading/record.ts";
import { summariseReadings } from "./reading/summarise.ts";
import { createBatch } from "./batch/create.ts";
import { listBatches } from "./batch/list.ts";
import { listItems } from "./item/list.ts";
import { readItem } from "./item/read.ts";
import { readItemTemplate } from "./item/template.ts";
import { stateItem } from "./item/state.ts";
import { issueItem, issueItems } from "./passport/issue-item.ts";
import { renewItem } from "./passport/renew-item.ts";
import { answerWithRecord } from "./supplier/answer-with-record.ts";
import { createSupplierRequest } from "./supplier/create-request.ts";
import { listSupplierFootprints } from "./supplier/list-footprints.ts";
import { listSupplierProducts } from "./supplier/list-products.ts";
import { listPublishedFootprints } from "./supplier/list-published.ts";
import { listSupplierRequests } from "./supplier/list-requests.ts";
import { readSupplierFootprint } from "./supplier/read-footprint.ts";
import { withdrawSupplierRequest } from "./supplier/withdraw-request.ts";
import { exportTable } from "./passport/export-table.ts";
import { countPassports } from "./passport/count.ts";
import { listPassports } from "./passport/list.ts";
import { listRegistrations } from "./registration/list.ts";
import { prepareFiles } from "./registration/prepare-files.ts";
import { readRegistrationFile } from "./registration/read-file.ts";
import { recordAnswer } from "./registration/record-answer.ts";
import { registerPassport } from "./registration/register.ts";
import { submitFile } from "./registration/submit-file.ts";
import { addRecycledLot } from "./recycled/add-lot.ts";
import { attachEvidence } from "./recycled/attach-evidence.ts";
import { exportEvidencePack } from "./recycled/export-pack.ts";
import { listRecycledEvidence } from "./recycled/list.ts";
import { readEvidence } from "./recycled/read-evidence.ts";
import { readRecycledContent } from "./recycled/read.ts";
import { findOperator } from "./operator/find.ts";
import { removeRecycledLot } from "./recycled/remove-lot.ts";
import { checkDeclaration } from "./report/check-declaration.ts";
import { readSheetOfReport } from "./report/read-sheet.ts";
import { adoptRuleSet } from "./rule-set/adopt.ts";
import { judgeDeclaration } from "./rule-set/judge.ts";
import { proposeRuleSet } from "./rule-set/propose.ts";
import { putInForce } from "./rule-set/put-in-force.ts";
import { surveyField } from "./rule-set/survey.ts";
import { exportTenant } from "./tenant/export.ts";
import { importTenant } from "./tenant/import.ts";
import { readScenarios } from "./scenario/read.ts";
import { removeScenario } from "./scenario/remove.ts";
import { saveScenario } from "./scenario/save.ts";
import { ownChoices, releasedChoices } from "./search/choices.ts";
import { searchOwn, searchReleased } from "./search/search.ts";
import { createPassport } from "./standard/create.ts";
import { readStudyDocument } from "./study/read-document.ts";
import { readStudyRequest } from "./study/read-request.ts";
import { surveyDocuments } from "./study/survey.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let modelId: string;
let draftId: string;
let scenarioId: string;
let lotId: string;
let requestId: string;
let receivedId: string;
let publishedId: string;
let kid: string;
let itemUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("rival");
  const { model, draft } = await declaredModel(operator);
  modelId = model.id;
  draftId = draft.id;
  scenarioId = (await saveScenario(operator.author, { declarationId: draftId, name: "s", steps: [] })).id;
  lotId = (await addRecycledLot(operator.author, { modelId, ...lot })).id;
  requestId = (await createSupplierRequest(operator.author, { operatorId: operator.id, ...question })).id;
  const received = { operatorId: operator.id, document: JSON.stringify(pactSample) };
  receivedId = (await importFootprint(operator.author, received)).id;
  publishedId = await publishedBy(operator);
  const released = await declaredModel(operator, {
    modelCode: "ITEMS",
    typeDesignation: "ITEMS",
    name: "Of items",
  });
  await releaseReviewed(operator, released.draft);
  const order = { modelId: released.model.id, serial: "A1", manufacturedOn: "2026-10" };
  itemUrl = (await issueItem(operator.signer, order)).productUrl;
  kid = (await findOperator(operator.author, operator.id))?.keys[0]?.kid ?? "";
});
afterAll(() => database.end());

/** The signed record of a product this operator supplies. */
async function publishedBy({ id: operatorId, facilityId, author, reviewer, signer }: TestOperator) {
  const { id: supplierProductId } = await createSupplierProduct(author, {
    ...{ operatorId, facilityId, ...product, code: "SOLD" },
  });
  const about = draftOf({ supplierProductId });
  const energy = { output: { value: "2", unit: "t" } };
  const draft = await createDraft(author, {
    ...{ ...about, method: "iso14067-ctg", inventory: { ...about.inventory, energy } },
    lines: about.lines.slice(0, 1).map((one) => ({ ...one, stage: "production" })),
  });
  const { footprint } = await releaseReviewed({ author, reviewer, signer }, draft);
  if (footprint === null) throw new Error("Nothing was signed.");
  return footprint.supplierFootprintId;
}

type Verb = (ctx: Context) => Promise<unknown>;

const nowhere = "00000000-0000-4000-8000-000000000000";
const draft = () => ({ id: draftId, lock: 0 });
const line = { code: "x", kind: "material", stage: "production", nameEn: "x", nameZh: "x" };
const recycled = {
  year: 2025,
  metal: "nickel",
  preConsumerPercent: "1",
  postConsumerPercent: "1",
  source: "s",
};
const product = { code: "C", nameEn: "c", nameZh: "c", declaredAmount: "1", declaredUnit: "t" };
const question = {
  ...{ supplierName: "s", productName: "p", declaredUnit: "kg" },
  ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", expiresOn: "2026-12-31" },
};
const evidence = { title: "t", language: "en", bytes: new Uint8Array() };
const ownFactor = {
  ...{ code: "x", revises: null, nameEn: "x", nameZh: "x", value: "1", unit: "kgCO2e/kg", geography: "CN" },
  ...{ year: 2025, sourceTitle: "s", evidenceDocumentId: nowhere },
};
const lot = {
  ...{ year: 2025, metal: "cobalt", lot: "L", supplier: "s" },
  ...{ metalKg: "1", preConsumerKg: "0", postConsumerKg: "0" },
};
const run = () => ({ id: draftId, run: nowhere });
const written = { format: "csv", language: "en" } as const;
const ruleSet = {
  ...{ id: "x", name: "x", kind: "classes", category: "EV", method: "mee-partial", methodVersion: "x" },
  ...{ legalBasis: "x", source: "x", validFrom: "2027-01-01", classes: [] },
};
const file = { attribute: "instructionsForUse", title: "t", language: "en", bytes: new Uint8Array() };

const readers = ["author", "reviewer", "signer"] as const;

/** Every verb that is not open to anyone, and the one role of the operator, or of the registry, that it needs. */
const labels = (): LabelRequest => ({
  selection: { modelId, of: "model" },
  ...{ language: "en", complete: false, format: usualFormat },
});

const verbs: readonly (readonly [name: string, needs: Role, verb: Verb])[] = [
  ["catalogue.list", "keeper", (ctx) => listCatalogues(ctx)],
  ["catalogue.review", "keeper", (ctx) => reviewCatalogue(ctx, { text: "{}" })],
  ["catalogue.adopt", "keeper", (ctx) => adoptCatalogue(ctx, { text: "{}" })],
  ["operator.create", "keeper", (ctx) => createOperator(ctx, operatorCalled("third"))],
  [
    "account.createUser",
    "keeper",
    (ctx) => createUser(ctx, { name: "n", email: "a@b.example", password: "long enough" }),
  ],
  ["account.grantRole", "keeper", (ctx) => grantRole(ctx, { userId: "x", role: "keeper", operatorId: null })],
  ["account.createToken", "keeper", (ctx) => createToken(ctx, { userId: "x", name: "n" })],
  [
    "account.addPerson",
    "keeper",
    (ctx) => addPerson(ctx, { name: "n", email: "c@b.example", operatorId: null, roles: ["keeper"] }),
  ],
  [
    "account.grantRoles",
    "keeper",
    (ctx) => grantRoles(ctx, { userId: "x", roles: ["keeper"], operatorId: null }),
  ],
  [
    "account.withdrawRole",
    "keeper",
    (ctx) => withdrawRole(ctx, { userId: "x", role: "keeper", operatorId: null }),
  ],
  ["account.setPassword", "keeper", (ctx) => setPassword(ctx, { userId: "x" })],
  ["account.revokeToken", "keeper", (ctx) => revokeToken(ctx, { id: nowhere })],
  ["account.listPeople", "keeper", (ctx) => listPeople(ctx)],
  ["account.readPerson", "keeper", (ctx) => readPerson(ctx, { id: "x" })],
  ["operator.survey", "keeper", (ctx) => surveyOperators(ctx)],
  ["factor.add", "keeper", (ctx) => addFactors(ctx, [])],
  ["factor.loadLibrary", "keeper", (ctx) => loadLibrary(ctx, [])],
  ["attribute.state", "author", (ctx) => stateAttributes(ctx, { id: modelId, lock: 0, values: {} })],
  ["model.submit", "author", (ctx) => submitModel(ctx, { id: modelId })],
  ["model.withdraw", "author", (ctx) => withdrawModelSubmission(ctx, { id: modelId })],
  [
    "model.review",
    "reviewer",
    (ctx) => reviewModel(ctx, { id: modelId, verdict: "approved", contentDigest: "d" }),
  ],
  ["model.release", "signer", (ctx) => releaseModel(ctx, { id: modelId })],
  ["factor.addOwn", "author", (ctx) => addOwnFactor(ctx, { operatorId: operator.id, ...ownFactor })],
  [
    "supplier.importFootprint",
    "author",
    (ctx) => importFootprint(ctx, { operatorId: operator.id, document: "{}" }),
  ],
  [
    "supplier.useAsFactor",
    "author",
    (ctx) =>
      useAsFactor(ctx, {
        ...{ supplierFootprintId: receivedId, code: "x", revises: null, perKilogram: false, nameZh: "x" },
      }),
  ],
  [
    "supplier.request",
    "author",
    (ctx) => createSupplierRequest(ctx, { operatorId: operator.id, ...question }),
  ],
  ["supplier.withdrawRequest", "author", (ctx) => withdrawSupplierRequest(ctx, { id: requestId })],
  [
    "supplier.answerWithRecord",
    "author",
    (ctx) => answerWithRecord(ctx, { token: "t", supplierFootprintId: publishedId }),
  ],
  ["exchange.exportPact", "reviewer", (ctx) => exportPact(ctx, { id: draftId })],
  ["exchange.exportOlca", "reviewer", (ctx) => exportOlca(ctx, { id: draftId })],
  [
    "facility.create",
    "author",
    (ctx) =>
      createFacility(ctx, { operatorId: operator.id, code: "P2", name: "n", city: "c", country: "CN" }),
  ],
  [
    "standard.create",
    "author",
    (ctx) =>
      createPassport(ctx, {
        uniqueProductIdentifier: `${ctx.publicUrl}/id/${operator.slug}/STANDARD`,
        economicOperatorId: didOf(ctx.publicUrl, operator.slug),
      }),
  ],
  ["model.create", "author", (ctx) => createModel(ctx, modelOf(operator, { modelCode: "NEW" }))],
  ["model.revise", "author", (ctx) => reviseModel(ctx, { id: modelId, name: "other" })],
  ["model.stateRecycledContent", "author", (ctx) => stateRecycledContent(ctx, { modelId, ...recycled })],
  [
    "supplierProduct.create",
    "author",
    (ctx) =>
      createSupplierProduct(ctx, { operatorId: operator.id, facilityId: operator.facilityId, ...product }),
  ],
  ["footprint.create", "author", (ctx) => createDraft(ctx, draftOf({ modelId }))],
  [
    "footprint.changeLine",
    "author",
    (ctx) => changeLine(ctx, { ...draft(), code: "cells", changes: { amount: "1" } }),
  ],
  ["footprint.addLine", "author", (ctx) => addLine(ctx, { ...draft(), line })],
  ["footprint.removeLine", "author", (ctx) => removeLine(ctx, { ...draft(), code: "cells" })],
  ["footprint.changeEnergy", "author", (ctx) => changeEnergy(ctx, { ...draft(), energy: {} })],
  ["footprint.startNext", "author", (ctx) => startNext(ctx, { id: draftId })],
  ["footprint.discardDraft", "author", (ctx) => discardDraft(ctx, draft())],
  ["footprint.submit", "author", (ctx) => submitDeclaration(ctx, draft())],
  ["footprint.withdrawSubmission", "author", (ctx) => withdrawSubmission(ctx, draft())],
  [
    "footprint.changeConformityNumber",
    "author",
    (ctx) => changeConformityNumber(ctx, { ...draft(), number: "1" }),
  ],
  [
    "footprint.review",
    "reviewer",
    (ctx) => reviewDeclaration(ctx, { ...draft(), verdict: "approved", contentDigest: "" }),
  ],
  ["footprint.readReview", "reviewer", (ctx) => readReview(ctx, { id: draftId })],
  ["footprint.recompute", "reviewer", (ctx) => recompute(ctx, { id: draftId })],
  ["footprint.frozenRequest", "reviewer", (ctx) => readFrozenRequest(ctx, { id: draftId })],
  [
    "model.recordChange",
    "author",
    (ctx) =>
      recordModelChange(ctx, { modelId, kind: "plant", changedOn: "2026-01-01", note: "another line" }),
  ],
  ["footprint.release", "signer", (ctx) => releaseDeclaration(ctx, draft())],
  [
    "passport.issueItem",
    "signer",
    (ctx) => issueItem(ctx, { modelId, serial: "A", manufacturedOn: "2026-01" }),
  ],
  [
    "item.issueMany",
    "signer",
    (ctx) => issueItems(ctx, { modelId, items: [{ serial: "A", manufacturedOn: "2026-01" }] }),
  ],
  ["item.template", "reviewer", (ctx) => readItemTemplate(ctx, { modelId })],
  ["item.read", "reviewer", (ctx) => readItem(ctx, { productUrl: itemUrl })],
  ["item.state", "author", (ctx) => stateItem(ctx, { productUrl: itemUrl, values: {} })],
  ["item.renew", "signer", (ctx) => renewItem(ctx, { productUrl: itemUrl, reason: "r" })],
  ["batch.list", "reviewer", (ctx) => listBatches(ctx, { modelId })],
  ["batch.create", "signer", (ctx) => createBatch(ctx, { modelId, number: "B1" })],
  ["document.upload", "author", (ctx) => uploadDocument(ctx, { modelId, ...file })],
  ["model.read", "reviewer", (ctx) => readModel(ctx, { id: modelId })],
  ["footprint.read", "reviewer", (ctx) => readDeclaration(ctx, { id: draftId })],
  ["footprint.readLines", "reviewer", (ctx) => readLines(ctx, draft())],
  ["footprint.changeHeader", "author", (ctx) => changeHeader(ctx, { ...draft(), header: { title: "x" } })],
  ["footprint.undo", "author", (ctx) => undoChange(ctx, draft())],
  ["footprint.findUndo", "reviewer", (ctx) => findUndo(ctx, { id: draftId })],
  ["footprint.trialDeclaration", "reviewer", (ctx) => readTrialDeclaration(ctx, { modelId })],
  ["exchange.checkPact", "reviewer", (ctx) => checkPact(ctx, { id: draftId })],
  ["analysis.read", "reviewer", (ctx) => analyse(ctx, { id: draftId })],
  ["analysis.methods", "reviewer", (ctx) => explainMethodsOf(ctx, { id: draftId })],
  ["analysis.compare", "reviewer", (ctx) => compareDeclarations(ctx, { first: draftId, second: draftId })],
  ["analysis.simulation", "reviewer", (ctx) => prepareSimulation(ctx, { id: draftId })],
  ["scenario.read", "reviewer", (ctx) => readScenarios(ctx, { id: draftId })],
  [
    "scenario.save",
    "author",
    (ctx) => saveScenario(ctx, { declarationId: draftId, id: scenarioId, name: "x", steps: [] }),
  ],
  ["scenario.remove", "author", (ctx) => removeScenario(ctx, { id: scenarioId })],
  [
    "import.stage",
    "author",
    (ctx) => stageImport(ctx, { id: draftId, fileName: "x.csv", bytes: new Uint8Array() }),
  ],
  ["import.mapColumns", "author", (ctx) => mapColumns(ctx, { ...run(), columns: {} })],
  ["import.accept", "author", (ctx) => acceptImport(ctx, { ...run(), lock: 0, how: "add" })],
  ["import.discard", "author", (ctx) => discardImport(ctx, run())],
  ["import.read", "reviewer", (ctx) => readImport(ctx, run())],
  ["import.find", "reviewer", (ctx) => findImport(ctx, { id: draftId })],
  ["import.corrected", "reviewer", (ctx) => writeCorrected(ctx, { ...run(), ...written, say: () => "" })],
  ["import.export", "reviewer", (ctx) => exportInventory(ctx, { id: draftId, ...written })],
  ["report.checkDeclaration", "reviewer", (ctx) => checkDeclaration(ctx, { id: draftId })],
  ["ruleSet.judge", "reviewer", (ctx) => judgeDeclaration(ctx, { id: draftId })],
  ["study.survey", "reviewer", (ctx) => surveyDocuments(ctx, { id: draftId })],
  ["recycled.addLot", "author", (ctx) => addRecycledLot(ctx, { modelId, ...lot, lot: "M" })],
  ["label.preview", "reviewer", (ctx) => previewLabels(ctx, labels())],
  ["label.export", "reviewer", (ctx) => exportLabels(ctx, { ...labels(), form: "png" })],
  ["recycled.attachEvidence", "author", (ctx) => attachEvidence(ctx, { lotId, ...evidence })],
  ["recycled.removeLot", "author", (ctx) => removeRecycledLot(ctx, { id: lotId })],
];

/** Verbs that officials have too, with all who have them: of the operator, then of the registry as a whole. */
const shared: readonly (readonly [name: string, may: readonly Role[], verb: Verb])[] = [
  ["key.add", ["signer", "keeper"], (ctx) => addKey(ctx, { operatorId: operator.id, signer: "process" })],
  ["key.retire", ["signer", "keeper"], (ctx) => retireKey(ctx, { kid })],
  [
    "key.declareCompromised",
    ["signer", "keeper"],
    (ctx) => declareCompromised(ctx, { kid, since: "2026-11-19T12:00:00Z" }),
  ],
  [
    "report.readSheet",
    [...readers, "authority", "notifiedBody"],
    (ctx) => readSheetOfReport(ctx, new Uint8Array()),
  ],
  [
    "recycled.read",
    [...readers, "authority", "notifiedBody"],
    (ctx) => readRecycledContent(ctx, { modelId }),
  ],
  [
    "recycled.exportPack",
    [...readers, "authority", "notifiedBody"],
    (ctx) => exportEvidencePack(ctx, { modelId }),
  ],
  ["recycled.readEvidence", [...readers, "authority", "notifiedBody"], (ctx) => readEvidence(ctx, { lotId })],
  ["recycled.list", [...readers, "authority", "notifiedBody"], (ctx) => listRecycledEvidence(ctx)],
  [
    "study.frozenRequest",
    [...readers, "authority", "notifiedBody"],
    (ctx) => readStudyRequest(ctx, { id: draftId }),
  ],
  // Of what is not declared yet only those read who make it or assess its conformity.
  [
    "study.draft",
    [...readers, "notifiedBody"],
    (ctx) => readStudyDocument(ctx, { id: draftId, kind: "report" }),
  ],
  [
    "passport.exportTable",
    readers,
    (ctx) => exportTable(ctx, { operatorId: operator.id, level: "model", form: "csv", language: "en" }),
  ],
  ["tenant.export", ["signer", "keeper"], (ctx) => exportTenant(ctx, { slug: operator.slug })],
  [
    "tenant.import",
    ["keeper"],
    (ctx) => importTenant(ctx, { read: () => Promise.resolve(new Uint8Array()) }),
  ],
  ["registration.list", readers, (ctx) => listRegistrations(ctx)],
  ["registration.register", ["signer"], (ctx) => registerPassport(ctx, { productUrl: "x" })],
  ["registration.prepareFiles", ["signer"], (ctx) => prepareFiles(ctx, { operatorId: operator.id })],
  ["registration.submitFile", ["signer"], (ctx) => submitFile(ctx, { fileId: nowhere })],
  ["registration.readFile", readers, (ctx) => readRegistrationFile(ctx, { id: nowhere, form: "xml" })],
  [
    "registration.answer",
    ["signer"],
    (ctx) => recordAnswer(ctx, { id: nowhere, answer: "refused", reason: "r" }),
  ],
  [
    "document.uploadEvidence",
    ["author", "signer"],
    (ctx) => uploadEvidence(ctx, { operatorId: operator.id, ...evidence }),
  ],
  ["life.transfers", [...readers, "keeper"], (ctx) => listTransfers(ctx)],
  ["life.transferred", [...readers, "keeper"], (ctx) => listTransferred(ctx, { id: nowhere })],
  ["life.partners", [...readers, "keeper"], (ctx) => listPartners(ctx)],
  ["life.unsigned", ["signer"], (ctx) => surveyUnsigned(ctx)],
  [
    "life.offer",
    ["signer"],
    (ctx) =>
      offerTransfer(ctx, {
        ...{ fromOperatorId: operator.id, toOperatorId: nowhere, kind: "handOver", productUrls: [] },
      }),
  ],
  ["life.accept", ["signer"], (ctx) => acceptTransfer(ctx, { id: nowhere })],
  ["life.decline", ["signer"], (ctx) => declineTransfer(ctx, { id: nowhere })],
  ["life.withdraw", ["signer"], (ctx) => withdrawTransfer(ctx, { id: nowhere })],
  [
    "life.secondLife",
    ["signer"],
    (ctx) =>
      makeSecondLife(ctx, {
        ...{ operation: "x", originals: [] },
        item: { modelId, serial: "S", manufacturedOn: "2026-10" },
      }),
  ],
  ["life.waste", ["signer"], (ctx) => declareWaste(ctx, { productUrl: itemUrl })],
  ["life.recycle", ["signer"], (ctx) => recycle(ctx, { productUrl: itemUrl })],
  ["life.read", readers, (ctx) => readLife(ctx, { productUrl: itemUrl })],
  ["life.signAnew", ["signer"], (ctx) => signAnew(ctx, { operatorId: operator.id })],
  ["delegation.list", [...readers, "keeper"], (ctx) => listDelegations(ctx)],
  [
    "delegation.grant",
    ["signer"],
    (ctx) =>
      grantDelegation(ctx, {
        ...{ operatorId: operator.id, delegateId: nowhere, roles: [], documentId: nowhere },
        ...{ startsOn: "", endsOn: "" },
      }),
  ],
  ["delegation.revoke", ["signer"], (ctx) => revokeDelegation(ctx, { id: nowhere })],
  ["reading.record", ["author", "signer"], (ctx) => recordReadings(ctx, { readings: [], source: "bms" })],
  ["reading.list", [...readers, "interest"], (ctx) => listReadings(ctx, { productUrl: "x" })],
  ["reading.summarise", [...readers, "interest"], (ctx) => summariseReadings(ctx, { productUrl: "x" })],
  [
    "reading.digest",
    readers,
    (ctx) => readReadingDigest(ctx, { operatorId: operator.id, day: "2026-01-01" }),
  ],
  ["oversight.checkList", ["authority", "notifiedBody"], (ctx) => checkList(ctx, { rows: [["x"]] })],
  ["oversight.drawSample", ["authority", "notifiedBody"], (ctx) => drawSample(ctx, { seed: "s", size: "1" })],
  ["search.released", ["authority", "notifiedBody"], (ctx) => searchReleased(ctx, { text: "s" })],
  ["search.releasedChoices", ["authority", "notifiedBody"], (ctx) => releasedChoices(ctx)],
  ["oversight.sampleChoices", ["authority", "notifiedBody"], (ctx) => sampleChoices(ctx)],
  ["oversight.history", ["authority", "notifiedBody"], (ctx) => readHistory(ctx, { productUrl: "x" })],
  ["oversight.ask", ["authority"], (ctx) => askQuestion(ctx, { productUrl: "x", text: "t" })],
  [
    "oversight.answer",
    ["author", "signer"],
    (ctx) => answerQuestion(ctx, { questionId: nowhere, text: "t" }),
  ],
  ["oversight.questions", [...readers, "authority"], (ctx) => listQuestions(ctx)],
  ["oversight.reports", ["authority"], (ctx) => listReports(ctx)],
  ["oversight.decideReport", ["authority"], (ctx) => decideReport(ctx, { id: nowhere, reason: "r" })],
  ["oversight.cases", ["authority"], (ctx) => listCases(ctx)],
  ["oversight.case", ["authority"], (ctx) => readCase(ctx, { id: nowhere })],
  ["oversight.openCase", ["authority"], (ctx) => openCase(ctx, { title: "t" })],
  ["oversight.actOnCase", ["authority"], (ctx) => actOnCase(ctx, { id: nowhere, act: "note", text: "t" })],
  [
    "oversight.exportCase",
    ["authority"],
    (ctx) => exportCase(ctx, { id: nowhere }, () => Promise.resolve(new Uint8Array())),
  ],
  ["oversight.alerts", ["authority"], (ctx) => findAlerts(ctx)],
  ["ruleSet.survey", ["authority"], (ctx) => surveyField(ctx, {})],
  ["ruleSet.propose", ["authority"], (ctx) => proposeRuleSet(ctx, ruleSet)],
  ["ruleSet.adopt", ["authority"], (ctx) => adoptRuleSet(ctx, { id: "x", version: 1 })],
  [
    "ruleSet.putInForce",
    ["authority"],
    (ctx) => putInForce(ctx, { id: "x", version: 1, act: "x", validFrom: "2027-01-01" }),
  ],
];

const lists: readonly (readonly [name: string, list: (ctx: Context) => Promise<readonly unknown[]>])[] = [
  ["operator.list", (ctx) => listOperators(ctx)],
  ["facility.list", (ctx) => listFacilities(ctx, {})],
  ["model.list", (ctx) => listModels(ctx, {})],
  ["footprint.list", (ctx) => listDeclarations(ctx, {})],
  ["item.list", (ctx) => listItems(ctx, {}).then(({ items }) => items)],
  ["passport.list", (ctx) => listPassports(ctx, {})],
  ["passport.count", (ctx) => countPassports(ctx).then(({ model }) => (model === 0 ? [] : [model]))],
  ["due.read", async (ctx) => [await readDue(ctx)]],
  ["search.ownChoices", async (ctx) => [await ownChoices(ctx)]],
  ["search.own", async (ctx) => [await searchOwn(ctx, { text: "Operator voltara" })]],
  ["supplier.list", (ctx) => listSupplierFootprints(ctx, {})],
  ["supplier.products", (ctx) => listSupplierProducts(ctx, {})],
  ["supplier.requests", (ctx) => listSupplierRequests(ctx, {})],
];

describe("BATT-Art78(f): every verb asks the policy", () => {
  test.each(verbs)("anyone may not %s", async (_, __, verb) => {
    expect((await refusalFrom(verb(registry.as(anyone)))).code).toBe("NOT_SIGNED_IN");
  });

  test.each(verbs)("people of another operator may not %s", async (_, __, verb) => {
    for (const stranger of [other.author, other.signer, other.reviewer]) {
      expect((await refusalFrom(verb(stranger))).code).toBe("NOT_ALLOWED");
    }
  });

  test.each(verbs)("officials and holders of an interest may not %s", async (_, __, verb) => {
    for (const role of ["authority", "notifiedBody", "interest"] as const) {
      const official = registry.as({
        userId: "official",
        name: null,
        memberships: [{ role, operatorId: null }],
      });
      expect((await refusalFrom(verb(official))).code).toBe("NOT_ALLOWED");
    }
  });

  const ownRoles = ["author", "reviewer", "signer"] as const;
  const barred = verbs.flatMap(([name, needs, verb]) =>
    needs === "reviewer"
      ? []
      : ownRoles.filter((role) => role !== needs).map((role) => [role, name, verb] as const),
  );
  test.each(barred)("the %s of the operator may not %s", async (role, _, verb) => {
    expect((await refusalFrom(verb(operator[role]))).code).toBe("NOT_ALLOWED");
  });

  test("the keeper of the registry does not act for operators", async () => {
    const keeper = registry.as({ ...registry.keeper.caller, userId: "keeper" });
    for (const [name, needs, verb] of verbs) {
      if (needs === "keeper") continue;
      expect([name, (await refusalFrom(verb(keeper))).code]).toEqual([name, "NOT_ALLOWED"]);
    }
  });
});

describe("verbs of officials and operators", () => {
  /** Somebody who holds this role and no other: for the operator, or for the registry. */
  const holding = async (role: Role): Promise<Context> => {
    if (role === "author" || role === "reviewer" || role === "signer") return operator[role];
    return registry.as(await registry.person(role, { role, operatorId: null }));
  };
  /** Why the verb said no; null when it did what was asked. */
  const answer = async (said: Promise<unknown>): Promise<string | null> => {
    try {
      await said;
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };
  const everybody = shared.flatMap(([name, may, verb]) =>
    roles.map((role) => [role, may.includes(role) ? "may" : "may not", name, verb] as const),
  );

  test.each(everybody)("%s %s %s", async (role, may, _, verb) => {
    expect((await answer(verb(await holding(role)))) === "NOT_ALLOWED").toBe(may === "may not");
  });

  test.each(shared)("anyone may not %s", async (_, __, verb) => {
    expect(await answer(verb(registry.as(anyone)))).toBe("NOT_SIGNED_IN");
  });
});

describe("lists", () => {
  test.each(lists)("%s is not for anyone", async (_, list) => {
    expect((await refusalFrom(list(registry.as(anyone)))).code).toBe("NOT_SIGNED_IN");
  });

  test.each(lists)("%s shows nothing of another operator", async (name, list) => {
    const seen = JSON.stringify(await list(other.reviewer));
    expect([name, seen.includes(operator.id)]).toEqual([name, false]);
  });

  test("asking for another operator's models is refused, not answered empty", async () => {
    expect((await refusalFrom(listModels(other.author, { operatorId: operator.id }))).code).toBe(
      "NOT_ALLOWED",
    );
  });

  test("what a supplier sent is opened by its receiver's people, and is nowhere for anybody else", async () => {
    const open = (ctx: Context) => readSupplierFootprint(ctx, { id: receivedId });
    for (const role of readers) expect((await open(operator[role])).footprint.id).toBe(receivedId);
    expect((await refusalFrom(open(registry.as(anyone)))).code).toBe("NOT_SIGNED_IN");
    for (const role of readers)
      expect((await refusalFrom(open(other[role]))).code).toBe("SUPPLIER_FOOTPRINT_NOT_FOUND");
    for (const role of ["keeper", "authority", "notifiedBody", "interest"] as const) {
      const official = registry.as(await registry.person(role, { role, operatorId: null }));
      expect([role, (await refusalFrom(open(official))).code]).toEqual([role, "NOT_ALLOWED"]);
      expect((await refusalFrom(listPublishedFootprints(official))).code).toBe("NOT_ALLOWED");
    }
  });

  test("own people see their own", async () => {
    expect(await listModels(operator.reviewer, { search: "pack" })).toMatchObject([
      { id: modelId, itemCount: 0, releasedVersion: null },
    ]);
    expect(await listModels(operator.reviewer, { search: "100%" })).toEqual([]);
    expect(await listDeclarations(operator.reviewer, { modelId })).toMatchObject([
      { id: draftId, state: "draft" },
    ]);
    const [own, ...others] = await listOperators(operator.reviewer);
    expect(own).toMatchObject({ slug: "voltara" });
    expect(own?.keys[0]).toMatchObject({ kid, leafIndex: 0 });
    expect(others).toEqual([]);
    expect(await listFactors(operator.reviewer, {})).toEqual([]);
    expect(await listOperators(registry.keeper)).toHaveLength(2);
  });
});

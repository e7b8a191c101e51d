import { accountRouter } from "./routers/account.ts";
import { analysisRouter } from "./routers/analysis.ts";
import { batchRouter } from "./routers/batch.ts";
import { bodyRouter } from "./routers/body.ts";
import { documentRouter } from "./routers/document.ts";
import { dueRouter } from "./routers/due.ts";
import { catalogueRouter } from "./routers/catalogue.ts";
import { exchangeRouter } from "./routers/exchange.ts";
import { facilityRouter } from "./routers/facility.ts";
import { factorRouter } from "./routers/factor.ts";
import { footprintRouter } from "./routers/footprint.ts";
import { importRouter } from "./routers/import.ts";
import { interestRouter } from "./routers/interest.ts";
import { itemRouter } from "./routers/item.ts";
import { delegationRouter } from "./routers/delegation.ts";
import { lifeRouter } from "./routers/life.ts";
import { labelRouter } from "./routers/label.ts";
import { logRouter } from "./routers/log.ts";
import { modelRouter } from "./routers/model.ts";
import { operatorRouter } from "./routers/operator.ts";
import { keyRouter } from "./routers/key.ts";
import { oversightRouter } from "./routers/oversight.ts";
import { signatureRouter } from "./routers/signature.ts";
import { opinionRouter } from "./routers/opinion.ts";
import { passportRouter } from "./routers/passport.ts";
import { productImportRouter } from "./routers/product-import.ts";
import { readingRouter } from "./routers/reading.ts";
import { recycledRouter } from "./routers/recycled.ts";
import { reportRouter } from "./routers/report.ts";
import { resultSheetRouter } from "./routers/result-sheet.ts";
import { registrationRouter } from "./routers/registration.ts";
import { ruleSetRouter } from "./routers/rule-set.ts";
import { studyRouter } from "./routers/study.ts";
import { scenarioRouter } from "./routers/scenario.ts";
import { searchRouter } from "./routers/search.ts";
import { supplierRouter } from "./routers/supplier.ts";
import { router } from "./trpc.ts";

/** Everything the console can ask, by noun. */
export const appRouter = router({
  account: accountRouter,
  operator: operatorRouter,
  facility: facilityRouter,
  model: modelRouter,
  footprint: footprintRouter,
  passport: passportRouter,
  item: itemRouter,
  batch: batchRouter,
  oversight: oversightRouter,
  factor: factorRouter,
  supplier: supplierRouter,
  document: documentRouter,
  due: dueRouter,
  exchange: exchangeRouter,
  import: importRouter,
  interest: interestRouter,
  ruleSet: ruleSetRouter,
  productImport: productImportRouter,
  reading: readingRouter,
  recycled: recycledRouter,
  analysis: analysisRouter,
  report: reportRouter,
  study: studyRouter,
  catalogue: catalogueRouter,
  label: labelRouter,
  scenario: scenarioRouter,
  search: searchRouter,
  life: lifeRouter,
  delegation: delegationRouter,
  log: logRouter,
  key: keyRouter,
  signature: signatureRouter,
  body: bodyRouter,
  opinion: opinionRouter,
  resultSheet: resultSheetRouter,
  registration: registrationRouter,
});

export type AppRouter = typeof appRouter;

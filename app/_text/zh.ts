import { exportsText } from "./zh/exports.ts";
import { inventoryText } from "./zh/inventory.ts";
import { importsText } from "./zh/imports.ts";
import { analysisText } from "./zh/analysis.ts";
import { attributesText } from "./zh/attributes.ts";
import { batteriesText } from "./zh/batteries.ts";
import { scenariosText } from "./zh/scenarios.ts";
import { checkText } from "./zh/check.ts";
import { labelsText } from "./zh/labels.ts";
import { libraryText } from "./zh/library.ts";
import { suppliersText } from "./zh/suppliers.ts";
import { reviewText } from "./zh/review.ts";
import { studyText } from "./zh/study.ts";
import { classesText } from "./zh/classes.ts";
import { readingsText } from "./zh/readings.ts";
import { recycledText } from "./zh/recycled.ts";
import { cataloguesText } from "./zh/catalogues.ts";
import { consoleText } from "./zh/console.ts";
import { dueText } from "./zh/due.ts";
import { helpText } from "./zh/help.ts";
import { interestText } from "./zh/interest.ts";
import { keysText } from "./zh/keys.ts";
import { lifeText } from "./zh/life.ts";
import { logText } from "./zh/log.ts";
import { oversightText } from "./zh/oversight.ts";
import { opinionsText } from "./zh/opinions.ts";
import { passportText } from "./zh/passport.ts";
import { problemsText } from "./zh/problems.ts";
import { productsText } from "./zh/products.ts";
import { searchText } from "./zh/search.ts";
import { statusText } from "./zh/status.ts";
import { tokensText } from "./zh/tokens.ts";
import { verifyText } from "./zh/verify.ts";

export const zh = {
  passport: passportText,
  verify: verifyText,
  catalogues: cataloguesText,
  console: consoleText,
  problems: problemsText,
  products: productsText,
  due: dueText,
  help: helpText,
  inventory: inventoryText,
  imports: importsText,
  analysis: analysisText,
  attributes: attributesText,
  batteries: batteriesText,
  scenarios: scenariosText,
  check: checkText,
  labels: labelsText,
  library: libraryText,
  suppliers: suppliersText,
  review: reviewText,
  study: studyText,
  classes: classesText,
  interest: interestText,
  exports: exportsText,
  keys: keysText,
  life: lifeText,
  log: logText,
  readings: readingsText,
  recycled: recycledText,
  search: searchText,
  status: statusText,
  opinions: opinionsText,
  oversight: oversightText,
  tokens: tokensText,
};

import { exportsText } from "./en/exports.ts";
import { inventoryText } from "./en/inventory.ts";
import { importsText } from "./en/imports.ts";
import { analysisText } from "./en/analysis.ts";
import { attributesText } from "./en/attributes.ts";
import { batteriesText } from "./en/batteries.ts";
import { scenariosText } from "./en/scenarios.ts";
import { checkText } from "./en/check.ts";
import { labelsText } from "./en/labels.ts";
import { libraryText } from "./en/library.ts";
import { suppliersText } from "./en/suppliers.ts";
import { reviewText } from "./en/review.ts";
import { studyText } from "./en/study.ts";
import { classesText } from "./en/classes.ts";
import { readingsText } from "./en/readings.ts";
import { recycledText } from "./en/recycled.ts";
import { cataloguesText } from "./en/catalogues.ts";
import { consoleText } from "./en/console.ts";
import { dueText } from "./en/due.ts";
import { helpText } from "./en/help.ts";
import { interestText } from "./en/interest.ts";
import { keysText } from "./en/keys.ts";
import { lifeText } from "./en/life.ts";
import { logText } from "./en/log.ts";
import { oversightText } from "./en/oversight.ts";
import { opinionsText } from "./en/opinions.ts";
import { passportText } from "./en/passport.ts";
import { problemsText } from "./en/problems.ts";
import { productsText } from "./en/products.ts";
import { searchText } from "./en/search.ts";
import { statusText } from "./en/status.ts";
import { tokensText } from "./en/tokens.ts";
import { verifyText } from "./en/verify.ts";

export const en = {
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

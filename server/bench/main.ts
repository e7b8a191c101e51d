import { parseArgs } from "node:util";
import { calculationRatios } from "./calculation.ts";
import { importRatios } from "./import.ts";
import { liveResultRatios } from "./live-result.ts";
import { logRatios } from "./log.ts";
import { monteCarloRatios } from "./monte-carlo.ts";
import { pageRatios } from "./page.ts";
import { passportRatios } from "./passports.ts";
import { sensitivityRatios } from "./sensitivity.ts";
import { signingRatios } from "./signing.ts";
import { verificationRatios } from "./verification.ts";
import { verifyPageRatios } from "./verify-page.ts";

/**
 * `npm run bench [-- --quick]`: one JSON line for each figure, always a ratio of two things measured side by side in
 * this run. Absolute times say more about the machine than about the program and are not printed.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
let beyond = 0;
for (const measure of [
  calculationRatios,
  importRatios,
  sensitivityRatios,
  monteCarloRatios,
  liveResultRatios,
  signingRatios,
  verificationRatios,
  verifyPageRatios,
  logRatios,
  passportRatios,
  pageRatios,
]) {
  for (const found of await measure(values.quick)) {
    const within = found.ratio <= found.limit;
    if (!within) beyond += 1;
    console.log(JSON.stringify({ ...found, ratio: Number(found.ratio.toPrecision(3)), within }));
  }
}
console.error(beyond === 0 ? "Every ratio is within its limit." : `${beyond} beyond the limit.`);

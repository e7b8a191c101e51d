import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { postgresBinaries } from "../../db/postgres-binaries.ts";
import { killAtDeeds } from "./kill-deeds.ts";
import { killAgainAndAgain } from "./kills.ts";
import { calculateAnything } from "./requests.ts";

/** `npm run soak [-- --cycles 5 --requests 1000]`: long runs that `npm test` does a tenth of. Last line `N passed, N failed`. */
const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "100" },
    requests: { type: "string", default: "100000" },
  },
});
const cycles = wholeNumber("cycles", values.cycles);
const requests = wholeNumber("requests", values.requests);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-soak-"));
const failures = await killAgainAndAgain({
  cycles,
  folder,
  binDir: postgresBinaries(),
  pauseMs: () => Math.random() * 400,
});
const halfDone: string[] = [];
for (const program of ["server/soak/deeds.ts", "server/soak/battery-deeds.ts"])
  halfDone.push(
    ...(await killAtDeeds({
      cycles: Math.ceil(cycles / 4),
      folder: path.join(folder, path.basename(program, ".ts")),
      binDir: postgresBinaries(),
      program,
      pauseMs: () => Math.random() * 600,
    })),
  );
// One check, however many requests: it ends at the first that is answered wrongly.
const wrongAnswers = calculateAnything({ runs: requests });
for (const failure of [...failures, ...halfDone, ...wrongAnswers]) console.log(failure);
fs.rmSync(folder, { recursive: true, force: true });
const failed = failures.length + halfDone.length + wrongAnswers.length;
console.log(`${cycles + Math.ceil(cycles / 4) + 1 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1.`);
  return value;
}

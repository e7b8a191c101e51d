import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { postgresBinaries } from "../../db/postgres-binaries.ts";
import { killAgainAndAgain } from "./kills.ts";

/** `npm run soak [-- --cycles 5]`: long runs that `npm test` does a tenth of. Last line `N passed, N failed`. */
const { values } = parseArgs({ options: { cycles: { type: "string", default: "100" } } });
const cycles = Number(values.cycles);
if (!Number.isInteger(cycles) || cycles < 1) throw new Error("--cycles must be a whole number from 1.");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-soak-"));
const failures = await killAgainAndAgain({
  cycles,
  folder,
  binDir: postgresBinaries(),
  pauseMs: () => Math.random() * 400,
});
for (const failure of failures) console.log(failure);
fs.rmSync(folder, { recursive: true, force: true });
console.log(`${cycles - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

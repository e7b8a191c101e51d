import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { postgresBinaries } from "../../db/postgres-binaries.ts";
import { killAgainAndAgain } from "./kills.ts";

/** `npm run soak`: long runs that `npm test` does a tenth of. Last line `N passed, N failed`. */
const cycles = 100;
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

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { conformanceTable } from "./table.ts";
import { root, testFiles } from "./test-files.ts";

await writeFile(path.join(root, "server/CONFORMANCE.md"), conformanceTable(await testFiles()));

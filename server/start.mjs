import { buildIfNeeded, bundleProgram, program, root } from "./build.mjs";
import { pathToFileURL } from "node:url";

/** `npm start`, and with `--dev` `npm run dev`: builds what is needed, then becomes the registry, so that signals reach it. */
const isDevelopment = process.argv.includes("--dev");
process.chdir(root);
process.env.NODE_ENV = isDevelopment ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
try {
  await (isDevelopment ? bundleProgram() : buildIfNeeded());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import(pathToFileURL(program).href);

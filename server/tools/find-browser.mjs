import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const bundles = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/**
 * The browser for end-to-end tests: Playwright's own when it is installed (undefined: nothing to say), else the one in
 * CHROMIUM_PATH, else one on PATH or in the usual folders of macOS. Throws, with what to install, when there is none.
 *
 * @returns {string | undefined}
 */
export function findBrowser() {
  if (fs.existsSync(chromium.executablePath())) return undefined;
  const onPath = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  const named = process.env["CHROMIUM_PATH"] ? [process.env["CHROMIUM_PATH"]] : [];
  const found = [...named, ...onPath, ...bundles].find((file) => fs.existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    "No Chromium for the end-to-end tests. Install one: npx playwright install --with-deps chromium",
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(findBrowser() ?? chromium.executablePath());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

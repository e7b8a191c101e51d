import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "@playwright/test";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { findBrowser } from "../tools/find-browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The style sheet of every screen. */
export const styleSheet = path.join(root, "app", "globals.css");

/** What `measure` finds out in a Chromium of its own. */
export async function inBrowser<T>(measure: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-gpu"],
  });
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

/** A page of the folder e2e as one script: the production React, and nothing of Next.js behind its router. */
export async function bundledPage(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, "e2e", name)],
    bundle: true,
    write: false,
    minify: true,
    platform: "browser",
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
    plugins: [
      {
        name: "no-router",
        setup(on) {
          on.onResolve({ filter: /^next\/navigation$/ }, () => ({ path: "router", namespace: "none" }));
          on.onLoad({ filter: /.*/, namespace: "none" }, () => ({
            contents: "export function useRouter() { return { push() {}, refresh() {} }; }",
          }));
        },
      },
    ],
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error("The page could not be bundled.");
  return script.text;
}

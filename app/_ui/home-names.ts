import type { BrowserMessages } from "./console-text.tsx";

/** What the screens of each role are called. */
export function homeNames(words: BrowserMessages["console"]) {
  return {
    "/console": words.console,
    "/authority": words.bench.authorityTitle,
    "/interest": words.bench.interestTitle,
    "/admin": words.admin.title,
  };
}

"use client";

import { useSyncExternalStore } from "react";
import { en } from "./_text/en.ts";
import { zh } from "./_text/zh.ts";
import { signs } from "./_ui/signs.ts";

/** Our own fault while making a page. Speaks without help from the server, which has just failed. */
export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  const isChinese = useSyncExternalStore(
    () => () => undefined,
    () => document.documentElement.lang.startsWith("zh"),
    () => false,
  );
  const words = isChinese ? zh.console : en.console;
  return (
    <main className="page page-narrow">
      <div className="stack">
        <h1>{words.error.title}</h1>
        <p>{words.error.lead}</p>
        {error.digest === undefined ? null : (
          <p className="muted">
            {words.error.number}
            {signs(isChinese ? "zh" : "en").colon}
            <code>{error.digest}</code>
          </p>
        )}
        <div className="actions">
          <button type="button" className="button-primary" onClick={reset}>
            {words.action.retry}
          </button>
          <a className="button" href="/">
            {words.notFound.home}
          </a>
        </div>
      </div>
    </main>
  );
}

import type { ReactElement, ReactNode } from "react";
import { LanguageSwitch } from "../_ui/language-switch.tsx";
import { Wordmark } from "../_ui/wordmark.tsx";
import { localeOf } from "../_text/text.ts";
import { sheets } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { Words } from "./words.ts";

/** A page ready to be sent: its markup, and the policy that lets its own style sheet through and nothing else. */
export interface StaticPage {
  readonly html: string;
  readonly policy: string;
}

/** Writes a page down as plain markup: complete without scripts, one request, no third party. */
export async function staticPage(page: ReactElement, sheet: Sheet = sheets.passport): Promise<StaticPage> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  return { html: `<!doctype html>${renderToStaticMarkup(page)}`, policy: policyFor(sheet) };
}

function policyFor({ hash, formAction }: Sheet): string {
  return [
    "default-src 'none'",
    `style-src '${hash}'`,
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action ${formAction ?? "'none'"}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The sign of the registry inside the page: without it every browser asks for `/favicon.ico`, a second request. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 22 22' fill='none' stroke='%230b6b4f' stroke-width='2'%3E%3Cpath d='M8 3.5V1.75h6V3.5M4.75 3.5h12.5v16.75H4.75zM7.75 12l2.5 2.5 4.25-5'/%3E%3C/svg%3E";

interface DocumentProps {
  readonly words: Words;
  readonly title: string;
  readonly sheet?: Sheet;
  /** Address of the product, for programs that follow links; absent on pages about nothing. */
  readonly canonical?: string;
  readonly index?: boolean;
  readonly children: ReactNode;
}

/** Head and body of a page of ours, with the style sheet inside. */
export function StaticDocument({
  words,
  title,
  sheet = sheets.passport,
  canonical,
  index = false,
  children,
}: DocumentProps) {
  return (
    <html lang={localeOf(words.language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {index ? null : <meta name="robots" content="noindex" />}
        <link rel="icon" href={icon} />
        {canonical === undefined ? null : <link rel="canonical" href={canonical} />}
        <style dangerouslySetInnerHTML={{ __html: sheet.css }} />
      </head>
      <body>{children}</body>
    </html>
  );
}

interface FrameProps extends DocumentProps {
  /** Path of this page with its query, for the language links. */
  readonly path: string;
  readonly demonstration?: boolean;
}

/** The public page: name and languages above, the ways on below, `main` between them. */
export function PublicPage({ path, demonstration = false, children, ...page }: FrameProps) {
  const { t, language, href } = page.words;
  return (
    <StaticDocument {...page}>
      <a className="skip" href="#content">
        {t("site.skip")}
      </a>
      <header>
        {demonstration ? <p className="demonstration">{t("demonstration.line")}</p> : null}
        <div className="wide">
          <div className="top">
            <Wordmark href={href("/")} />
            <LanguageSwitch language={language} path={path} label={t("site.languages")} />
          </div>
        </div>
      </header>
      <div className="wide">
        <main id="content">{children}</main>
        <footer className="foot">
          <a href={href("/")}>{t("site.home")}</a>
          <a href={href("/verify")}>{t("check.verify")}</a>
          <span>{t("site.foot")}</span>
        </footer>
      </div>
    </StaticDocument>
  );
}

/** A named part of the page: heading at the left on wide screens, content beside it. */
export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

/** A table that scrolls inside its frame, never the page; the frame can be reached by keyboard. */
export function TableFrame({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="frame" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

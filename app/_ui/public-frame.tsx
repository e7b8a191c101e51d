import type { ReactNode } from "react";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { pagePath } from "./page-path.ts";
import { Wordmark } from "./wordmark.tsx";

/** Head and foot of pages that need no sign-in: name, language, ways on. The page brings its own `h1`. */
export async function PublicFrame({
  language,
  narrow = false,
  children,
}: {
  readonly language: Language;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  const t = textOf(language, "console");
  const inLanguage = `?lang=${language}`;
  return (
    <div className={narrow ? "page page-narrow" : "page"}>
      <a className="skip-link" href="#content">
        {t("skip")}
      </a>
      <header className="page-head">
        <Wordmark href={`/${inLanguage}`} />
        <LanguageSwitch language={language} path={await pagePath()} label={t("languageLabel")} />
      </header>
      <main id="content">{children}</main>
      <footer className="page-foot">
        <a href={`/${inLanguage}`}>{t("foot.find")}</a>
        <a href={`/verify${inLanguage}`}>{t("foot.verify")}</a>
        <a href={`/help${inLanguage}`}>{t("foot.help")}</a>
        <a href={`/classes${inLanguage}`}>{textOf(language, "classes")("title")}</a>
        <a href={`/log${inLanguage}`}>{textOf(language, "log")("title")}</a>
        <a href={`/sign-in${inLanguage}`}>{t("foot.signIn")}</a>
        <span>{t("foot.noTracking")}</span>
      </footer>
    </div>
  );
}

import { languages } from "../_text/languages.ts";
import type { Language } from "../_text/languages.ts";
import { localeOf } from "../_text/text.ts";

/** Each language in its own words, never in those of the page. */
const names: Readonly<Record<Language, string>> = { en: "English", zh: "简体中文" };

/** The same page in the other languages: plain links, so that a shared address keeps its language. */
export function LanguageSwitch({
  language,
  path,
  label,
}: {
  readonly language: Language;
  readonly path: string;
  readonly label: string;
}) {
  return (
    <nav className="language-switch" aria-label={label}>
      {languages.map((other) => (
        <a
          key={other}
          href={inLanguage(path, other)}
          hrefLang={localeOf(other)}
          lang={localeOf(other)}
          aria-current={other === language ? "true" : undefined}
        >
          {names[other]}
        </a>
      ))}
    </nav>
  );
}

function inLanguage(path: string, language: Language): string {
  const [pathname = "/", query = ""] = path.split("?", 2);
  const parameters = new URLSearchParams(query);
  parameters.set("lang", language);
  return `${pathname}?${parameters.toString()}`;
}

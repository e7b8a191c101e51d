import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { textOf } from "../_text/text.ts";
import { pageLanguage } from "../_ui/language.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import type { VerdictCode } from "../../server/domain/verification/refusal-codes.ts";
import {
  outcomePages,
  problemCodes,
  problemKindOf,
  problemKinds,
  stateOfPage,
  statePages,
  verdictCodes,
} from "./entries.ts";
import { sayProblem } from "./say-problem.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf(await pageLanguage(), "help")("title") };
}

/** Every help page: the four answers, and every reason behind them. */
export default async function HelpPage() {
  const [language, catalogue] = await Promise.all([pageLanguage(), registry().catalogue.current()]);
  const t = textOf(language, "help");
  const verdict = textOf(language, "verify");
  const href = (page: string) => `/help/${page}?lang=${language}`;
  const listOf = (title: string, codes: readonly VerdictCode[]) => (
    <section className="section">
      <h2>{title}</h2>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <a href={href(code)}>{verdict(`verdict.reasons.${code}`)}</a>{" "}
            <span className="identifier muted">{code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
  return (
    <PublicFrame language={language} narrow>
      <div className="sections">
        <header className="stack">
          <h1>{t("title")}</h1>
          <p className="lead">{t("lead")}</p>
        </header>
        <section className="section">
          <h2>{t("statesTitle")}</h2>
          <ul>
            {statePages.map((page) => (
              <li key={page}>
                <a href={href(page)}>{verdict(`verdict.states.${stateOfPage[page]}`)}</a>:{" "}
                {t(`states.${stateOfPage[page]}.happened`)}
              </li>
            ))}
          </ul>
        </section>
        <section className="section">
          <h2>{t("outcomesTitle")}</h2>
          <ul>
            {outcomePages.map((page) => (
              <li key={page}>
                <a href={href(page)}>{t(`outcomes.${page}.title`)}</a>: {t(`outcomes.${page}.happened`)}
              </li>
            ))}
          </ul>
        </section>
        {listOf(
          t("wrongTitle"),
          verdictCodes.filter((code) => code.startsWith("R_")),
        )}
        {listOf(
          t("openTitle"),
          verdictCodes.filter((code) => code.startsWith("C_")),
        )}
        <section className="section" id="points">
          <h2>{t("points.list")}</h2>
          {catalogue.groups.map((group) => (
            <details key={group.id}>
              <summary>{group.title[language]}</summary>
              <ul>
                {catalogue.attributes
                  .filter((point) => point.group === group.id)
                  .map((point) => (
                    <li key={point.id}>
                      <a href={href(point.id)}>{point.title[language]}</a>{" "}
                      <span className="identifier muted">{point.id}</span>
                    </li>
                  ))}
              </ul>
            </details>
          ))}
        </section>
        {problemKinds.map((kind) => (
          <section className="section" key={kind}>
            <h2>{t(`problems.${kind}.list`)}</h2>
            <ul>
              {problemCodes
                .filter((code) => problemKindOf(code) === kind)
                .map((code) => (
                  <li key={code}>
                    <a className="identifier" href={href(code)}>
                      {code}
                    </a>{" "}
                    {sayProblem(code, language)}
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <p>
          <a href={`/verify?lang=${language}`}>{t("check")}</a>
        </p>
      </div>
    </PublicFrame>
  );
}

import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { SupplierLinks } from "../../../../_ui/supplier-links.tsx";
import { spoken } from "../../../../_ui/spoken.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { tabTitle } from "../tab-title.ts";
import { StudyNotesForm } from "./study-notes-form.tsx";

export function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return tabTitle(params, "documents");
}

const documents = [
  ["declaration", "everybody", ["pdf", "html"]],
  ["study", "everybody", ["pdf", "html"]],
  ["report", "entitled", ["pdf", "html"]],
] as const;

/** What is written from this declaration, for whom, in both languages; and what its study says in words. */
export default async function Documents({ params }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [{ language, words }, view, survey, suppliers] = await Promise.all([
    spoken(),
    declarationOf(id),
    asked(registry().study.survey({ id })),
    asked(registry().opinion.suppliers({ id })),
  ]);
  const t = textOf(language, "study");
  const isDraft = view.state === "draft" || view.state === "in_review";
  const list = new Intl.ListFormat(language === "zh" ? "zh-Hans" : "en", { type: "conjunction" });
  const at = (file: string, lang: string) => `/console/declarations/${id}/documents/${file}?lang=${lang}`;
  return (
    <DeclarationScreen view={view} tab="documents">
      <div className="sections">
        <div className="stack">
          <p>{t("tab.lead")}</p>
          {isDraft ? <Notice tone="info" title={t("tab.draft")} /> : null}
          {view.state === "superseded" ? <Notice tone="info" title={t("tab.superseded")} /> : null}
          {survey.computes ? (
            <>
              <div className="table-frame">
                <table>
                  <caption className="visually-hidden">{t("tab.table")}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t("tab.document")}</th>
                      <th scope="col">{t("tab.forWhom")}</th>
                      <th scope="col">{t("tab.inEnglish")}</th>
                      <th scope="col">{t("tab.inChinese")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {documents.map(([kind, readers, forms]) => (
                      <tr key={kind}>
                        <th scope="row">{t(`tab.${kind}`)}</th>
                        <td>{t(`tab.${readers}`)}</td>
                        {(["en", "zh"] as const).map((lang) => (
                          <td key={lang}>
                            <span className="row">
                              {forms.map((form) => (
                                <a key={form} href={at(`${kind}.${form}`, lang)} hrefLang={lang}>
                                  {t(form === "pdf" ? "tab.pdf" : "tab.page")}
                                  <span className="visually-hidden">
                                    {`: ${t(`tab.${kind}`)}, ${t(lang === "en" ? "tab.inEnglish" : "tab.inChinese")}`}
                                  </span>
                                </a>
                              ))}
                            </span>
                          </td>
                        ))}
                      </tr>
                    ))}
                    {isDraft ? null : (
                      <tr>
                        <th scope="row">{t("tab.request")}</th>
                        <td>{t("tab.entitled")}</td>
                        <td colSpan={2}>
                          <a href={`/console/declarations/${id}/documents/request.json`}>{t("tab.json")}</a>
                        </td>
                      </tr>
                    )}
                  </tbody>
                </table>
              </div>
              <p>{t("tab.confidential", { count: survey.confidentialLines })}</p>
              {survey.closedStages.length === 0 || survey.confidentialLines === 0 ? null : (
                <p>
                  {t("tab.closedStages", {
                    stages: list.format(survey.closedStages.map((stage) => wordIn(words.stage, stage))),
                  })}
                </p>
              )}
              {survey.publicStudy === null ? null : (
                <dl className="facts">
                  <dt>{t("tab.publicAddress")}</dt>
                  <dd>
                    <a className="identifier" href={survey.publicStudy}>
                      {survey.publicStudy}
                    </a>
                  </dd>
                </dl>
              )}
            </>
          ) : (
            <Notice tone="warn" title={t("tab.notComputable")} />
          )}
        </div>
        <section className="section" id="suppliers">
          <h2>{textOf(language, "opinions")("assess.suppliersTitle")}</h2>
          <SupplierLinks language={language} links={suppliers} />
        </section>
        <section className="section" id="notes">
          <h2>{t("tab.notes")}</h2>
          <MoreText messages={{ study: messagesOf(language).study }}>
            <StudyNotesForm id={id} lock={view.lock} editable={view.may.edit} notes={survey.notes} />
          </MoreText>
        </section>
      </div>
    </DeclarationScreen>
  );
}

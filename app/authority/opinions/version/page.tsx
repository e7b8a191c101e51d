import type { Metadata } from "next";
import { registry } from "../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { named } from "../../../_ui/named.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { recordMember } from "../../../_ui/record-member.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { day, footprintShown } from "../../../_ui/shown.ts";
import { bracketed } from "../../../_ui/signs.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { SupplierLinks } from "../../../_ui/supplier-links.tsx";
import { wordIn } from "../../../_ui/word-in.ts";
import { GiveOpinion } from "./give-opinion.tsx";
import { RecomputeAssessed } from "./recompute-assessed.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "opinions")("bench.title") };
}

/** One version before a notified body: evidence, recomputation, difference to the former, opinions, and signing one. */
export default async function AssessVersion({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const productUrl = oneOf(query["product"]);
  const version = /^\d{1,9}$/.test(oneOf(query["version"])) ? Number(oneOf(query["version"])) : 0;
  const [{ language, t: common, words }, view] = await Promise.all([
    spoken(),
    asked(registry().opinion.read({ productUrl, version })),
  ]);
  const t = textOf(language, "opinions");
  const title = t("assess.title", { name: view.modelName, version: view.version });
  const files = `/console/declarations/${view.declarationId}/documents`;
  const { opinions } = view;
  const more = messagesOf(language);
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: words.bench.authorityTitle, href: "/authority" },
        { name: t("bench.nav"), href: "/authority/opinions" },
        { name: title },
      ]}
      title={title}
      lead={t("assess.lead", {
        operator: named(language, view.operatorName, view.operatorNameOriginal),
        plant: named(language, view.plant, view.plantOriginal),
        number: view.declarationNumber,
      })}
      action={
        <a className="button" href={`${view.path}/versions/${view.version}`}>
          {t("assess.publicPage")}
        </a>
      }
    >
      <MoreText messages={{ opinions: more.opinions, review: more.review }}>
        <div className="sections">
          <section className="section">
            <h2>{t("assess.factsTitle")}</h2>
            <dl className="facts">
              {view.cfp === null ? null : (
                <>
                  <dt>{t("assess.cfp")}</dt>
                  <dd>{footprintShown(view.cfp)} kgCO₂e/kWh</dd>
                </>
              )}
              <dt>{t("assess.method")}</dt>
              <dd>
                {wordIn(words.method, view.method)}
                {bracketed(language, view.methodVersion)}
              </dd>
              {view.changeReason === null ? null : (
                <>
                  <dt>{t("assess.reason")}</dt>
                  <dd>{view.changeReason}</dd>
                </>
              )}
              <dt>{t("assess.record")}</dt>
              <dd className="identifier">{view.digest}</dd>
              <dt>{t("assess.request")}</dt>
              <dd className="identifier">{view.requestDigest}</dd>
              <dt>{t("assess.result")}</dt>
              <dd className="identifier">{view.resultDigest}</dd>
            </dl>
          </section>
          <section className="section">
            <h2>{t("assess.packTitle")}</h2>
            <ul className="plain">
              <li>
                <a href={`${files}/report.html?lang=${language}`}>{t("assess.report")}</a>
              </li>
              <li>
                <a href={`${files}/report.pdf?lang=${language}`}>{t("assess.reportPdf")}</a>
              </li>
              <li>
                <a href={`${files}/request.json`} download>
                  {t("assess.requestFile")}
                </a>
              </li>
              <li>
                <a href={`${view.path}/study/${view.declarationNumber}`}>{t("assess.study")}</a>
              </li>
            </ul>
          </section>
          <section className="section">
            <h2>{t("assess.recomputeTitle")}</h2>
            <p>{t("assess.recomputeLead")}</p>
            <RecomputeAssessed productUrl={view.productUrl} version={view.version} />
          </section>
          <section className="section">
            <h2>{t("assess.formerTitle")}</h2>
            <Former language={language} since={view.sinceFormer} />
          </section>
          <section className="section">
            <h2>{t("assess.suppliersTitle")}</h2>
            <SupplierLinks language={language} links={view.suppliers} />
          </section>
          <section className="section">
            <h2>{t("assess.opinionsTitle")}</h2>
            {opinions.length === 0 ? <p>{t("assess.opinionsNone")}</p> : null}
            <ul className="plain">
              {opinions.map((one) => (
                <li key={one.id}>
                  <strong>
                    {t("page.sentence", {
                      outcome: t(`outcome.${one.outcome}`),
                      body: named(language, one.body, one.bodyOriginal),
                      date: day(language, one.issuedAt),
                    })}
                  </strong>{" "}
                  {one.remarks === null ? null : t("page.remarks", { remarks: one.remarks })}{" "}
                  {one.isReplaced ? t("page.replaced") : null}
                  <div className="small">
                    {t("page.checked", { state: t(`overall.${one.verdict.overall}`) })}{" "}
                    <a href={one.path}>{t("page.text")}</a>
                  </div>
                </li>
              ))}
            </ul>
          </section>
          <section className="section">
            <h2>{t("assess.formTitle")}</h2>
            <p>{t("assess.formLead")}</p>
            {view.bodies.length === 0 ? (
              <Notice tone="info" title={t("bench.nobody")} />
            ) : (
              <GiveOpinion
                productUrl={view.productUrl}
                version={view.version}
                modelName={view.modelName}
                bodies={view.bodies.map(({ id, name, nameOriginal }) => ({
                  id,
                  name: named(language, name, nameOriginal),
                }))}
              />
            )}
          </section>
        </div>
      </MoreText>
    </Screen>
  );
}

async function Former({
  language,
  since,
}: {
  readonly language: Awaited<ReturnType<typeof spoken>>["language"];
  readonly since: Awaited<ReturnType<ReturnType<typeof registry>["opinion"]["read"]>>["sinceFormer"];
}) {
  const t = textOf(language, "opinions");
  if (since === null) return <p>{t("assess.formerNone")}</p>;
  const { number, changed } = since;
  if (changed.length === 0) return <p>{t("assess.formerSame", { number })}</p>;
  const catalogue = await registry().catalogue.current();
  return (
    <div className="table-frame">
      <table className="stacks">
        <caption>{t("assess.formerLead", { number })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("assess.member")}</th>
            <th scope="col">{t("assess.before")}</th>
            <th scope="col">{t("assess.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">
                <div>{recordMember(language, catalogue, path)}</div>
                <code className="small muted">{path}</code>
              </th>
              <td className="identifier" data-label={t("assess.before")}>
                {before ?? "–"}
              </td>
              <td className="identifier" data-label={t("assess.after")}>
                {after ?? "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

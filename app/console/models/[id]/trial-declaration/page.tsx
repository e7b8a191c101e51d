import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import type { TrialGap } from "../../../../../server/domain/carbon-footprint/templates/miit-551.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { named } from "../../../../_ui/named.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { asStated, day, footprintShown, shown } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { signs } from "../../../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "classes")("trial.title") };
}

/** The Chinese trial declaration of a model as far as it can be filled, to print or take along, with its mark. */
export default async function TrialDeclaration({ params }: ScreenProps<{ id: string }>) {
  const [{ id }, { language, t: common, words }] = await Promise.all([params, spoken()]);
  const t = textOf(language, "classes");
  const view = await asked(registry().ruleSet.trialDeclaration({ modelId: id }));
  const { template, maker, plant, product, footprint, filled } = view;
  const { trial } = messagesOf(language).classes;
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("console"), href: "/console" },
        { name: common("models.title"), href: "/console/models" },
        { name: product.name, href: `/console/models/${id}` },
        { name: t("trial.title") },
      ]}
      title={`${t("trial.title")}${signs(language).colon}${product.name}`}
      lead={t("trial.lead")}
      action={
        <a className="button button-primary" href={`/api/trial-declaration/${id}`} download>
          {t("trial.json")}
        </a>
      }
    >
      <div className="sections">
        <Notice tone="warn" title={t("trial.mark")}>
          <p>{t("trial.markMore")}</p>
          <p className="on-screen">{t("trial.print")}</p>
        </Notice>
        <section className="section">
          <h2>{t("trial.notice")}</h2>
          <dl className="facts">
            <dt>{t("trial.notice")}</dt>
            <dd>{t("trial.noticeOf", { notice: template.notice, day: day(language, template.noticeOf) })}</dd>
            <dt>{t("trial.scope")}</dt>
            <dd>{t("trial.scopeText", { energy: template.aboveKWh })}</dd>
            <dt>{t("trial.rule")}</dt>
            <dd>{t("trial.ruleText", { count: template.fewestPackProducts })}</dd>
            <dt>{t("trial.trialUntil")}</dt>
            <dd>{day(language, template.trialUntil)}</dd>
            <dt>{t("trial.regularFrom")}</dt>
            <dd>{day(language, template.regularFrom)}</dd>
          </dl>
        </section>
        <section className="section" id="missing">
          <h2>{t("trial.missing")}</h2>
          <ul>
            {filled.missing.map((gap) => (
              <li key={"stage" in gap ? `${gap.code} ${gap.stage}` : gap.code}>{gapWords(gap)}</li>
            ))}
          </ul>
        </section>
        <section className="section">
          <h2>{t("trial.maker")}</h2>
          <dl className="facts">
            <dt>{t("trial.maker")}</dt>
            <dd>{named(language, maker.name, maker.nameOriginal)}</dd>
            <dt>{t("trial.identifier")}</dt>
            <dd>{maker.identifier}</dd>
            <dt>{t("trial.address")}</dt>
            <dd>
              {maker.address}, {maker.country}
            </dd>
            <dt>{t("trial.plant")}</dt>
            <dd>
              {[
                named(language, plant.name, plant.nameOriginal),
                plant.city,
                plant.region ?? plant.country,
              ].join(signs(language).comma)}
            </dd>
          </dl>
        </section>
        <section className="section">
          <h2>{t("trial.product")}</h2>
          <dl className="facts">
            <dt>{t("trial.product")}</dt>
            <dd>
              {product.name} <code>{product.modelCode}</code>
            </dd>
            <dt>{common("model.chemistry")}</dt>
            <dd>{product.chemistry}</dd>
            <dt>{common("model.ratedEnergyKwh")}</dt>
            <dd>{asStated(product.ratedEnergyKwh)}</dd>
            <dt>{common("model.usableEnergyKwh")}</dt>
            <dd>{product.usableEnergyKwh === null ? t("trial.empty") : asStated(product.usableEnergyKwh)}</dd>
            <dt>{common("model.warrantyMonths")}</dt>
            <dd>{product.warrantyMonths ?? t("trial.empty")}</dd>
          </dl>
        </section>
        <section className="section">
          <h2>{t("trial.footprint")}</h2>
          {footprint === null ? null : (
            <p>
              {t("trial.declaration")}
              {signs(language).colon}
              {t("trial.declarationText", {
                number: footprint.number,
                state: wordIn(words.state, footprint.state),
                method: wordIn(words.method, footprint.method),
                version: footprint.methodVersion,
                from: day(language, footprint.periodStart),
                to: day(language, footprint.periodEnd),
              })}
            </p>
          )}
          <div className="table-frame">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("trial.stageLabel")}</th>
                  <th scope="col" className="number">
                    {t("trial.kg")}
                  </th>
                  <th scope="col" className="number">
                    {t("trial.perKWh")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {filled.stages.map(({ stage, kgCO2e, kgCO2ePerKWh }) => (
                  <tr key={stage}>
                    <th scope="row">{trial.stage[stage]}</th>
                    <td className="number">{kgCO2e === null ? t("trial.empty") : shown(kgCO2e, 2)}</td>
                    <td className="number">
                      {kgCO2ePerKWh === null ? t("trial.empty") : footprintShown(kgCO2ePerKWh)}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t("trial.total")}</th>
                  <td className="number">
                    {filled.totalKg === null ? t("trial.empty") : shown(filled.totalKg, 2)}
                  </td>
                  <td className="number">
                    {filled.kgCO2ePerKWh === null ? t("trial.empty") : footprintShown(filled.kgCO2ePerKWh)}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
          <dl className="facts">
            <dt>{t("trial.energy")}</dt>
            <dd>
              {filled.totalEnergyKWh === null ? t("trial.empty") : `${asStated(filled.totalEnergyKWh)} kWh`}
            </dd>
            <dt>{t("trial.check")}</dt>
            <dd>{t("trial.noCheck")}</dd>
          </dl>
        </section>
        <section className="section">
          <h2>{t("trial.products")}</h2>
          <p className="muted">{t("trial.productsLead")}</p>
          {filled.products.length === 0 ? (
            <p>{t("trial.noProducts")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("trial.product")}</th>
                    <th scope="col">{common("model.chemistry")}</th>
                    <th scope="col" className="number">
                      {common("model.ratedEnergyKwh")}
                    </th>
                    <th scope="col" className="number">
                      {t("trial.cfp")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {filled.products.map((one) => (
                    <tr key={one.modelCode}>
                      <th scope="row">
                        {one.name} <code>{one.modelCode}</code>
                      </th>
                      <td data-label={common("model.chemistry")}>{one.chemistry}</td>
                      <td className="number" data-label={common("model.ratedEnergyKwh")}>
                        {asStated(one.ratedEnergyKwh)}
                      </td>
                      <td className="number" data-label={t("trial.cfp")}>
                        {one.cfp === null ? t("trial.notDeclared") : footprintShown(one.cfp)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      </div>
    </Screen>
  );

  function gapWords(gap: TrialGap): string {
    switch (gap.code) {
      case "stageMissing":
      case "stageMerged":
        return t(`trial.gap.${gap.code}`, { stage: trial.stage[gap.stage] });
      case "fewProducts":
        return t("trial.gap.fewProducts", { count: gap.count, least: gap.least });
      default:
        return t(`trial.gap.${gap.code}`);
    }
  }
}

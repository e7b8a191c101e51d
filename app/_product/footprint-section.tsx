import { methods } from "../../server/domain/carbon-footprint/request.ts";
import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { findAttribute } from "../../server/domain/catalogue/catalogue.ts";
import { modelDataOf, statutoryElements } from "../../server/domain/record/content.ts";
import type { BatterySubject, FootprintOfRecord } from "../../server/domain/record/credential.ts";
import type { RecordView } from "../../server/services/passport/view.ts";
import { Section, TableFrame } from "./frame.tsx";
import { StageBar, StageKey } from "./stage-bar.tsx";
import type { Words } from "./words.ts";

interface Props {
  readonly words: Words;
  readonly model: RecordView;
}

/** The carbon footprint as declared: value, what it rests on, its stages as picture and table, and what it is not. */
export function FootprintSection({ words, model, catalogue }: Props & { readonly catalogue: Catalogue }) {
  const { t, rounded, share, day, exact, list } = words;
  const footprint = model.credential.credentialSubject.voluntary?.carbonFootprint;
  if (footprint === undefined) {
    return (
      <Section id="footprint" title={t("footprint.title")}>
        <p>{t("footprint.none")}</p>
      </Section>
    );
  }
  const lookedUpOn = actMissingOn(model.credential.credentialSubject, catalogue);
  return (
    <Section id="footprint" title={t("footprint.title")}>
      <div>
        <p>
          <span className="large">{rounded(footprint.kgCO2ePerKWh, 3)}</span>{" "}
          <span className="unit">{t("footprint.perKWh")}</span>
        </p>
        <p className="small">
          {t("footprint.basis", {
            number: footprint.declarationNumber,
            date: day(footprint.declaredOn),
            method: methodName(words, footprint.method),
            version: footprint.methodVersion,
            from: day(footprint.periodStart),
            to: day(footprint.periodEnd),
            plant: footprint.plant.name,
          })}{" "}
          {t("footprint.source")}
        </p>
      </div>
      <p className="term">{t("footprint.about")}</p>
      <p>
        {t("footprint.total", {
          total: rounded(footprint.totalKgCO2e, 2),
          energy: exact(footprint.totalEnergyKWh),
        })}
      </p>
      {lookedUpOn === null ? null : (
        <p className="notice">{t("footprint.voluntary", { date: day(lookedUpOn) })}</p>
      )}
      {footprint.illustrativeInventory ? (
        <p className="notice">
          {t(footprint.published === undefined ? "footprint.madeUp" : "footprint.illustrative")}
        </p>
      ) : null}
      <StageBar
        label={`${t("footprint.chart")}: ${list(footprint.stages.map((stage) => `${stageName(words, stage.stage)} ${share(stage.share)}`))}`}
        stages={footprint.stages.map((stage) => ({
          stage: stage.stage,
          share: stage.share,
          label: `${stageName(words, stage.stage)} ${share(stage.share)}`,
        }))}
      />
      <StageTable words={words} footprint={footprint} />
      <Comparison words={words} footprint={footprint} />
      <p>
        {t("footprint.primary", { share: share(footprint.primaryDataShare) })}{" "}
        <span className="term">{t("footprint.primaryAbout")}</span>
      </p>
      <p className="small">
        {t("footprint.boundary", {
          stages: list(footprint.boundary.map((stage) => stageName(words, stage))),
        })}
      </p>
      <Evidence words={words} footprint={footprint} />
    </Section>
  );
}

/** When the act was looked for that this declaration waits for; null where its figures stand among the statutory data. */
function actMissingOn(subject: BatterySubject, catalogue: Catalogue): string | null {
  if (Object.hasOwn(statutoryElements(subject), perKWh)) return null;
  const category = modelDataOf(subject)?.batteryCategory;
  const start = category === undefined ? undefined : findAttribute(catalogue, perKWh)?.starts?.[category];
  return catalogue.acts.find(({ id }) => id === start?.act)?.lookedUpOn ?? null;
}

const perKWh = "carbonFootprintPerFunctionalUnit";

/** Performance class with its rule set, or the plain statement that the EU has none. */
export function PerformanceSection({ words: { t }, model }: Props) {
  const stated = model.credential.credentialSubject.voluntary?.carbonFootprint?.performanceClass ?? null;
  return (
    <Section id="performance" title={t("performance.title")}>
      {stated === null ? (
        <p>{t("performance.none")}</p>
      ) : (
        <>
          <p>
            {t("performance.stated", {
              class: stated.class,
              ruleSet: stated.ruleSet,
              version: stated.ruleSetVersion,
            })}
          </p>
          <p className="notice">{t("performance.notEu")}</p>
        </>
      )}
    </Section>
  );
}

interface FootprintProps {
  readonly words: Words;
  readonly footprint: FootprintOfRecord;
}

function StageTable({ words, footprint }: FootprintProps) {
  const { t, rounded, share } = words;
  return (
    <>
      <TableFrame label={t("footprint.table")}>
        <table>
          <caption>{t("footprint.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("footprint.stage")}</th>
              <th scope="col" className="number">
                {t("footprint.kg")}
              </th>
              <th scope="col" className="number">
                {t("footprint.kgPerKWh")}
              </th>
              <th scope="col" className="number">
                {t("footprint.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {footprint.stages.map((stage) => (
              <tr key={stage.stage}>
                <th scope="row">
                  <StageKey stage={stage.stage} />
                  {stageName(words, stage.stage)}
                </th>
                <td className="number">{rounded(stage.kgCO2e, 2)}</td>
                <td className="number">{rounded(stage.kgCO2ePerKWh, 3)}</td>
                <td className="number">{share(stage.share)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("footprint.sum")}</th>
              <td className="number">{rounded(footprint.totalKgCO2e, 2)}</td>
              <td className="number">{rounded(footprint.kgCO2ePerKWh, 3)}</td>
              <td className="number">{share("1")}</td>
            </tr>
          </tfoot>
        </table>
      </TableFrame>
      <p className="small">{t("footprint.rounding")}</p>
    </>
  );
}

/** The value somebody published, beside the one calculated here; neither is corrected to fit the other. */
function Comparison({ words, footprint }: FootprintProps) {
  const { t, rounded, exact } = words;
  const { published } = footprint;
  if (published === undefined) return null;
  const rows = [
    {
      name: t("footprint.perKWhRow"),
      printed: published.kgCO2ePerKWh,
      calculated: rounded(footprint.kgCO2ePerKWh, 3),
    },
    {
      name: t("footprint.totalRow"),
      printed: published.totalKgCO2e,
      calculated: rounded(footprint.totalKgCO2e, 2),
    },
  ];
  return (
    <>
      <TableFrame label={t("footprint.comparison")}>
        <table>
          <caption>{t("footprint.comparison")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("footprint.quantity")}</th>
              <th scope="col" className="number">
                {t("footprint.recomputed")}
              </th>
              <th scope="col" className="number">
                {t("footprint.published")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, printed, calculated }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{calculated}</td>
                <td className="number">
                  {printed === undefined ? t("footprint.notPublished") : exact(printed)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="small">{t("footprint.publishedSource", { source: published.source })}</p>
    </>
  );
}

/** Fingerprints by which anyone who gets the inventory can prove that it gives this result, and the calculation's notes. */
function Evidence({ words: { t, href }, footprint }: FootprintProps) {
  return (
    <details>
      <summary>{t("footprint.digests")}</summary>
      <dl className="facts">
        <dt>{t("footprint.requestDigest")}</dt>
        <dd className="id">{footprint.requestDigest}</dd>
        <dt>{t("footprint.resultDigest")}</dt>
        <dd className="id">{footprint.resultDigest}</dd>
        {footprint.warnings.length === 0 ? null : (
          <>
            <dt>{t("footprint.warnings")}</dt>
            <dd>
              {footprint.warnings.map((code) => (
                <a key={code} className="id" href={href(`/help/${code}`)}>
                  {code}
                </a>
              ))}
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

const stageNames = [
  "raw_materials",
  "raw_materials_and_parts",
  "raw_materials_and_eol",
  "parts",
  "production",
  "distribution",
  "end_of_life",
] as const;

function stageName({ t }: Words, stage: string): string {
  const known = stageNames.find((name) => name === stage);
  return known === undefined ? stage : t(`stages.${known}`);
}

function methodName({ t }: Words, method: string): string {
  const known = methods.find((name) => name === method);
  return known === undefined ? method : t(`methods.${known}`);
}

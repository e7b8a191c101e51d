import { librarySource } from "../../../server/domain/carbon-footprint/library/library-words.ts";
import type { Metadata } from "next";
import {
  divide,
  isZero,
  parseExact,
  round,
  subtract,
  toDecimal,
  zero,
} from "../../../server/domain/quantity/exact.ts";
import { stackScenario } from "../../../server/domain/carbon-footprint/scenario.ts";
import { scenarioExamples } from "../../../server/domain/carbon-footprint/scenario-examples.ts";
import type { ScenarioExample } from "../../../server/domain/carbon-footprint/scenario-examples.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { asStated, percent, shown, signed, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { StepBars } from "../declarations/[id]/scenarios/step-bars.tsx";
import { signs } from "../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "scenarios")("example.title") };
}

/** Published reduction paths, recomputed on inventories made up to follow them, beside the printed figures. */
export default async function ScenarioExamples() {
  const { language, t: tc } = await spoken();
  const t = textOf(language, "scenarios");
  return (
    <Screen
      trailLabel={tc("trailLabel")}
      trail={[
        { name: tc("console"), href: "/console" },
        { name: tc("declarations.title"), href: "/console/declarations" },
        { name: t("example.title") },
      ]}
      title={t("example.title")}
      lead={t("example.lead")}
    >
      <div className="sections">
        <Notice tone="warn" title={t("example.illustrative")} />
        {scenarioExamples.map((example) => (
          <Example key={example.id} example={example} />
        ))}
      </div>
    </Screen>
  );
}

const notes = { lfp: "example.noteLfp", ncm: "example.noteNcm", routes: "example.noteRoutes" } as const;

async function Example({ example }: { readonly example: ScenarioExample }) {
  const { language, words: shared } = await spoken();
  const t = textOf(language, "scenarios");
  const words = messagesOf(language).scenarios.example;
  const scenario = stackScenario(
    example.lines,
    example.header,
    example.steps.map(({ step }) => step),
  );
  if ("errors" in scenario) throw new Error("A worked example does not compute.");
  const start = exact(scenario.start.totalKg);
  const rows = example.steps.flatMap(({ id, published }, index) => {
    const outcome = scenario.steps[index];
    if (outcome === undefined) return [];
    const added = subtract(exact(outcome.totalKg), start);
    return [{ id, published, outcome, added }];
  });
  const first = rows[0]?.added ?? zero;
  return (
    <section className="section">
      <h2>{words[example.id]}</h2>
      {example.id === "routes" ? null : (
        <StepBars
          label={t("chart", { unit: "kgCO₂e/kWh" })}
          bars={[
            { name: words.start, value: scenario.start.cfp },
            ...rows.map(({ id, outcome }) => ({ name: wordIn(words.step, id), value: outcome.cfp })),
          ]}
        />
      )}
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{t("step")}</th>
              <th scope="col" className="number">
                {words.published}
              </th>
              <th scope="col" className="number">
                {words.recomputed}
              </th>
              <th scope="col" className="number">
                {words.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {example.id === "routes" ? null : (
              <tr>
                <th scope="row">{words.start}</th>
                <td className="number" data-label={words.published}>
                  {example.publishedStart ?? words.none}
                </td>
                <td className="number" data-label={words.recomputed} title={scenario.start.cfp}>
                  {shown(scenario.start.cfp, 1)}
                </td>
                <td className="number" data-label={words.difference}>
                  {example.publishedStart === null
                    ? ""
                    : differenceShown(scenario.start.cfp, example.publishedStart)}
                </td>
              </tr>
            )}
            {rows.map(({ id, published, outcome, added }) => {
              const addedKg = toDecimal(added);
              const ofFirst = isZero(first) ? "0" : toDecimal(divide(subtract(added, first), first));
              return (
                <tr key={id}>
                  <th scope="row">{wordIn(words.step, id)}</th>
                  <td className="number" data-label={words.published}>
                    {published.value}
                    {published.changeOfStart === null
                      ? null
                      : t("example.perStart", { percent: percent(published.changeOfStart) })}
                    {published.addedKg === null ? null : t("example.addedKg", { value: published.addedKg })}
                    {published.changeOfFirst === null ? null : (
                      <div>{t("example.perFirst", { percent: percent(published.changeOfFirst) })}</div>
                    )}
                    {Object.values(published).every((value) => value === null) ? words.none : null}
                  </td>
                  <td className="number" data-label={words.recomputed} title={outcome.cfp}>
                    {example.id === "routes" ? (
                      <>
                        {t("example.addedKg", { value: shown(addedKg, 2) })}
                        {published.changeOfFirst === null ? null : (
                          <div>{t("example.perFirst", { percent: percent(ofFirst) })}</div>
                        )}
                      </>
                    ) : (
                      <>
                        {shown(outcome.cfp, 1)}
                        <div className="muted small">
                          {t("example.perStart", { percent: percent(outcome.changeOfStart ?? "0") })}
                        </div>
                      </>
                    )}
                  </td>
                  <td className="number" data-label={words.difference}>
                    {published.value === null ? null : differenceShown(outcome.cfp, published.value)}
                    {published.addedKg === null ? null : differenceShown(addedKg, published.addedKg)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="muted measure">{t(notes[example.id])}</p>
      <details>
        <summary>{words.inventory}</summary>
        <div className="table-frame">
          <table className="stacks">
            <tbody>
              {example.lines.map((line) => (
                <tr key={line.code}>
                  <th scope="row">{language === "zh" ? line.nameZh : line.nameEn}</th>
                  <td>{wordIn(shared.stage, line.stage)}</td>
                  <td className="number">
                    {asStated(line.amount ?? "")} {unitShown(line.amountUnit ?? "", language)}
                  </td>
                  <td className="number">
                    {asStated(line.factorValue ?? "")} {unitShown(line.factorUnit ?? "", language)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <p className="muted small">
        {words.source}
        {signs(language).colon}
        {librarySource(example.source)[language]}
      </p>
    </section>
  );
}

function exact(text: string) {
  return parseExact(text) ?? zero;
}

function differenceShown(recomputed: string, published: string): string {
  const places = published.split(".")[1]?.length ?? 0;
  const difference = subtract(exact(recomputed), exact(published));
  return isZero(exact(round(difference, places + 1, "half_up")))
    ? "0"
    : signed(toDecimal(difference), places + 1);
}

import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { hotSpotShare } from "../../../../../server/domain/carbon-footprint/analysis/hot-spots.ts";
import { libraryFactors } from "../../../../../server/domain/carbon-footprint/library/library.ts";
import { multiply, parseExact, toDecimal } from "../../../../../server/domain/quantity/exact.ts";
import type {
  AnalysisView,
  InputView,
  MethodsView,
  QualityView,
  SwitchCondition,
} from "../../../../../server/services/analysis/view.ts";
import type { DeclarationView } from "../../../../../server/services/footprint/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { Field } from "../../../../_ui/field.tsx";
import { Figure } from "../../../../_ui/figure.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { oneOf } from "../../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { asStated, footprintShown, percent, shown, signed, unitShown } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { subjectName } from "../../../subject-name.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { tabTitle } from "../tab-title.ts";
import { Findings } from "../findings.tsx";
import { Stages } from "../stages.tsx";
import { BandChart } from "./band-chart.tsx";
import { ContributionTree } from "./contribution-tree.tsx";
import type { TreeData } from "./contribution-tree.tsx";
import { inputWords } from "./input-words.ts";
import { MethodDifferences } from "./method-differences.tsx";
import { MonteCarlo } from "./monte-carlo.tsx";
import { Tornado } from "./tornado.tsx";
import { signs } from "../../../../_ui/signs.ts";

export function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return tabTitle(params, "analysis");
}

/** Sections of this screen, in their order; each has its anchor. */
const sections = [
  "stages",
  "tree",
  "quality",
  "methods",
  "sensitivity",
  "switches",
  "monteCarlo",
  "bands",
] as const;

/** Bars in the tornado chart; the table has more. */
const shownBars = 12;

/** Where the result comes from, what it depends on, how sure it is, and how it looks by other methods. */
export default async function Analysis({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [from, average] = [oneOf(query["from"]), oneOf(query["average"])];
  const [{ language, t: say }, view, found, declarations] = await Promise.all([
    spoken(),
    asked(registry().footprint.read({ id })),
    asked(registry().analysis.read({ id })),
    asked(registry().footprint.list()),
  ]);
  const { analysis: words } = messagesOf(language);
  const home = `/console/declarations/${id}`;
  const names = namesOf(language, view);
  const methods = await asked(
    registry().analysis.methods({
      id,
      ...(from === "" ? {} : { from }),
      ...(average === "" ? {} : { average }),
    }),
  );
  const others = declarations.filter((one) => one.id !== id);
  if (!found.computes) {
    return (
      <DeclarationScreen view={view} tab="analysis">
        <Findings
          tone="danger"
          title={words.broken}
          lead={words.brokenLead}
          findings={found.errors}
          lines={view.lines}
          at={home}
        />
      </DeclarationScreen>
    );
  }
  const { analysis } = found;
  const t = textOf(language, "analysis");
  const nameOf = (code: string) => names.get(code) ?? words.tree.wholeProduct;
  const labelOf = ({ line, label }: InputView) =>
    line === null
      ? inputWords(language, label)
      : t("pair", { name: nameOf(line), value: inputWords(language, label) });
  const { result, cfpUnit } = view;
  const unit = unitShown(cfpUnit, language);
  return (
    <DeclarationScreen view={view} tab="analysis">
      <MoreText messages={{ analysis: words }}>
        <nav aria-label={words.contents} className="on-screen">
          <ul className="row small plain-row">
            {sections.map((section) => (
              <li key={section}>
                <a href={`#${section}`}>{words.sections[section]}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="sections">
          <Stages view={view} />

          <section className="section" id="tree">
            <h2>{words.sections.tree}</h2>
            <p className="muted">{words.tree.lead}</p>
            <ContributionTree tree={treeData(language, view, analysis)} />
            <h3>{words.tree.hotSpots}</h3>
            <HotSpots language={language} analysis={analysis} nameOf={nameOf} home={home} />
          </section>

          <section className="section" id="quality">
            <h2>{words.sections.quality}</h2>
            <Quality language={language} quality={analysis.quality} primaryShare={view.primaryDataShare} />
          </section>

          <section className="section" id="methods">
            <h2>{words.sections.methods}</h2>
            <p className="muted">{words.methods.lead}</p>
            <MethodTable language={language} methods={methods} view={view} home={home} />
            <MethodChoice language={language} methods={methods} average={average} />
            <MethodDifferences language={language} methods={methods} nameOf={nameOf} />
            <p className="small muted">{words.methods.order}</p>
          </section>

          <section className="section" id="sensitivity">
            <h2>{words.sections.sensitivity}</h2>
            <p className="muted">{words.sensitivity.lead}</p>
            <Tornado
              language={language}
              unit={unit}
              rows={analysis.sensitivities
                .slice(0, shownBars)
                .map((one) => ({ ...one, label: labelOf(one.input) }))}
            />
            <SensitivityTable language={language} analysis={analysis} labelOf={labelOf} unit={unit} />
          </section>

          <section className="section" id="switches">
            <h2>{words.sections.switches}</h2>
            <p className="muted">{words.switches.lead}</p>
            <SwitchTable language={language} analysis={analysis} labelOf={labelOf} nameOf={nameOf} />
          </section>

          <section className="section" id="monteCarlo">
            <h2>{words.sections.monteCarlo}</h2>
            <p className="muted">{words.monteCarlo.lead}</p>
            <details>
              <summary>{words.monteCarlo.method}</summary>
              <p className="small">{words.monteCarlo.methodWords}</p>
            </details>
            <MonteCarlo
              id={id}
              names={Object.fromEntries(names)}
              calculated={Number(result?.cfp ?? "0")}
              unit={unit}
            />
          </section>

          <section className="section" id="bands">
            <h2>{words.sections.bands}</h2>
            <p className="muted">{words.bands.lead}</p>
            {analysis.bands.length === 0 ? <p>{words.bands.notPossible}</p> : null}
            {analysis.bands.map((strip) => (
              <BandChart
                key={strip.per}
                language={language}
                strip={strip}
                outsideWords={messagesOf(language).problems.W_OUT_OF_RANGE}
              />
            ))}
          </section>

          {others.length === 0 ? null : (
            <section className="section on-screen" id="compare">
              <h2>{words.compare.open}</h2>
              <form className="form" action="/console/compare" method="get">
                <input type="hidden" name="a" value={id} />
                <Field form="compare" name="b" label={words.compare.second}>
                  {(control) => (
                    <select {...control}>
                      {others.map((one) => (
                        <option key={one.id} value={one.id}>
                          {say("declaration.title", { number: one.number, name: subjectName(language, one) })}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                <div className="actions">
                  <button type="submit">{words.compare.submit}</button>
                </div>
              </form>
            </section>
          )}
        </div>
      </MoreText>
    </DeclarationScreen>
  );
}

function namesOf(language: Language, view: DeclarationView): ReadonlyMap<string, string> {
  return new Map(view.lines.map(({ code, nameEn, nameZh }) => [code, language === "zh" ? nameZh : nameEn]));
}

/** The tree in the words of one language, as the browser draws it. */
function treeData(language: Language, view: DeclarationView, analysis: AnalysisView): TreeData {
  const { analysis: words, console: say } = messagesOf(language);
  const t = textOf(language, "analysis");
  const isChinese = language === "zh";
  const hotSpots = new Set(analysis.hotSpots.map(({ line }) => line));
  const lines = new Map(view.lines.map((line) => [line.code, line]));
  return {
    inventory: `/console/declarations/${view.id}`,
    totalKg: analysis.totalKg,
    stages: analysis.stages.map((stage) => ({
      id: stage.stage,
      name: wordIn(say.stage, stage.stage),
      kg: stage.kg,
      share: stage.share,
      components: stage.components.map((component) => ({
        name: component.component,
        kg: component.kg,
        share: component.share,
        lines: component.lines.map(({ line: code, kg, share, isSplit, parts }) => {
          const line = lines.get(code);
          return {
            ...{ code, kg, share, isSplit },
            name: line === undefined ? words.tree.wholeProduct : isChinese ? line.nameZh : line.nameEn,
            isHotSpot: hotSpots.has(code),
            isLine: line !== undefined,
            data: line === undefined ? "" : say.dataKind[line.dataKind],
            amountSource: line === undefined ? "" : isChinese ? line.sourceZh : line.sourceEn,
            parts: parts.map((part) => ({
              name: words.part[part.name],
              kg: part.kg,
              share: part.share,
              isCredit: part.isCredit,
              terms: part.terms.map((term) => ({ ...term, input: inputWords(language, term.input) })),
              source:
                part.factor === null
                  ? line?.kind === "transport" && line.factor === null
                    ? words.tree.methodDefault
                    : words.tree.ownFactor
                  : [
                      t("tree.library", {
                        name: isChinese ? part.factor.nameZh : part.factor.nameEn,
                        version: part.factor.version,
                      }),
                      [part.factor.geography, part.factor.year].filter((one) => one !== null).join(" "),
                      part.factor.source,
                    ]
                      .filter((one) => one !== "")
                      .join("; "),
            })),
          };
        }),
      })),
    })),
  };
}

interface NamedProps {
  readonly language: Language;
  readonly analysis: AnalysisView;
  readonly nameOf: (code: string) => string;
}

/** Most rows shown of the hot spots; a flat inventory may have hundreds. */
const shownHotSpots = 25;

function HotSpots({ language, analysis, nameOf, home }: NamedProps & { readonly home: string }) {
  const t = textOf(language, "analysis");
  const { hotSpots, lineCount } = analysis;
  const rest = hotSpots.length - shownHotSpots;
  return (
    <>
      <p className="muted">
        {t("tree.hotSpotsLead", {
          count: hotSpots.length,
          all: lineCount,
          share: `${String(Number(hotSpotShare) * 100)} %`,
        })}
      </p>
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("line")}</th>
              <th scope="col" className="number">
                {t("emission")}
              </th>
              <th scope="col" className="number">
                {t("share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {hotSpots.slice(0, shownHotSpots).map(({ line, kg, share }) => (
              <tr key={line}>
                <th scope="row">
                  <a href={`${home}#line-${line}`}>{nameOf(line)}</a>
                </th>
                <td className="number" title={kg} data-label={t("emission")}>
                  {shown(kg, 2)}
                </td>
                <td className="number" data-label={t("share")}>
                  {percent(share)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest <= 0 ? null : <p className="small muted">{t("methods.furtherLines", { count: rest })}</p>}
    </>
  );
}

function Quality({
  language,
  quality,
  primaryShare,
}: {
  readonly language: Language;
  readonly quality: QualityView | null;
  readonly primaryShare: string | null;
}) {
  const t = textOf(language, "analysis");
  const words = messagesOf(language).analysis.quality;
  return (
    <>
      <div className="columns">
        {primaryShare === null ? null : (
          <Figure
            label={words.primaryShare}
            value={percent(primaryShare)}
            unit=""
            basis={words.primaryBasis}
          />
        )}
        {quality === null ? null : (
          <Figure
            label={words.rating}
            value={shown(quality.total, 2)}
            unit={wordIn(words.class, quality.class.replaceAll(" ", "_"))}
            exact={quality.total}
            basis={t("quality.ratingBasis", { scheme: words.scheme[quality.scheme] })}
          />
        )}
      </div>
      {quality === null ? (
        <p className="muted">{words.none}</p>
      ) : (
        <>
          <p className="muted">{words.lead}</p>
          <div className="table-frame">
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.criterion}</th>
                  <th scope="col" className="number">
                    {words.score}
                  </th>
                </tr>
              </thead>
              <tbody>
                {quality.criteria.map(({ name, score }) => (
                  <tr key={name}>
                    <th scope="row">
                      {wordIn({ TeR: words.TeR, GeR: words.GeR, TiR: words.TiR, P: words.P }, name)}
                    </th>
                    <td className="number" title={score}>
                      {shown(score, 2)}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{words.total}</th>
                  <td className="number" title={quality.total}>
                    {shown(quality.total, 2)}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
          <p className="small muted">
            {t("quality.rated", { share: percent(quality.ratedShare) })}{" "}
            {quality.unrated === 0 ? null : t("quality.unrated", { count: quality.unrated })}
          </p>
        </>
      )}
    </>
  );
}

interface MethodProps {
  readonly language: Language;
  readonly methods: MethodsView;
}

function MethodTable({
  language,
  methods,
  view,
  home,
}: MethodProps & { readonly view: DeclarationView; readonly home: string }) {
  const t = textOf(language, "analysis");
  const { analysis, console: say } = messagesOf(language);
  const words = analysis.methods;
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{words.method}</th>
            <th scope="col" className="number">
              {words.total}
            </th>
            <th scope="col" className="number">
              {words.result}
            </th>
            <th scope="col" className="number">
              {words.denominator}
            </th>
          </tr>
        </thead>
        {methods.results.map(({ method, methodVersion, result, errors, assumptions, outside }) => (
          <tbody key={method}>
            <tr>
              <th scope="row">
                {wordIn(say.method, method)}
                <div className="small muted">
                  <code>{methodVersion}</code>
                </div>
                <div className="small muted">{wordIn(words.why, method)}</div>
              </th>
              {result === null ? (
                <td colSpan={3} className="wide-cell warn">
                  {words.refused}
                </td>
              ) : (
                <>
                  <td className="number" title={result.totalKg} data-label={words.total}>
                    {shown(result.totalKg, 2)}
                  </td>
                  <td className="number" title={result.perUnit} data-label={words.result}>
                    {footprintShown(result.perUnit, 4)}{" "}
                    <span className="unit">{unitShown(result.unit, language)}</span>
                  </td>
                  <td className="number" title={result.denominator} data-label={words.denominator}>
                    {shown(result.denominator, 0)}{" "}
                    <span className="unit">{unitShown(result.denominatorUnit, language)}</span>
                  </td>
                </>
              )}
            </tr>
            {errors.length + assumptions.length + outside.length === 0 ? null : (
              <tr className="under-row">
                <td colSpan={4} className="wide-cell">
                  <div className="stack-tight small">
                    {errors.length === 0 ? null : (
                      <Findings
                        tone="warn"
                        title={words.refusedLead}
                        lead=""
                        findings={errors}
                        lines={view.lines}
                        at={home}
                      />
                    )}
                    {outside.length === 0 ? null : (
                      <div>{t("methods.outside", { count: outside.length })}</div>
                    )}
                    {assumptions.length === 0 ? null : (
                      <details>
                        <summary>{words.assumptions}</summary>
                        <ul>
                          {[...new Set(assumptions.map(({ code }) => code))].map((code) => {
                            const lines = assumptions.filter((one) => one.code === code && one.line !== null);
                            const text = wordIn(words.assumption, code);
                            return (
                              <li key={code}>
                                {lines.length === 0
                                  ? text
                                  : t("methods.assumedFor", { text, count: lines.length })}
                              </li>
                            );
                          })}
                        </ul>
                      </details>
                    )}
                  </div>
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** What the comparison starts from, and what stands in place of electricity that a method refuses. */
function MethodChoice({ language, methods, average }: MethodProps & { readonly average: string }) {
  const { analysis, console: say } = messagesOf(language);
  const words = analysis.methods;
  const isRefused = methods.results.some(({ errors }) =>
    errors.some(({ code }) => code === "E_ELECTRICITY_MODEL"),
  );
  const mixes = libraryFactors.filter(
    ({ category, unit }) => category === "electricity" && unit === "kgCO2e/kWh",
  );
  return (
    <form className="form on-screen" method="get" action="#methods">
      <div className="form-grid">
        <Field form="methods" name="from" label={words.from}>
          {(control) => (
            <select {...control} defaultValue={methods.from}>
              {methods.results.map(({ method, result }) => (
                <option key={method} value={method} disabled={result === null}>
                  {wordIn(say.method, method)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {isRefused || average !== "" ? (
          <Field form="methods" name="average" label={words.average} help={words.averageHelp}>
            {(control) => (
              <select {...control} defaultValue={average}>
                <option value="">{words.averageNone}</option>
                {mixes.map((mix) => (
                  <option key={mix.id} value={mix.id}>
                    {language === "zh" ? mix.nameZh : mix.nameEn} ({asStated(mix.value)}{" "}
                    {unitShown(mix.unit, language)})
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
      </div>
      <div className="actions">
        <button type="submit">{words.show}</button>
      </div>
    </form>
  );
}

interface LabelledProps {
  readonly language: Language;
  readonly analysis: AnalysisView;
  readonly labelOf: (input: InputView) => string;
}

function SensitivityTable(props: LabelledProps & { readonly unit: string }) {
  const { language, analysis } = props;
  const t = textOf(language, "analysis");
  const strongest = analysis.sensitivities.slice(0, shownBars);
  const weaker = analysis.sensitivities.slice(shownBars);
  return (
    <>
      <SensitivityRows {...props} rows={strongest} />
      {weaker.length === 0 ? null : (
        <details>
          <summary>{t("sensitivity.weaker", { count: weaker.length })}</summary>
          <SensitivityRows {...props} rows={weaker} />
        </details>
      )}
      {analysis.furtherInputs === 0 ? null : (
        <p className="small muted">{t("sensitivity.rest", { count: analysis.furtherInputs })}</p>
      )}
    </>
  );
}

function SensitivityRows({
  language,
  labelOf,
  unit,
  rows,
}: Omit<LabelledProps, "analysis"> & {
  readonly unit: string;
  readonly rows: AnalysisView["sensitivities"];
}) {
  const words = messagesOf(language).analysis.sensitivity;
  const { comma } = signs(language);
  return (
    <div className="table-frame">
      <table className="stacks stacks-early stacks-tight">
        <thead>
          <tr>
            <th scope="col">{words.input}</th>
            <th scope="col" className="number">
              {words.now}
            </th>
            <th scope="col" className="number">
              {words.less}
              {comma}
              {unit}
            </th>
            <th scope="col" className="number">
              {words.more}
              {comma}
              {unit}
            </th>
            <th scope="col" className="number">
              {words.swing}
              {comma}
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ input, low, high, swing }) => (
            <tr key={`${input.line ?? ""} ${input.name}`}>
              <th scope="row">{labelOf(input)}</th>
              <td className="number" title={input.value} data-label={words.now}>
                {asStated(input.value)} <span className="unit">{unitShown(input.unit, language)}</span>
              </td>
              <td className="number" title={low.perUnit} data-label={words.less}>
                {signed(low.difference, 4)}
              </td>
              <td className="number" title={high.perUnit} data-label={words.more}>
                {signed(high.difference, 4)}
              </td>
              <td className="number" title={swing} data-label={words.swing}>
                {shown(swing, 4)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SwitchTable({ language, analysis, labelOf, nameOf }: LabelledProps & Pick<NamedProps, "nameOf">) {
  const t = textOf(language, "analysis");
  const words = messagesOf(language).analysis.switches;
  const isChinese = language === "zh";
  const conditionWords = (condition: SwitchCondition) => {
    switch (condition.kind) {
      case "declaration":
        return t("switches.declaration", {
          number: condition.number,
          name: isChinese ? condition.nameZh : condition.nameEn,
        });
      case "class":
        return t("switches.class", { name: condition.name, ruleSet: condition.ruleSet });
      case "band":
        return t("switches.band", {
          name: isChinese ? condition.nameZh : condition.nameEn,
          edge: `${asStated(condition.edge)} ${unitShown("kgCO2e/kWh")}`,
        });
      case "order":
        return t("switches.order", { line: nameOf(condition.line), other: nameOf(condition.other) });
    }
  };
  if (analysis.switches.length === 0) return <p>{words.empty}</p>;
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{words.condition}</th>
            <th scope="col" className="number">
              {words.value}
            </th>
            <th scope="col" className="number">
              {words.change}
            </th>
          </tr>
        </thead>
        {analysis.switches.map(({ condition, points }) => (
          <tbody className="group" key={JSON.stringify(condition)}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                {conditionWords(condition)}
              </th>
            </tr>
            {points.map(({ input, value, change, tolerance }) => (
              <tr key={`${input.line ?? ""} ${input.name}`}>
                <th scope="row">{labelOf(input)}</th>
                <td className="number" title={value} data-label={words.value}>
                  {shown(value, 4)} <span className="unit">{unitShown(input.unit, language)}</span>{" "}
                  <span className="small muted">
                    {tolerance === null ? words.exact : t("switches.near", { tolerance })}
                  </span>
                </td>
                <td className="number" title={change} data-label={words.change}>
                  {signed(hundredfold(change), 1)} %
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** A share as percent, with all its digits. */
function hundredfold(share: string): string {
  const exact = parseExact(share);
  return exact === null ? share : toDecimal(multiply(exact, { numerator: 100n, divisor: 1n, scale: 0 }));
}

import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import type { InputView } from "../../../../../server/services/analysis/view.ts";
import type { DeclarationView } from "../../../../../server/services/footprint/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { Field } from "../../../../_ui/field.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { oneOf } from "../../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { unitShown } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { subjectName } from "../../../subject-name.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { tabTitle } from "../tab-title.ts";
import { Findings } from "../findings.tsx";
import { Stages } from "../stages.tsx";
import { BandChart } from "./band-chart.tsx";
import { ContributionTree } from "./contribution-tree.tsx";
import { HotSpots } from "./hot-spots.tsx";
import { inputWords } from "./input-words.ts";
import { MethodDifferences } from "./method-differences.tsx";
import { MethodChoice, MethodTable } from "./method-table.tsx";
import { MonteCarlo } from "./monte-carlo.tsx";
import { Quality } from "./quality.tsx";
import { SensitivityTable, strongestInputs } from "./sensitivity-table.tsx";
import { SwitchTable } from "./switch-table.tsx";
import { Tornado } from "./tornado.tsx";
import { treeData } from "./tree-data.ts";

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

/** Where the result comes from, what it depends on, how sure it is, and how it looks by other methods. */
export default async function Analysis({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [from, average] = [oneOf(query["from"]), oneOf(query["average"])];
  const [{ language, t: say }, view, found, declarations] = await Promise.all([
    spoken(),
    declarationOf(id),
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
                .slice(0, strongestInputs)
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

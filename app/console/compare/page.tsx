import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import type { ComparisonView, ComparedDeclaration } from "../../../server/services/analysis/view.ts";
import type { DeclarationRow } from "../../../server/services/footprint/view.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { Field } from "../../_ui/field.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { oneOf } from "../../_ui/screen-props.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { asStated, footprintShown, shown, signed, unitShown } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { subjectName } from "../subject-name.ts";
import { signs } from "../../_ui/signs.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await spoken();
  return { title: textOf(language, "analysis")("compare.title") };
}

/** Two declarations line by line: two versions, two plants or two models. */
export default async function Compare({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const [a, b] = [oneOf(query["a"]), oneOf(query["b"])];
  const [{ language, t: say }, declarations] = await Promise.all([
    spoken(),
    asked(registry().footprint.list()),
  ]);
  const words = messagesOf(language).analysis.compare;
  const comparison =
    a === "" || b === "" ? null : await asked(registry().analysis.compare({ first: a, second: b }));
  return (
    <Screen
      trailLabel={say("trailLabel")}
      trail={[
        { name: say("console"), href: "/console" },
        { name: say("declarations.title"), href: "/console/declarations" },
        { name: words.title },
      ]}
      title={words.title}
      lead={<p>{words.lead}</p>}
    >
      <form className="form on-screen" method="get">
        <div className="stack">
          <Choice name="a" label={words.first} chosen={a} declarations={declarations} language={language} />
          <Choice name="b" label={words.second} chosen={b} declarations={declarations} language={language} />
        </div>
        <div className="actions">
          <button type="submit">{words.submit}</button>
        </div>
      </form>
      {comparison === null ? (
        <p className="muted">{words.choose}</p>
      ) : (
        <Comparison language={language} view={comparison} />
      )}
    </Screen>
  );
}

function Choice({
  name,
  label,
  chosen,
  declarations,
  language,
}: {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly declarations: readonly DeclarationRow[];
  readonly language: Language;
}) {
  const t = textOf(language, "console");
  const { state } = messagesOf(language).console;
  const { open, close } = signs(language);
  return (
    <Field form="compare" name={name} label={label}>
      {(control) => (
        <select {...control} defaultValue={chosen} required>
          <option value="" disabled>
            {messagesOf(language).analysis.none}
          </option>
          {declarations.map((one) => (
            <option key={one.id} value={one.id}>
              {t("declaration.title", { number: one.number, name: subjectName(language, one) })}
              {open}
              {state[one.state]}
              {close}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface ComparisonProps {
  readonly language: Language;
  readonly view: ComparisonView;
}

function Comparison({ language, view }: ComparisonProps) {
  const t = textOf(language, "analysis");
  const { comma } = signs(language);
  const words = messagesOf(language).analysis.compare;
  const { first, second, comparison } = view;
  if (comparison === null) return <Notice tone="warn" title={words.notComputable} />;
  const { difference, matchedByName, unchanged } = comparison;
  const isSameUnit = first.unit === second.unit;
  return (
    <div className="sections">
      <section className="section" id="result">
        <h2>{words.result}</h2>
        {first.method === second.method ? null : <Notice tone="info" title={words.otherMethod} />}
        {isSameUnit ? null : (
          <Notice
            tone="info"
            title={t("compare.otherUnit", {
              first: unitShown(first.unit, language),
              second: unitShown(second.unit, language),
            })}
          />
        )}
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <td />
                <th scope="col" className="number">
                  {words.result}
                </th>
                <th scope="col" className="number">
                  {words.total}
                  {comma}
                  {t("kg")}
                </th>
              </tr>
            </thead>
            <tbody>
              <Head language={language} label={words.first} of={first} />
              <Head language={language} label={words.second} of={second} />
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t("difference")}</th>
                <td className="number" title={difference.cfpDifference} data-label={words.result}>
                  {isSameUnit ? signed(difference.cfpDifference, 4) : t("none")}
                </td>
                <td className="number" title={difference.totalDifferenceKg} data-label={words.total}>
                  {signed(difference.totalDifferenceKg, 2)}
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      </section>
      <section className="section" id="lines">
        <h2>{t("methods.lines")}</h2>
        <p className="muted">
          {difference.lines.length === 0 ? words.same : t("compare.unchanged", { count: unchanged })}{" "}
          {matchedByName.length === 0 ? null : t("compare.matched", { count: matchedByName.length })}
        </p>
        {difference.lines.length === 0 ? null : <Lines language={language} view={comparison} />}
      </section>
    </div>
  );
}

function Head({
  language,
  label,
  of,
}: {
  readonly language: Language;
  readonly label: string;
  readonly of: ComparedDeclaration;
}) {
  const t = textOf(language, "console");
  const words = messagesOf(language);
  const name = language === "zh" ? of.subjectNameZh : of.subjectName;
  return (
    <tr>
      <th scope="row">
        {label}
        {signs(language).colon}
        <Link href={`/console/declarations/${of.id}`}>
          {t("declaration.title", { number: of.number, name })}
        </Link>
        <div className="small muted">
          {words.console.state[of.state]}
          {signs(language).comma}
          {wordIn(words.console.method, of.method)}
        </div>
      </th>
      <td className="number" title={of.result?.cfp} data-label={words.analysis.compare.result}>
        {of.result === null ? null : footprintShown(of.result.cfp)}{" "}
        <span className="unit">{unitShown(of.unit, language)}</span>
      </td>
      <td className="number" title={of.result?.totalKg} data-label={words.analysis.compare.total}>
        {of.result === null ? null : shown(of.result.totalKg, 2)}
      </td>
    </tr>
  );
}

function Lines({
  language,
  view,
}: {
  readonly language: Language;
  readonly view: NonNullable<ComparisonView["comparison"]>;
}) {
  const t = textOf(language, "analysis");
  const words = messagesOf(language).analysis.compare;
  const fields = messagesOf(language).console.field;
  const { colon, comma } = signs(language);
  const size = (kg: string) => Math.abs(Number(kg));
  const lines = view.difference.lines.toSorted((a, b) => size(b.differenceKg) - size(a.differenceKg));
  return (
    <div className="table-frame">
      <table className="stacks stacks-early stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{words.changeOf}</th>
            <th scope="col" className="number">
              {words.first}
              {comma}
              {t("kg")}
            </th>
            <th scope="col" className="number">
              {words.second}
              {comma}
              {t("kg")}
            </th>
            <th scope="col" className="number">
              {t("difference")}
              {comma}
              {t("kg")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.change} ${line.code}`}>
              <th scope="row">{language === "zh" ? line.nameZh : line.nameEn}</th>
              <td className="wide-cell small" data-label={words.changeOf}>
                {line.change !== "changed"
                  ? words.change[line.change]
                  : line.inputs.length === 0
                    ? words.byMethod
                    : line.inputs.map(({ field, before, after }) => (
                        <div key={field}>
                          {wordIn(fields, field)}
                          {colon}
                          {printed(language, before)} → {printed(language, after)}
                        </div>
                      ))}
              </td>
              <td className="number" title={line.beforeKg} data-label={words.first}>
                {line.change === "added" ? t("none") : shown(line.beforeKg, 2)}
              </td>
              <td className="number" title={line.afterKg} data-label={words.second}>
                {line.change === "removed" ? t("none") : shown(line.afterKg, 2)}
              </td>
              <td className="number" title={line.differenceKg} data-label={t("difference")}>
                {signed(line.differenceKg, 2)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("tree.total")}</th>
            <td />
            <td />
            <td />
            <td className="number" title={view.difference.totalDifferenceKg} data-label={t("difference")}>
              {signed(view.difference.totalDifferenceKg, 2)}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A value with its unit as it stands in an inventory. */
function printed(language: Language, value: string): string {
  if (value === "") return textOf(language, "analysis")("none");
  const [, number = "", unit = ""] = /^(-?\d\S*) (.+)$/.exec(value) ?? [];
  return unit === "" ? asStated(value) : `${asStated(number)} ${unitShown(unit, language)}`;
}

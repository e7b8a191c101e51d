import type { MethodsView } from "../../../../../server/services/analysis/view.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import type { Language } from "../../../../_text/languages.ts";
import { signed, shown, footprintShown, unitShown } from "../../../../_ui/shown.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { signs } from "../../../../_ui/signs.ts";

interface MethodDifferencesProps {
  readonly language: Language;
  readonly methods: MethodsView;
  readonly nameOf: (code: string) => string;
}

/** From one method to each other: every rule with what it changes, from the first result to the last digit of the second. */
export function MethodDifferences({ language, methods, nameOf }: MethodDifferencesProps) {
  const t = textOf(language, "analysis");
  const { methods: words } = messagesOf(language).analysis;
  const names = messagesOf(language).console.method;
  const { colon, comma } = signs(language);
  const start = methods.results.find(({ method }) => method === methods.from);
  if (start?.result == null) return <p className="muted">{words.noDifference}</p>;
  const from = start.result;
  return methods.differences.map((difference) => {
    const end = methods.results.find(({ method }) => method === difference.to)?.result;
    if (end == null) return null;
    const hasUnit = difference.perUnit !== null;
    const steps = difference.steps.filter(({ kg, perUnit, rule }) =>
      rule === "denominator" ? perUnit !== "0" : kg !== "0",
    );
    const isSame = hasUnit && difference.kg === "0" && difference.perUnit === "0";
    return (
      <details key={difference.to} className="fold">
        <summary>
          {t("methods.explained", {
            from: wordIn(names, methods.from),
            to: wordIn(names, difference.to),
          })}{" "}
          <span className="muted">
            {signed(difference.kg, 2)} {t("kg")}
            {hasUnit && difference.perUnit !== null
              ? `${comma}${signed(difference.perUnit, 4)} ${unitShown(difference.unitFrom, language)}`
              : ""}
          </span>
        </summary>
        <div className="stack">
          {isSame ? <p>{words.same}</p> : null}
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{words.step}</th>
                  <th scope="col" className="number">
                    {words.stepKg}
                  </th>
                  {hasUnit ? (
                    <th scope="col" className="number">
                      {words.stepUnit}
                      {comma}
                      {unitShown(difference.unitFrom, language)}
                    </th>
                  ) : null}
                  <th scope="col">{words.lines}</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">
                    {words.start}
                    {colon}
                    {wordIn(names, methods.from)}
                  </th>
                  <td className="number" title={from.totalKg} data-label={words.total}>
                    {shown(from.totalKg, 2)}
                  </td>
                  {hasUnit ? (
                    <td className="number" title={from.perUnit} data-label={words.result}>
                      {footprintShown(from.perUnit, 4)}
                    </td>
                  ) : null}
                  <td />
                </tr>
                {steps.map((step) => (
                  <tr key={step.rule}>
                    <th scope="row">
                      {words.rule[step.rule]}
                      <div className="small muted">
                        {step.rule === "allocation"
                          ? `${wordIn(words.why, methods.from)} → ${wordIn(words.why, difference.to)}`
                          : words.because[step.rule]}
                      </div>
                    </th>
                    <td className="number" title={step.kg} data-label={words.stepKg}>
                      {step.rule === "denominator" ? null : signed(step.kg, 2)}
                    </td>
                    {hasUnit ? (
                      <td className="number" title={step.perUnit ?? undefined} data-label={words.stepUnit}>
                        {step.perUnit === null ? null : signed(step.perUnit, 4)}
                      </td>
                    ) : null}
                    <td className="wide-cell small" data-label={words.lines}>
                      {step.rule === "denominator" ? (
                        `${shown(from.denominator, 0)} ${unitShown(from.denominatorUnit, language)} → ${shown(end.denominator, 0)} ${unitShown(end.denominatorUnit, language)}`
                      ) : step.lines.length === 0 ? null : (
                        <details>
                          <summary>
                            {t("methods.changedLines", { count: step.lines.length + step.furtherLines })}
                          </summary>
                          <ul>
                            {step.lines.map(({ line, kg }) => (
                              <li key={line} title={kg}>
                                {nameOf(line)}
                                {colon}
                                {signed(kg, 2)}
                              </li>
                            ))}
                            {step.furtherLines === 0 ? null : (
                              <li className="muted">
                                {t("methods.furtherLines", { count: step.furtherLines })}
                              </li>
                            )}
                          </ul>
                        </details>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">
                    {words.end}
                    {colon}
                    {wordIn(names, difference.to)}
                  </th>
                  <td className="number" title={end.totalKg} data-label={words.total}>
                    {shown(end.totalKg, 2)}
                  </td>
                  {hasUnit ? (
                    <td className="number" title={end.perUnit} data-label={words.result}>
                      {footprintShown(end.perUnit, 4)}
                    </td>
                  ) : null}
                  <td />
                </tr>
              </tfoot>
            </table>
          </div>
          {hasUnit ? null : (
            <p className="small muted">
              {t("methods.otherUnit", {
                from: `${footprintShown(from.perUnit)} ${unitShown(difference.unitFrom, language)}`,
                to: `${footprintShown(end.perUnit)} ${unitShown(difference.unitTo, language)}`,
              })}
            </p>
          )}
        </div>
      </details>
    );
  });
}

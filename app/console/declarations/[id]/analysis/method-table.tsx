import { libraryFactors } from "../../../../../server/domain/carbon-footprint/library/library.ts";
import type { MethodsView } from "../../../../../server/services/analysis/view.ts";
import type { DeclarationView } from "../../../../../server/services/footprint/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { Field } from "../../../../_ui/field.tsx";
import { asStated, footprintShown, shown, unitShown } from "../../../../_ui/shown.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { Findings } from "../findings.tsx";
import { bracketed } from "../../../../_ui/signs.ts";

interface MethodProps {
  readonly language: Language;
  readonly methods: MethodsView;
}

/** The same inventory by each method: totals, results, and why one refuses it. */
export function MethodTable({
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
                        <summary>
                          {t("methods.assumptions", {
                            count: new Set(assumptions.map(({ code }) => code)).size,
                          })}
                        </summary>
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
export function MethodChoice({ language, methods, average }: MethodProps & { readonly average: string }) {
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
                    {`${language === "zh" ? mix.nameZh : mix.nameEn}${bracketed(language, `${asStated(mix.value)} ${unitShown(mix.unit, language)}`)}`}
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

import type { AnalysisView, InputView } from "../../../../../server/services/analysis/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { signs } from "../../../../_ui/signs.ts";
import { asStated, shown, signed, unitShown } from "../../../../_ui/shown.ts";

/** Inputs that are seen at once, as bars and as rows; the others are a click away. */
export const strongestInputs = 12;

interface SensitivityProps {
  readonly language: Language;
  readonly analysis: AnalysisView;
  readonly labelOf: (input: InputView) => string;
  readonly unit: string;
}

/** What each input does to the result, a tenth less and a tenth more; the weaker ones folded away. */
export function SensitivityTable(props: SensitivityProps) {
  const { language, analysis } = props;
  const t = textOf(language, "analysis");
  const strongest = analysis.sensitivities.slice(0, strongestInputs);
  const weaker = analysis.sensitivities.slice(strongestInputs);
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
}: Omit<SensitivityProps, "analysis"> & {
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

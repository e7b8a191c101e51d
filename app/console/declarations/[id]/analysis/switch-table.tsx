import { multiply, parseExact, toDecimal } from "../../../../../server/domain/quantity/exact.ts";
import type {
  AnalysisView,
  InputView,
  SwitchCondition,
} from "../../../../../server/services/analysis/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asStated, shown, signed, unitShown } from "../../../../_ui/shown.ts";

interface SwitchTableProps {
  readonly language: Language;
  readonly analysis: AnalysisView;
  readonly labelOf: (input: InputView) => string;
  readonly nameOf: (code: string) => string;
}

/** Where an input would have to be for something to change: another order, a limit, another declaration. */
export function SwitchTable({ language, analysis, labelOf, nameOf }: SwitchTableProps) {
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
          edge: `${asStated(condition.edge)} ${unitShown("kgCO2e/kWh", language)}`,
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

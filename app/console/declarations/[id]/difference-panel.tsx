import type { Difference } from "../../../../server/services/footprint/view.ts";
import { asStated, shown, signed } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";

/** What differs from the released declaration, line by line, down to the sum: the lines add up to the difference. */
export async function DifferencePanel({
  difference,
  unit,
}: {
  readonly difference: Difference;
  readonly unit: string;
}) {
  const { language, t, words } = await spoken();
  const { against, lines, energyBeforeKWh, energyAfterKWh } = difference;
  if (lines.length === 0 && energyBeforeKWh === energyAfterKWh) {
    return <p className="muted">{t("declaration.differenceNone", { number: against.number })}</p>;
  }
  return (
    <>
      <p className="muted">{t("declaration.differenceAgainst", { number: against.number })}</p>
      <div className="table-frame" data-testid="difference">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("declaration.line")}</th>
              <th scope="col">{t("declaration.input")}</th>
              <th scope="col" className="number">
                {t("declaration.before")} (kgCO₂e)
              </th>
              <th scope="col" className="number">
                {t("declaration.after")} (kgCO₂e)
              </th>
              <th scope="col" className="number">
                {t("declaration.differenceOf")} (kgCO₂e)
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.code}>
                <th scope="row">
                  <a href={`#line-${line.code}`}>{language === "zh" ? line.nameZh : line.nameEn}</a>
                </th>
                <td>
                  {line.change === "changed"
                    ? line.inputs.map(({ field, before, after }) => (
                        <div key={field}>
                          {t("declaration.inputChange", {
                            field: wordIn(words.field, field),
                            before: before === "" ? t("declaration.none") : before,
                            after: after === "" ? t("declaration.none") : after,
                          })}
                        </div>
                      ))
                    : t(line.change === "added" ? "declaration.lineAdded" : "declaration.lineRemoved")}
                </td>
                <td className="number" title={line.beforeKg}>
                  {shown(line.beforeKg, 2)}
                </td>
                <td className="number" title={line.afterKg}>
                  {shown(line.afterKg, 2)}
                </td>
                <td className="number" title={line.differenceKg}>
                  {signed(line.differenceKg, 2)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t("declaration.total")}
              </th>
              <td className="number">{shown(difference.totalBeforeKg, 2)}</td>
              <td className="number">{shown(difference.totalAfterKg, 2)}</td>
              <td className="number">{signed(difference.totalDifferenceKg, 2)}</td>
            </tr>
            {energyBeforeKWh === null ||
            energyAfterKWh === null ||
            energyBeforeKWh === energyAfterKWh ? null : (
              <tr>
                <th scope="row" colSpan={2}>
                  {t("declaration.energy")} (kWh)
                </th>
                <td className="number">{asStated(energyBeforeKWh)}</td>
                <td className="number">{asStated(energyAfterKWh)}</td>
                <td />
              </tr>
            )}
            <tr>
              <th scope="row" colSpan={2}>
                {t("declaration.result")} ({unit})
              </th>
              <td className="number" title={difference.cfpBefore}>
                {shown(difference.cfpBefore, 4)}
              </td>
              <td className="number" title={difference.cfpAfter}>
                {shown(difference.cfpAfter, 4)}
              </td>
              <td className="number" title={difference.cfpDifference}>
                {signed(difference.cfpDifference, 4)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

import Link from "next/link";
import { add, parseExact, toDecimal, zero } from "../../../../server/domain/quantity/exact.ts";
import type { Difference } from "../../../../server/services/footprint/view.ts";
import { textOf } from "../../../_text/text.ts";
import { asStated, shown, signed } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";
import { bracketed } from "../../../_ui/signs.ts";

/** Rows on the screen; what is further is one row, so that they still add up. */
const mostLines = 100;

/** What differs from the released declaration, line by line, down to the sum: the lines add up to the difference. */
export async function DifferencePanel({
  difference,
  unit,
  hrefOf,
}: {
  readonly difference: Difference;
  readonly unit: string;
  /** Address of a line. */
  readonly hrefOf: (code: string) => string;
}) {
  const { language, t, words } = await spoken();
  const inKg = (name: "before" | "after" | "differenceOf") =>
    `${t(`declaration.${name}`)}${bracketed(language, "kgCO₂e")}`;
  const { against, energyBeforeKWh, energyAfterKWh } = difference;
  const lines = difference.lines.slice(0, mostLines);
  const further = difference.lines.slice(mostLines);
  if (lines.length === 0 && energyBeforeKWh === energyAfterKWh) {
    return <p className="muted">{t("declaration.differenceNone", { number: against.number })}</p>;
  }
  return (
    <>
      <p className="muted">{t("declaration.differenceAgainst", { number: against.number })}</p>
      <div className="table-frame" data-testid="difference">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("declaration.line")}</th>
              <th scope="col">{t("declaration.input")}</th>
              <th scope="col" className="number">
                {inKg("before")}
              </th>
              <th scope="col" className="number">
                {inKg("after")}
              </th>
              <th scope="col" className="number">
                {inKg("differenceOf")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.code}>
                <th scope="row">
                  <Link href={hrefOf(line.code)}>{language === "zh" ? line.nameZh : line.nameEn}</Link>
                </th>
                <td data-label={t("declaration.input")}>
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
                <td className="number" title={line.beforeKg} data-label={inKg("before")}>
                  {shown(line.beforeKg, 2)}
                </td>
                <td className="number" title={line.afterKg} data-label={inKg("after")}>
                  {shown(line.afterKg, 2)}
                </td>
                <td className="number" title={line.differenceKg} data-label={inKg("differenceOf")}>
                  {signed(line.differenceKg, 2)}
                </td>
              </tr>
            ))}
            {further.length === 0 ? null : (
              <tr>
                <th scope="row" colSpan={2}>
                  {textOf(language, "inventory")("rows.further", { count: further.length })}
                </th>
                <td className="number" data-label={inKg("before")}>
                  {shown(summed(further.map(({ beforeKg }) => beforeKg)), 2)}
                </td>
                <td className="number" data-label={inKg("after")}>
                  {shown(summed(further.map(({ afterKg }) => afterKg)), 2)}
                </td>
                <td className="number" data-label={inKg("differenceOf")}>
                  {signed(summed(further.map(({ differenceKg }) => differenceKg)), 2)}
                </td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t("declaration.total")}
              </th>
              <td className="number" data-label={t("declaration.before")}>
                {shown(difference.totalBeforeKg, 2)}
              </td>
              <td className="number" data-label={t("declaration.after")}>
                {shown(difference.totalAfterKg, 2)}
              </td>
              <td className="number" data-label={t("declaration.differenceOf")}>
                {signed(difference.totalDifferenceKg, 2)}
              </td>
            </tr>
            {energyBeforeKWh === null ||
            energyAfterKWh === null ||
            energyBeforeKWh === energyAfterKWh ? null : (
              <tr>
                <th scope="row" colSpan={2}>
                  {t("declaration.energy")}
                  {bracketed(language, "kWh")}
                </th>
                <td className="number" data-label={t("declaration.before")}>
                  {asStated(energyBeforeKWh)}
                </td>
                <td className="number" data-label={t("declaration.after")}>
                  {asStated(energyAfterKWh)}
                </td>
                <td />
              </tr>
            )}
            <tr>
              <th scope="row" colSpan={2}>
                {t("declaration.result")}
                {bracketed(language, unit)}
              </th>
              <td className="number" title={difference.cfpBefore} data-label={t("declaration.before")}>
                {shown(difference.cfpBefore, 5)}
              </td>
              <td className="number" title={difference.cfpAfter} data-label={t("declaration.after")}>
                {shown(difference.cfpAfter, 5)}
              </td>
              <td
                className="number"
                title={difference.cfpDifference}
                data-label={t("declaration.differenceOf")}
              >
                {signed(difference.cfpDifference, 5)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function summed(decimals: readonly string[]): string {
  return toDecimal(decimals.flatMap((decimal) => parseExact(decimal) ?? []).reduce(add, zero));
}

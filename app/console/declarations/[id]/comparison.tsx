import { parseExact, round, subtract, toDecimal } from "../../../../server/domain/quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../../../../server/domain/quantity/unit.ts";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { asStated, shown, signed, unitShown } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";

/** What the published document prints, beside what the inventory gives; nothing when there is no such document. */
export async function Comparison({ view }: { readonly view: DeclarationView }) {
  const { language, t } = await spoken();
  const { published, publishedTotal, result } = view;
  if (published === null && publishedTotal === null) return null;
  const keptOut = view.lines.filter(({ published: row }) => row !== null && row.problem !== null).length;
  const rows = [
    {
      name: t("declaration.perFunctionalUnit"),
      printed: published,
      ours: result?.cfp ?? null,
      unit: view.cfpUnit,
    },
    { name: t("declaration.total"), printed: publishedTotal, ours: result?.totalKg ?? null, unit: "kgCO2e" },
  ];
  return (
    <section className="section" id="published">
      <h2>{t("declaration.compare")}</h2>
      <p className="muted">{t("declaration.compareLead")}</p>
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("declaration.result")}</th>
              <th scope="col" className="number">
                {t("declaration.published")}
              </th>
              <th scope="col" className="number">
                {t("declaration.recomputed")}
              </th>
              <th scope="col" className="number">
                {t("declaration.differenceOf")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, printed, ours, unit }) => {
              if (printed === null) return null;
              const same = ours === null ? null : inUnitOf(printed.unit, ours, unit);
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number" data-label={t("declaration.published")}>
                    {asStated(printed.value)}{" "}
                    <span className="unit">{unitShown(printed.unit, language)}</span>
                  </td>
                  <td className="number" data-label={t("declaration.recomputed")}>
                    {ours === null ? (
                      <span className="warn">{t("declarations.doesNotCompute")}</span>
                    ) : (
                      <span title={`${ours} ${unit}`}>
                        {shown(same ?? ours, placesOf(printed.value) + 2)}{" "}
                        <span className="unit">
                          {unitShown(same === null ? unit : printed.unit, language)}
                        </span>
                      </span>
                    )}
                  </td>
                  <td className="number" data-label={t("declaration.differenceOf")}>
                    {same === null ? null : equalAsPrinted(same, printed.value) ? (
                      t("declaration.sameAtPrecision")
                    ) : (
                      <>
                        {signed(difference(same, printed.value), placesOf(printed.value) + 1)}{" "}
                        <span className="unit">{unitShown(printed.unit, language)}</span>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {keptOut === 0 ? null : (
        <p className="small muted">{t("declaration.compareKeptOut", { count: keptOut })}</p>
      )}
      {published === null ? null : (
        <p className="small muted">{t("declaration.publishedSource", { source: published.source })}</p>
      )}
    </section>
  );
}

/** Our value in the unit of the printed one; null when the units do not measure the same thing. */
function inUnitOf(printedUnit: string, value: string, unit: string): string | null {
  const [from, to] = [parseUnit(unit), parseUnit(printedUnit)];
  const exact = parseExact(value);
  if (from === null || to === null || exact === null || !areComparable(from, to)) return null;
  return toDecimal(convert(exact, from, to));
}

function equalAsPrinted(value: string, printed: string): boolean {
  const [ours, theirs] = [parseExact(value), parseExact(printed)];
  if (ours === null || theirs === null) return false;
  const places = placesOf(printed);
  return round(ours, places, "half_up") === round(theirs, places, "half_up");
}

function difference(value: string, printed: string): string {
  const [ours, theirs] = [parseExact(value), parseExact(printed)];
  return ours === null || theirs === null ? "" : toDecimal(subtract(ours, theirs));
}

function placesOf(decimal: string): number {
  return decimal.split(".")[1]?.length ?? 0;
}

import { divide, isZero, multiply, parseExact, toDecimal } from "../../../../server/domain/quantity/exact.ts";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { StageBar, StageKey } from "../../../_ui/stage-bar.tsx";
import { percent, shown, unitShown } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { inStageOrder } from "../in-stage-order.ts";
import { wordIn } from "../../../_ui/word-in.ts";

/** The life-cycle stages as a picture and as a table with the same figures. */
export async function Stages({ view }: { readonly view: DeclarationView }) {
  const { language, t, words } = await spoken();
  const { result } = view;
  const mode = view.inventory.parameters.rounding ?? "half_up";
  if (result === null) return null;
  const perUnit = unitShown(view.cfpUnit, language).split("/").slice(1).join("/");
  const stages = inStageOrder(view.method, Object.keys(result.stagesKg)).map((id) => ({
    id,
    kg: result.stagesKg[id] ?? "0",
    name: wordIn(words.stage, id),
    share: result.shares[id] ?? "0",
    percent: percent(result.shares[id] ?? "0", mode),
    ofUnit: share(result.stagesKg[id] ?? "0", result.totalKg, result.cfp),
    published: view.publishedShares?.[id],
  }));
  const anyPublished = stages.some(({ published }) => published !== undefined);
  return (
    <section className="section" id="stages">
      <h2>{t("declaration.stages")}</h2>
      <StageBar label={t("declaration.stagesPicture")} stages={stages} />
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("declaration.stage")}</th>
              <th scope="col" className="number">
                {t("declaration.emission")}
              </th>
              <th scope="col" className="number">
                {t("declaration.perUnit", { unit: perUnit })}
              </th>
              <th scope="col" className="number">
                {t("declaration.share")}
              </th>
              {anyPublished ? (
                <th scope="col" className="number">
                  {t("declaration.publishedShare")}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <tr key={stage.id}>
                <th scope="row">
                  <StageKey id={stage.id} />
                  {stage.name}
                </th>
                <td className="number" title={stage.kg} data-label={t("declaration.emission")}>
                  {shown(stage.kg, 2, mode)}
                </td>
                <td className="number" data-label={t("declaration.perUnit", { unit: perUnit })}>
                  {shown(stage.ofUnit, 4, mode)}
                </td>
                <td className="number" data-label={t("declaration.share")}>
                  {stage.percent}
                </td>
                {anyPublished ? (
                  <td className="number" data-label={t("declaration.publishedShare")}>
                    {stage.published === undefined ? t("declaration.none") : percent(stage.published)}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("declaration.sum")}</th>
              <td className="number" title={result.totalKg} data-label={t("declaration.emission")}>
                {shown(result.totalKg, 2, mode)}
              </td>
              <td className="number" data-label={t("declaration.perUnit", { unit: perUnit })}>
                {shown(result.cfp, 4, mode)}
              </td>
              <td className="number" data-label={t("declaration.share")}>
                {percent("1")}
              </td>
              {anyPublished ? <td /> : null}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** The part of `whole` that belongs to `part` of `total`. */
function share(part: string, total: string, whole: string): string {
  const [a, b, c] = [parseExact(part), parseExact(total), parseExact(whole)];
  if (a === null || b === null || c === null || isZero(b)) return part;
  return toDecimal(divide(multiply(a, c), b));
}

import { hotSpotShare } from "../../../../../server/domain/carbon-footprint/analysis/hot-spots.ts";
import type { AnalysisView } from "../../../../../server/services/analysis/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { textOf } from "../../../../_text/text.ts";
import { percent, shown } from "../../../../_ui/shown.ts";
import { lineAddress } from "../line-rows.ts";

interface HotSpotsProps {
  readonly language: Language;
  readonly analysis: AnalysisView;
  readonly nameOf: (code: string) => string;
  readonly home: string;
}

/** Most rows shown of the hot spots; a flat inventory may have hundreds. */
const shownHotSpots = 25;

/** Lines that make 80 %, largest first. */
export function HotSpots({ language, analysis, nameOf, home }: HotSpotsProps) {
  const t = textOf(language, "analysis");
  const { hotSpots, lineCount } = analysis;
  const rest = hotSpots.length - shownHotSpots;
  return (
    <>
      <p className="muted">
        {t("tree.hotSpotsLead", {
          count: hotSpots.length,
          all: lineCount,
          share: `${String(Number(hotSpotShare) * 100)} %`,
        })}
      </p>
      <div className="table-frame">
        <table className="stacks stacks-tight">
          <thead>
            <tr>
              <th scope="col">{t("line")}</th>
              <th scope="col" className="number">
                {t("emission")}
              </th>
              <th scope="col" className="number">
                {t("share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {hotSpots.slice(0, shownHotSpots).map(({ line, kg, share }) => (
              <tr key={line}>
                <th scope="row">
                  <a href={lineAddress(home, line)}>{nameOf(line)}</a>
                </th>
                <td className="number" title={kg} data-label={t("emission")}>
                  {shown(kg, 2)}
                </td>
                <td className="number" data-label={t("share")}>
                  {percent(share)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest <= 0 ? null : <p className="small muted">{t("methods.furtherLines", { count: rest })}</p>}
    </>
  );
}

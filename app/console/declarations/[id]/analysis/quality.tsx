import type { QualityView } from "../../../../../server/services/analysis/view.ts";
import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { Figure } from "../../../../_ui/figure.tsx";
import { percent, shown } from "../../../../_ui/shown.ts";
import { wordIn } from "../../../../_ui/word-in.ts";

/** How good the data are, by the scheme of the method, and how much of them is the maker's own. */
export function Quality({
  language,
  quality,
  primaryShare,
}: {
  readonly language: Language;
  readonly quality: QualityView | null;
  readonly primaryShare: string | null;
}) {
  const t = textOf(language, "analysis");
  const words = messagesOf(language).analysis.quality;
  return (
    <>
      <div className="columns">
        {primaryShare === null ? null : (
          <Figure
            label={words.primaryShare}
            value={percent(primaryShare)}
            unit=""
            basis={words.primaryBasis}
          />
        )}
        {quality === null ? null : (
          <Figure
            label={words.rating}
            value={shown(quality.total, 2)}
            unit={wordIn(words.class, quality.class.replaceAll(" ", "_"))}
            exact={quality.total}
            basis={t("quality.ratingBasis", { scheme: words.scheme[quality.scheme] })}
          />
        )}
      </div>
      {quality === null ? (
        <p className="muted">{words.none}</p>
      ) : (
        <>
          <p className="muted">{words.lead}</p>
          <div className="table-frame">
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.criterion}</th>
                  <th scope="col" className="number">
                    {words.score}
                  </th>
                </tr>
              </thead>
              <tbody>
                {quality.criteria.map(({ name, score }) => (
                  <tr key={name}>
                    <th scope="row">
                      {wordIn({ TeR: words.TeR, GeR: words.GeR, TiR: words.TiR, P: words.P }, name)}
                    </th>
                    <td className="number" title={score}>
                      {shown(score, 2)}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{words.total}</th>
                  <td className="number" title={quality.total}>
                    {shown(quality.total, 2)}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
          <p className="small muted">
            {t("quality.rated", { share: percent(quality.ratedShare) })}{" "}
            {quality.unrated === 0 ? null : t("quality.unrated", { count: quality.unrated })}
          </p>
        </>
      )}
    </>
  );
}

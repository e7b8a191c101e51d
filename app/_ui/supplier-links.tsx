import type { SupplierLink } from "../../server/services/opinion/view.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { asStated, day, unitShown } from "./shown.ts";

/** The suppliers' figures behind a declaration, each with how it checks now. */
export function SupplierLinks({
  language,
  links,
}: {
  readonly language: Language;
  readonly links: readonly SupplierLink[];
}) {
  const t = textOf(language, "opinions");
  if (links.length === 0) return <p>{t("assess.suppliersNone")}</p>;
  return (
    <div className="table-frame">
      <table className="stacks">
        <caption className="visually-hidden">{t("assess.suppliersCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("assess.supplier")}</th>
            <th scope="col">{t("assess.value")}</th>
            <th scope="col">{t("assess.check")}</th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr key={link.id}>
              <th scope="row">
                {link.supplierName}
                <div className="small muted">{link.productName}</div>
              </th>
              <td data-label={t("assess.value")}>
                {asStated(link.value)} {unitShown(link.unit, language)}
              </td>
              <td data-label={t("assess.check")}>
                <Check language={language} link={link} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Check({ language, link }: { readonly language: Language; readonly link: SupplierLink }) {
  const t = textOf(language, "opinions");
  const { verdict } = link;
  // What became of it later has words of its own below.
  const failed = verdict?.parts.find(({ part, state }) => state === "failed" && part !== "status");
  const isEnded = failed?.code === "R_TIME_EXPIRED";
  return (
    <>
      {verdict === null ? t("assess.unsigned") : null}
      {verdict !== null && (failed === undefined || isEnded) ? t("assess.signedHolds") : null}
      {failed === undefined || isEnded ? null : (
        <span className="danger">
          {t("assess.signedFails")}{" "}
          {failed.code === undefined ? null : <a href={`/help/${failed.code}`}>{failed.code}</a>}
        </span>
      )}
      {link.isUnchanged ? null : <div className="danger">{t("assess.changed")}</div>}
      {link.withdrawn === null ? null : (
        <div className="danger">
          {t("assess.withdrawn", {
            date: day(language, link.withdrawn.at),
            reason: textOf(language, "status")(`revocation.${link.withdrawn.reason}`),
          })}
        </div>
      )}
      {link.isExpired || isEnded ? <div className="small warn">{t("assess.expired")}</div> : null}
      {link.isReplaced ? <div className="small warn">{t("assess.newer")}</div> : null}
      {link.recordPath === null ? null : (
        <div className="small">
          <a href={link.recordPath}>{t("assess.signedRecord")}</a>
        </div>
      )}
    </>
  );
}

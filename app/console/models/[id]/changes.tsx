import type { RenewalReason } from "../../../../server/domain/carbon-footprint/renewal.ts";
import type { ModelView } from "../../../../server/services/model/view.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { day } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { renewalSentence } from "../../declarations/[id]/standing-notices.tsx";
import { ChangeForm } from "./change-form.tsx";

interface ChangesProps {
  readonly model: ModelView;
  /** Why its released declaration asks for a new one. */
  readonly renewal: readonly RenewalReason[];
}

/** Changes of the product or its making that ask for a new declaration, and what they ask now. */
export async function Changes({ model, renewal }: ChangesProps) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const { review } = messagesOf(language);
  return (
    <section className="section" id="changes">
      <h2>{t("changes")}</h2>
      <p className="muted">{t("changesLead")}</p>
      {renewal.length === 0 ? null : (
        <Notice tone="warn" title={t("renewal")}>
          <ul>
            {renewal.map((reason) => (
              <li key={`${reason.kind} ${reason.from} ${reason.note ?? ""}`}>
                {renewalSentence(language, reason)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {model.changes.length === 0 ? (
        <p>{t("changesNone")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("changeKind")}</th>
                <th scope="col">{t("changedOn")}</th>
                <th scope="col">{t("changeNote")}</th>
                <th scope="col">{t("changeRecorded")}</th>
              </tr>
            </thead>
            <tbody>
              {model.changes.map((change) => (
                <tr key={`${change.recordedAt} ${change.kind} ${change.note}`}>
                  <th scope="row">{review.kind[change.kind]}</th>
                  <td className="nowrap" data-label={t("changedOn")}>
                    {day(language, change.changedOn)}
                  </td>
                  <td data-label={t("changeNote")}>{change.note}</td>
                  <td data-label={t("changeRecorded")}>
                    {change.byName === null
                      ? day(language, change.recordedAt)
                      : t("nameOn", { name: change.byName, day: day(language, change.recordedAt) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {model.may.edit ? (
        <details>
          <summary>{t("recordChange")}</summary>
          <MoreText messages={{ review }}>
            <ChangeForm modelId={model.id} />
          </MoreText>
        </details>
      ) : null}
    </section>
  );
}

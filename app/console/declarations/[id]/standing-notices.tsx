import type { RenewalReason } from "../../../../server/domain/carbon-footprint/renewal.ts";
import type { StaleReason } from "../../../../server/domain/carbon-footprint/staleness.ts";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import type { Language } from "../../../_text/languages.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { day } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { citationShown, signs } from "../../../_ui/signs.ts";

interface StandingNoticesProps {
  readonly view: DeclarationView;
  /** Why the declaration released now asks for a new one; the view's own unless given. */
  readonly renewal?: readonly RenewalReason[];
}

/** Where a declaration stands: on the way to release, superseded in its basis, or asking for a new one. */
export async function StandingNotices({ view, renewal = view.renewal }: StandingNoticesProps) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const { review, stale, hints } = view;
  const sources = [...new Set(renewal.map(({ source }) => source))];
  return (
    <>
      {review.returned === null ? null : (
        <Notice
          tone="warn"
          title={t("returnedTitle", {
            name: review.returned.byName,
            day: day(language, review.returned.at),
          })}
        >
          <p className="note-text">{review.returned.note}</p>
        </Notice>
      )}
      {view.state !== "in_review" ? null : view.isApproved ? (
        <Notice tone="good" title={t("approvedTitle")}>
          <p>
            {t("approved", {
              name: review.reviewedByName ?? t("nobody"),
              day: review.reviewedAt === null ? "" : day(language, review.reviewedAt),
            })}
          </p>
        </Notice>
      ) : (
        <Notice tone="info" title={t("waitingTitle")}>
          <p>
            {t("waiting", {
              name: review.submittedByName ?? t("nobody"),
              day: review.submittedAt === null ? "" : day(language, review.submittedAt),
            })}
          </p>
          {review.isOwnWork ? <p>{t("ownWork")}</p> : null}
        </Notice>
      )}
      {renewal.length === 0 ? null : (
        <Notice tone="warn" title={t("renewal")}>
          <ul>
            {renewal.map((reason) => (
              <li key={`${reason.kind} ${reason.from} ${reason.note ?? ""}`}>
                {renewalSentence(language, reason)}
              </li>
            ))}
          </ul>
          <p className="small">
            {t("renewalLead", {
              source: sources
                .map((source) => citationShown(language, source))
                .join(signs(language).semicolon),
            })}
          </p>
        </Notice>
      )}
      {stale.length === 0 ? null : (
        <Notice tone="warn" title={t("stale")}>
          <ul>
            {stale.map((reason) => (
              <li key={`${reason.kind} ${reason.id} ${reason.used}`}>{staleSentence(language, reason)}</li>
            ))}
          </ul>
          <p className="small">{t(view.may.edit ? "staleDraftLead" : "staleLead")}</p>
        </Notice>
      )}
      {hints.length === 0 ? null : (
        <Notice tone="info" title={t("hints")}>
          <ul>
            {hints.map(({ kind, day: on }) => (
              <li key={kind}>{t(`hint.${kind}`, { day: day(language, on) })}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

/** Why a declaration asks for a new one, in one sentence. */
export function renewalSentence(language: Language, { kind, from, note, lines }: RenewalReason): string {
  const t = textOf(language, "review");
  const what = messagesOf(language).review.kind[kind];
  if (note === null) {
    const names = lines
      .map(({ nameEn, nameZh }) => (language === "zh" ? nameZh : nameEn))
      .join(signs(language).list);
    return t("renewalInDraft", { what, day: day(language, from), lines: names });
  }
  return `${t("renewalFrom", { what, day: day(language, from) })}${signs(language).colon}${note}`;
}

/** What is superseded or has run out, and since when. */
function staleSentence(language: Language, { kind, id, used, current, since }: StaleReason): string {
  const t = textOf(language, "review");
  const values = { id, used, current: current ?? "" };
  const what =
    kind === "method"
      ? t("staleMethod", values)
      : kind === "gwpSet"
        ? t("staleGwpSet", values)
        : kind === "ruleSet"
          ? t("staleRuleSet", values)
          : kind === "withdrawnFigure"
            ? t("staleSupplierWithdrawn", values)
            : kind === "supplierFigure"
              ? t(current === null ? "staleSupplier" : "staleSupplierReplaced", values)
              : t(current === null ? "staleFactorOver" : "staleFactor", values);
  if (since === null) return what;
  return t("staleSince", { what, day: /^\d{4}-\d{2}-\d{2}$/.test(since) ? day(language, since) : since });
}

import type { InterestRules } from "../../../../server/domain/access/interest-rules.ts";
import type { InterestGrantView } from "../../../../server/services/interest/list.ts";
import type { Language } from "../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { scopeOf, stateOf } from "../../../_ui/interest-words.ts";
import { day } from "../../../_ui/shown.ts";
import { GrantInterest, RevokeInterest } from "./interests.tsx";

interface InterestSectionProps {
  readonly language: Language;
  readonly person: { readonly id: string; readonly name: string };
  readonly grants: readonly InterestGrantView[];
  readonly rules: InterestRules;
}

/** What a person may read of restricted data, why, and until when. */
export function InterestSection({ language, person, grants, rules }: InterestSectionProps) {
  const t = textOf(language, "interest");
  return (
    <section className="section">
      <h2 id="interests" tabIndex={-1}>
        {t("grants.title")}
      </h2>
      <p className="muted">{t("grants.lead")}</p>
      <MoreText messages={{ interest: messagesOf(language).interest }}>
        {grants.length === 0 ? (
          <p>{t("grants.none")}</p>
        ) : (
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{t("grants.purpose")}</th>
                  <th scope="col">{t("grants.batteries")}</th>
                  <th scope="col">{t("grants.reason")}</th>
                  <th scope="col">{t("grants.endsOn")}</th>
                  <th scope="col">{t("grants.state")}</th>
                </tr>
              </thead>
              <tbody>
                {grants.map((grant) => (
                  <tr key={grant.id}>
                    <th scope="row">{grant.purpose?.title[language] ?? grant.purposeId}</th>
                    <td data-label={t("grants.batteries")}>{scopeOf(language, grant)}</td>
                    <td data-label={t("grants.reason")}>{grant.reason}</td>
                    <td className="nowrap" data-label={t("grants.endsOn")}>
                      {day(language, grant.endsOn)}
                    </td>
                    <td data-label={t("grants.state")}>
                      {grant.isOpen ? (
                        <>
                          {t("grants.open")} <RevokeInterest id={grant.id} name={person.name} />
                        </>
                      ) : (
                        stateOf(language, grant)
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <GrantInterest
          userId={person.id}
          purposes={rules.purposes.map(({ id, title }) => ({ id, title: title[language] }))}
        />
      </MoreText>
    </section>
  );
}

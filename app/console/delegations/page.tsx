import type { Metadata } from "next";
import { registry } from "../../../server/caller.ts";
import type { DelegationView } from "../../../server/services/life/list-delegations.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { mayDo } from "../../_ui/may.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Screen } from "../../_ui/screen.tsx";
import { day } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";
import { spoken } from "../../_ui/spoken.ts";
import { wordIn } from "../../_ui/word-in.ts";
import { GrantForm, RevokeDelegation } from "./delegation-acts.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "life")("delegations.title") };
}

/** Authority in writing, given and held, with giving and revoking. */
export default async function Delegations() {
  const [{ language, t: c, words }, delegations, partners, operators, may] = await Promise.all([
    spoken(),
    asked(registry().delegation.list()),
    asked(registry().life.partners()),
    asked(registry().operator.list()),
    mayDo(),
  ]);
  const t = textOf(language, "life");
  const giving = operators.filter(({ id }) => may("delegation.write", id));
  const isOwn = (id: string) => operators.some((one) => one.id === id);
  const roles = ["author", "reviewer", "signer"].map((id) => ({ id, name: wordIn(words.role, id) }));
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[{ name: c("console"), href: "/console" }, { name: t("delegations.title") }]}
      title={t("delegations.title")}
      lead={t("delegations.lead")}
    >
      <MoreText messages={{ life: messagesOf(language).life }}>
        <div className="sections">
          <Given
            language={language}
            side="given"
            rows={delegations.filter(({ operator }) => isOwn(operator.id))}
            mayRevoke={(operatorId) => may("delegation.write", operatorId)}
          />
          <Given
            language={language}
            side="held"
            rows={delegations.filter(({ operator }) => !isOwn(operator.id))}
            mayRevoke={() => false}
          />
          {giving.length === 0 ? null : (
            <section className="section" id="grant">
              <h2>{t("delegations.grant")}</h2>
              <GrantForm
                own={giving.map(({ id, name, nameOriginal }) => ({
                  ...{ id, name: named(language, name, nameOriginal) },
                }))}
                partners={partners.map(({ id, name, nameOriginal, identifier }) => ({
                  ...{ id, name: `${named(language, name, nameOriginal)} · ${identifier}` },
                }))}
                roles={roles}
              />
            </section>
          )}
        </div>
      </MoreText>
    </Screen>
  );
}

interface GivenProps {
  readonly language: Language;
  readonly side: "given" | "held";
  readonly rows: readonly DelegationView[];
  readonly mayRevoke: (operatorId: string) => boolean;
}

function Given({ language, side, rows, mayRevoke }: GivenProps) {
  const t = textOf(language, "life");
  const words = messagesOf(language).console.role;
  const other = t(side === "given" ? "delegations.to" : "delegations.by");
  return (
    <section className="section" id={side}>
      <h2>{t(`delegations.${side}`)}</h2>
      {rows.length === 0 ? (
        <p className="muted">{t(side === "given" ? "delegations.noneGiven" : "delegations.noneHeld")}</p>
      ) : null}
      {rows.length === 0 ? null : (
        <div className="table-frame">
          <table className="stacks">
            <caption className="visually-hidden">{t(`delegations.${side}`)}</caption>
            <thead>
              <tr>
                <th scope="col">{other}</th>
                <th scope="col">{t("delegations.roles")}</th>
                <th scope="col">{t("delegations.days")}</th>
                <th scope="col">{t("delegations.document")}</th>
                <th scope="col">{t("delegations.state")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const { name, nameOriginal } = side === "given" ? row.delegate : row.operator;
                const isOpen = row.state === "inForce" || row.state === "notYet";
                return (
                  <tr key={row.id}>
                    <th scope="row">{named(language, name, nameOriginal)}</th>
                    <td data-label={t("delegations.roles")}>
                      {row.roles.map((role) => wordIn(words, role)).join(signs(language).comma)}
                    </td>
                    <td data-label={t("delegations.days")}>
                      {day(language, row.startsOn)} – {day(language, row.endsOn)}
                    </td>
                    <td data-label={t("delegations.document")}>
                      <a href={`/api/evidence/${row.document.id}`}>{row.document.title}</a>
                    </td>
                    <td data-label={t("delegations.state")}>
                      <div className="row">
                        {t(`delegations.states.${row.state}`)}
                        {isOpen && mayRevoke(row.operator.id) ? <RevokeDelegation id={row.id} /> : null}
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

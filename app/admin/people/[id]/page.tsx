import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { day } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { Confirmed } from "./confirmed.tsx";
import { CreateToken } from "./create-token.tsx";
import { GiveRoles } from "./give-roles.tsx";
import { InterestSection } from "./interest-section.tsx";
import { SetPassword } from "./set-password.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.people.title") };
}

/** One person: roles to give and withdraw, a new password, tokens for their machines. */
export default async function Person({ params }: ScreenProps<{ id: string }>) {
  const wanted = await params;
  const [{ language, t, words }, person, operators, account, grants, rules] = await Promise.all([
    spoken(),
    asked(registry().account.person(wanted)),
    asked(registry().operator.list()),
    asked(registry().account.me()),
    asked(registry().interest.of({ userId: wanted.id })),
    asked(registry().interest.rules()),
  ]);
  const { id, name } = person;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("admin.title"), href: "/admin" },
        { name: t("admin.people.title"), href: "/admin/people" },
        { name },
      ]}
      title={name}
      lead={<span className="identifier">{person.email}</span>}
    >
      <div className="sections">
        <section className="section">
          <h2 id="roles" tabIndex={-1}>
            {t("admin.person.roles")}
          </h2>
          <p className="muted">{t("admin.person.rolesLead")}</p>
          {person.held.length === 0 ? (
            <p className="warn">{t("admin.person.none")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("admin.person.role")}</th>
                    <th scope="col">{t("admin.person.for")}</th>
                    <th scope="col">
                      <span className="visually-hidden">{t("admin.person.withdraw")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {person.held.flatMap(({ operatorId, operatorName, roles }) =>
                    roles.map((role) => {
                      const scope = operatorName ?? t("admin.registry");
                      return (
                        <tr key={`${operatorId ?? ""} ${role}`}>
                          <th scope="row">{words.role[role]}</th>
                          <td data-label={t("admin.person.for")}>{scope}</td>
                          <td>
                            <Confirmed
                              deed={{ withdraw: { userId: id, operatorId, role } }}
                              opener={t("admin.person.withdraw")}
                              title={t("admin.person.withdrawTitle", { role: words.role[role] })}
                              question={t("admin.person.withdrawConfirm", {
                                ...{ name, scope, role: words.role[role] },
                              })}
                              submit={t("admin.person.withdraw")}
                              back="roles"
                            />
                          </td>
                        </tr>
                      );
                    }),
                  )}
                </tbody>
              </table>
            </div>
          )}
          <details>
            <summary>{t("admin.person.give")}</summary>
            <GiveRoles
              userId={id}
              operators={operators.map(({ id: operatorId, name: operatorName }) => ({
                id: operatorId,
                name: operatorName,
              }))}
            />
          </details>
        </section>

        <InterestSection {...{ language, person, grants, rules }} />

        <section className="section">
          <h2>{t("admin.person.password")}</h2>
          {id === account?.userId ? (
            <p>
              <Link href="/account">{t("admin.account.change")}</Link>
            </p>
          ) : (
            <>
              <p className="muted">{t("admin.person.passwordLead")}</p>
              <SetPassword userId={id} name={name} />
            </>
          )}
        </section>

        <section className="section">
          <h2 id="tokens" tabIndex={-1}>
            {t("admin.person.tokens")}
          </h2>
          <p className="muted">{t("admin.person.tokensLead")}</p>
          {person.tokens.length === 0 ? (
            <p>{t("admin.person.noTokens")}</p>
          ) : (
            <div className="table-frame">
              <table className="stacks">
                <thead>
                  <tr>
                    <th scope="col">{t("admin.person.tokenName")}</th>
                    <th scope="col">{t("admin.person.made")}</th>
                    <th scope="col">{t("admin.person.lastDay")}</th>
                    <th scope="col">
                      <span className="visually-hidden">{t("admin.person.revoke")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {person.tokens.map((token) => (
                    <tr key={token.id}>
                      <th scope="row">{token.name}</th>
                      <td className="nowrap" data-label={t("admin.person.made")}>
                        {day(language, token.createdAt)}
                      </td>
                      <td className="nowrap" data-label={t("admin.person.lastDay")}>
                        {token.lastDay === null
                          ? t("admin.person.untilRevoked")
                          : day(language, token.lastDay)}{" "}
                        {token.isExpired ? <span className="warn">{t("admin.person.expired")}</span> : null}
                      </td>
                      <td>
                        <Confirmed
                          deed={{ revoke: { id: token.id } }}
                          opener={t("admin.person.revoke")}
                          title={t("admin.person.revokeTitle", { name: token.name })}
                          question={t("admin.person.revokeConfirm")}
                          submit={t("admin.person.revokeSubmit")}
                          back="tokens"
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <CreateToken userId={id} />
        </section>
      </div>
    </Screen>
  );
}

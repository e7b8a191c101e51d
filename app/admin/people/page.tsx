import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { asked } from "../../_ui/asked.ts";
import { Screen } from "../../_ui/screen.tsx";
import { day } from "../../_ui/shown.ts";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.people.title") };
}

/** Everybody who can sign in, with the roles grouped by whom they are held for. Never empty: somebody is looking at it. */
export default async function People() {
  const [{ language, t, words }, people, account] = await Promise.all([
    spoken(),
    asked(registry().account.people()),
    asked(registry().account.me()),
  ]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: t("admin.title"), href: "/admin" }, { name: t("admin.people.title") }]}
      title={t("admin.people.title")}
      lead={<p>{t("admin.people.lead")}</p>}
      action={
        <Link className="button button-primary" href="/admin/people/new">
          {t("admin.people.create")}
        </Link>
      }
    >
      <div className="table-words">{t("admin.count.people", { count: people.length })}</div>
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{t("admin.people.name")}</th>
              <th scope="col">{t("admin.people.email")}</th>
              <th scope="col">{t("admin.people.roles")}</th>
              <th scope="col" className="number">
                {t("admin.people.tokens")}
              </th>
              <th scope="col">{t("admin.people.since")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Link href={`/admin/people/${person.id}`}>{person.name}</Link>{" "}
                  {person.id === account?.userId ? (
                    <span className="tag">{t("admin.people.you")}</span>
                  ) : null}
                </th>
                <td className="identifier" data-label={t("admin.people.email")}>
                  {person.email}
                </td>
                <td className="wide-cell" data-label={t("admin.people.roles")}>
                  {person.held.length === 0 ? (
                    <span className="warn">{t("admin.people.noRoles")}</span>
                  ) : (
                    person.held.map(({ operatorId, operatorName, roles }) => (
                      <div key={operatorId}>
                        {t("admin.inScope", {
                          roles: roles.map((role) => words.role[role]).join(t("admin.listOf")),
                          scope: operatorName ?? t("admin.registry"),
                        })}
                      </div>
                    ))
                  )}
                </td>
                <td className="number" data-label={t("admin.people.tokens")}>
                  {person.tokens.length}
                </td>
                <td className="nowrap" data-label={t("admin.people.since")}>
                  {day(language, person.createdAt)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Screen>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { registry } from "../../../server/caller.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { asked } from "../../_ui/asked.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { named } from "../../_ui/named.ts";
import { Notice } from "../../_ui/notice.tsx";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";
import { AddMember, RemoveMember } from "./member-forms.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "opinions")("bodies.title") };
}

/** Notified bodies and authorities that sign, and who acts for each. */
export default async function Bodies() {
  const [{ language, t: common, words }, bodies, people] = await Promise.all([
    spoken(),
    asked(registry().body.list()),
    asked(registry().account.people()),
  ]);
  const t = textOf(language, "opinions");
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[{ name: common("admin.title"), href: "/admin" }, { name: t("bodies.title") }]}
      title={t("bodies.title")}
      lead={<p>{t("bodies.lead")}</p>}
      action={
        <Link className="button button-primary" href="/admin/bodies/new">
          {t("bodies.create")}
        </Link>
      }
    >
      <MoreText messages={{ opinions: messagesOf(language).opinions }}>
        <div className="sections">
          {bodies.length === 0 ? <p>{t("bodies.none")}</p> : null}
          {bodies.map(({ id, slug, kind, name, nameOriginal, members }) => {
            const body = named(language, name, nameOriginal);
            const fitting = people.filter(
              (person) =>
                person.held.some(({ roles }) => roles.includes(kind)) &&
                members.every(({ userId }) => userId !== person.id),
            );
            return (
              <section className="section" key={id}>
                <h2 id={slug} tabIndex={-1}>
                  {body}
                </h2>
                <p>
                  {t(`bodies.kind.${kind}`)} · <a href={`/op/${slug}/did.json`}>{t("bodies.identity")}</a>
                </p>
                {members.length === 0 ? (
                  <p className="warn">{t("bodies.noMembers")}</p>
                ) : (
                  <div className="table-frame">
                    <table className="stacks">
                      <caption>{t("bodies.membersOf", { name: body })}</caption>
                      <thead>
                        <tr>
                          <th scope="col">{t("bodies.person")}</th>
                          <th scope="col">
                            <span className="visually-hidden">{t("bodies.remove")}</span>
                          </th>
                        </tr>
                      </thead>
                      <tbody>
                        {members.map((member) => (
                          <tr key={member.userId}>
                            <th scope="row">
                              {member.name}
                              <div className="small muted identifier">{member.email}</div>
                            </th>
                            <td>
                              <RemoveMember
                                bodyId={id}
                                userId={member.userId}
                                name={member.name}
                                body={body}
                                back={slug}
                              />
                            </td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                )}
                {fitting.length === 0 ? (
                  <Notice tone="info" title={t("bodies.nobodyFits", { role: words.role[kind] })} />
                ) : (
                  <AddMember
                    bodyId={id}
                    people={fitting.map((person) => ({
                      id: person.id,
                      name: `${person.name} · ${person.email}`,
                    }))}
                  />
                )}
              </section>
            );
          })}
        </div>
      </MoreText>
    </Screen>
  );
}

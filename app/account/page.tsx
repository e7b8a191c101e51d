import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { registry } from "../../server/caller.ts";
import { localeOf, messagesOf } from "../_text/text.ts";
import { signInFor } from "../_ui/asked.ts";
import { ConsoleText } from "../_ui/console-text.tsx";
import { homeNames } from "../_ui/home-names.ts";
import { MoreText } from "../_ui/more-text.tsx";
import { Notice } from "../_ui/notice.tsx";
import { pagePath } from "../_ui/page-path.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { homesOf } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { ReleaseRights } from "./release-rights.tsx";
import { PasswordForm } from "./password-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.account.title"), robots: { index: false } };
}

/** Everybody's own account, whatever their role: who they are here, and their password. */
export default async function Account({ searchParams }: ScreenProps) {
  const { changed } = await searchParams;
  const [{ language, t, words, problems }, account] = await Promise.all([spoken(), registry().account.me()]);
  if (account === null) redirect(signInFor(await pagePath()));
  const rights = await registry().account.releaseRights();
  const names = homeNames(words);
  return (
    <PublicFrame language={language} narrow>
      <ConsoleText language={language} locale={localeOf(language)} messages={{ console: words, problems }}>
        <div className="sections">
          <div className="stack">
            <h1>{t("admin.account.title")}</h1>
            <p className="muted">{t("admin.account.lead")}</p>
            <dl className="facts">
              <dt>{t("admin.account.name")}</dt>
              <dd>{account.name}</dd>
              <dt>{t("admin.account.email")}</dt>
              <dd className="identifier">{account.email}</dd>
              <dt>{t("admin.account.roles")}</dt>
              <dd>
                {account.memberships.length === 0
                  ? t("admin.account.noRoles")
                  : [...byHolder(account.memberships)].map(([holder, held]) => (
                      <div key={holder}>
                        {t("admin.inScope", {
                          roles: held.map(({ role }) => words.role[role]).join(t("admin.listOf")),
                          scope: held[0]?.operatorName ?? t("admin.registry"),
                        })}
                      </div>
                    ))}
              </dd>
            </dl>
            <div className="row">
              {homesOf(account).map((home) => (
                <a key={home} className="button" href={home}>
                  {names[home]}
                </a>
              ))}
              <SignOutButton label={t("account.signOut")} />
            </div>
          </div>
          {rights.length === 0 ? null : (
            <MoreText messages={{ tokens: messagesOf(language).tokens }}>
              <ReleaseRights rights={rights} own={account.userId} />
            </MoreText>
          )}
          <section className="section">
            <h2>{t("admin.account.change")}</h2>
            <p className="muted">{t("admin.account.changeLead")}</p>
            {changed === "1" ? (
              <Notice tone="good" title={t("admin.account.changed")} live>
                <p>{t("admin.account.changedHelp")}</p>
              </Notice>
            ) : null}
            <PasswordForm email={account.email} />
          </section>
        </div>
      </ConsoleText>
    </PublicFrame>
  );
}

/** Memberships by the operator they are held for; those of the registry itself together. */
function byHolder<M extends { readonly operatorId: string | null }>(
  memberships: readonly M[],
): Map<string, M[]> {
  const held = new Map<string, M[]>();
  for (const membership of memberships) {
    const holder = membership.operatorId ?? "";
    held.set(holder, [...(held.get(holder) ?? []), membership]);
  }
  return held;
}

import type { Metadata } from "next";
import type { ReactNode } from "react";
import { registry } from "../../server/caller.ts";
import { localeOf } from "../_text/text.ts";
import { AccountLinks } from "../_ui/account-links.tsx";
import { ConsoleText } from "../_ui/console-text.tsx";
import { LanguageSwitch } from "../_ui/language-switch.tsx";
import { pagePath } from "../_ui/page-path.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { Wordmark } from "../_ui/wordmark.tsx";
import { SideNav } from "../console/side-nav.tsx";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** Frame of the keeper's screens: the same as the console's, with the keeper's nouns. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const account = await signedInAs("keeper");
  const [{ language, t, words, problems }, operators, path] = await Promise.all([
    spoken(),
    registry().operator.list(),
    pagePath(),
  ]);
  return (
    <ConsoleText language={language} locale={localeOf(language)} messages={{ console: words, problems }}>
      <a className="skip-link" href="#content">
        {t("skip")}
      </a>
      <div className="console">
        <header className="side-nav">
          <Wordmark href="/" />
          <SideNav
            label={t("admin.navLabel")}
            nouns={[
              { href: "/admin/operators", name: words.admin.nav.operators },
              { href: "/admin/people", name: words.admin.nav.people },
            ]}
          />
          <div className="side-nav-foot">
            <LanguageSwitch language={language} path={path} label={t("languageLabel")} />
            <div>
              <div className="muted">{t("account.signedInAs")}</div>
              <div>{account.name}</div>
              <div className="muted">{words.role.keeper}</div>
            </div>
            <AccountLinks account={account} here="/admin" words={words} />
            <SignOutButton label={t("account.signOut")} />
          </div>
        </header>
        <div className="console-main">
          {operators.some(({ demonstration }) => demonstration) ? (
            <aside className="demonstration">{t("demonstration")}</aside>
          ) : null}
          {children}
        </div>
      </div>
    </ConsoleText>
  );
}

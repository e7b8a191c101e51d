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
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { SideNav } from "./side-nav.tsx";
import { named } from "../_ui/named.ts";

export const metadata: Metadata = { robots: { index: false } };

/** Frame of the exporter's console: nouns at the left, who is signed in below them. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const account = await signedInAs("author", "reviewer", "signer");
  const [{ language, t, words, problems }, operators, path] = await Promise.all([
    spoken(),
    registry().operator.list(),
    pagePath(),
  ]);
  const acting = [
    ...new Set(
      account.memberships.flatMap(({ operatorName, operatorNameOriginal }) =>
        operatorName === null ? [] : named(language, operatorName, operatorNameOriginal),
      ),
    ),
  ];
  return (
    <ConsoleText language={language} locale={localeOf(language)} messages={{ console: words, problems }}>
      <a className="skip-link" href="#content">
        {t("skip")}
      </a>
      <div className="console">
        <header className="side-nav">
          <Wordmark href="/" />
          <SideNav
            label={t("navLabel")}
            nouns={[
              { href: "/console", name: words.nav.overview },
              { href: "/console/models", name: words.nav.models },
              { href: "/console/plants", name: words.nav.plants },
              { href: "/console/declarations", name: words.nav.declarations },
              { href: "/console/factors", name: words.nav.factors },
              { href: "/console/passports", name: words.nav.passports },
            ]}
          />
          <div className="side-nav-foot">
            <LanguageSwitch language={language} path={path} label={t("languageLabel")} />
            <div>
              <div className="muted">{t("account.signedInAs")}</div>
              <div>{account.name}</div>
              <div className="muted">
                {acting.length > 2 ? t("overview.operators", { count: acting.length }) : acting.join(", ")}
              </div>
            </div>
            <AccountLinks account={account} here="/console" words={words} />
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

import type { ReactNode } from "react";
import { registry } from "../../server/caller.ts";
import type { AccountView } from "../../server/services/account/view.ts";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { localeOf } from "../_text/text.ts";
import { AccountLinks } from "./account-links.tsx";
import { ConsoleText } from "./console-text.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { pagePath } from "./page-path.ts";
import { SideNav } from "./side-nav.tsx";
import { homesOf } from "./signed-in.ts";
import { spoken } from "./spoken.ts";
import { Wordmark } from "./wordmark.tsx";

interface WorkFrameProps {
  readonly account: AccountView;
  readonly here: ReturnType<typeof homesOf>[number];
  readonly navLabel: string;
  readonly nouns: readonly { readonly href: string; readonly name: string }[];
  /** What the signed-in person acts as. */
  readonly acting: string;
  /** The one search field, and where it leads. */
  readonly search?: { readonly path: string; readonly label: string };
  readonly children: ReactNode;
}

/** Frame of the screens of exporters, of the keeper and of authorities: nouns at the left, who is signed in below them. */
export async function WorkFrame({
  account,
  here,
  navLabel,
  nouns,
  acting,
  search,
  children,
}: WorkFrameProps) {
  const [{ language, t, words, problems }, operators, path] = await Promise.all([
    spoken(),
    // Officials and holders of an interest act for no operator and are shown no list of them.
    homesOf(account).some((home) => home === "/console" || home === "/admin")
      ? registry().operator.list()
      : [],
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
          {search === undefined ? null : (
            <form className="side-search" method="get" action={search.path}>
              <input
                type="search"
                name="text"
                aria-label={search.label}
                placeholder={search.label}
                autoComplete="off"
                maxLength={500}
                enterKeyHint="search"
              />
            </form>
          )}
          <SideNav label={navLabel} nouns={nouns} />
          <div className="side-nav-foot">
            <LanguageSwitch language={language} path={path} label={t("languageLabel")} />
            <div>
              <div className="muted">{t("account.signedInAs")}</div>
              <div>{account.name}</div>
              <div className="muted">{acting}</div>
            </div>
            <AccountLinks account={account} here={here} words={words} />
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

import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { PublicFrame } from "../_ui/public-frame.tsx";
import { Notice } from "../_ui/notice.tsx";
import { spoken } from "../_ui/spoken.ts";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { homesOf } from "../_ui/signed-in.ts";
import { ConsoleText } from "../_ui/console-text.tsx";
import { localeOf } from "../_text/text.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { pathInside } from "./path-inside.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await spoken();
  return { title: t("signIn.title"), robots: { index: false } };
}

/** Where people sign in. Works without scripts: the form posts to this page and comes back with what is wrong. */
export default async function SignIn({ searchParams }: ScreenProps) {
  const { next, left } = await searchParams;
  const [{ language, t, words, problems }, account, people] = await Promise.all([
    spoken(),
    registry().account.me(),
    registry().account.demonstrationPeople(),
  ]);
  const onward = pathInside(typeof next === "string" ? next : null);
  /** Roles once each, and for whom: the operator by name, several by their number. */
  const rolesInWords = (held: (typeof people)[number]["held"]): string => {
    const roles = [...new Set(held.map(({ role }) => words.role[role]))];
    const operators = [...new Set(held.flatMap(({ operatorName }) => operatorName ?? []))];
    const whom =
      operators.length > 1 ? t("overview.operators", { count: operators.length }) : (operators[0] ?? "");
    return [roles.join(", "), whom].filter((part) => part !== "").join("; ");
  };
  return (
    <PublicFrame language={language} narrow>
      <ConsoleText language={language} locale={localeOf(language)} messages={{ console: words, problems }}>
        <div className="sections">
          <div className="stack">
            <h1>{t("signIn.title")}</h1>
            <p className="muted">{t("signIn.lead")}</p>
            {left === "1" && account === null ? (
              <Notice tone="info" title={t("signIn.signedOut")} live />
            ) : null}
            {account === null ? (
              <SignInForm onward={onward} />
            ) : (
              <div className="stack">
                <p>{t("signIn.already", { name: account.name })}</p>
                <div className="actions">
                  <a className="button button-primary" href={onward ?? homesOf(account)[0] ?? "/"}>
                    {t("signIn.goOn")}
                  </a>
                  <SignOutButton label={t("account.signOut")} />
                </div>
              </div>
            )}
          </div>
          {people.length === 0 ? null : (
            <section className="section">
              <h2>{t("signIn.demonstrationTitle")}</h2>
              <p className="muted">{t("signIn.demonstrationHelp")}</p>
              <div className="table-frame">
                <table className="stacks">
                  <thead>
                    <tr>
                      <th scope="col">{t("signIn.address")}</th>
                      <th scope="col">{t("signIn.person")}</th>
                      <th scope="col">{t("signIn.may")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {people.map(({ email, name, held }) => (
                      <tr key={email}>
                        <th scope="row" className="identifier nowrap">
                          {email}
                        </th>
                        <td data-label={t("signIn.person")}>{name}</td>
                        <td data-label={t("signIn.may")}>{rolesInWords(held)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )}
        </div>
      </ConsoleText>
    </PublicFrame>
  );
}

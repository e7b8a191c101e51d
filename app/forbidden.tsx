import type { Metadata } from "next";
import { registry } from "../server/caller.ts";
import { PublicFrame } from "./_ui/public-frame.tsx";
import { homeNames } from "./_ui/home-names.ts";
import { homesOf } from "./_ui/signed-in.ts";
import { spoken } from "./_ui/spoken.ts";
import { SignOutButton } from "./sign-in/sign-out-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("forbidden.title") };
}

/** 403: signed in, but for something else. Says where this person's roles do lead. */
export default async function Forbidden() {
  const [{ language, t, words }, account] = await Promise.all([spoken(), registry().account.me()]);
  const homes = account === null ? [] : homesOf(account);
  const names = homeNames(words);
  return (
    <PublicFrame language={language} narrow>
      <div className="stack">
        <h1>{t("forbidden.title")}</h1>
        <p>{account === null ? t("forbidden.leadAnyone") : t("forbidden.lead", { name: account.name })}</p>
        {homes.length === 0 ? null : (
          <div className="row">
            <span>{t("forbidden.yours")}</span>
            {homes.map((home) => (
              <a key={home} href={home}>
                {names[home]}
              </a>
            ))}
          </div>
        )}
        <SignOutButton label={t("forbidden.other")} />
      </div>
    </PublicFrame>
  );
}

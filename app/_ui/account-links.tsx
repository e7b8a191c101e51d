import Link from "next/link";
import type { AccountView } from "../../server/services/account/view.ts";
import type { BrowserMessages } from "./console-text.tsx";
import { homeNames } from "./home-names.ts";
import { homesOf } from "./signed-in.ts";

interface AccountLinksProps {
  readonly account: AccountView;
  /** The home these links stand on. */
  readonly here: ReturnType<typeof homesOf>[number];
  readonly words: BrowserMessages["console"];
}

/** Ways on for whoever is signed in: the own account, and the screens that other roles of the same person open. */
export function AccountLinks({ account, here, words }: AccountLinksProps) {
  const names = homeNames(words);
  return (
    <>
      <Link href="/account">{words.admin.nav.account}</Link>
      {homesOf(account)
        .filter((home) => home !== here)
        .map((home) => (
          <Link key={home} href={home}>
            {names[home]}
          </Link>
        ))}
    </>
  );
}

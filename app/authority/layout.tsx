import type { Metadata } from "next";
import type { ReactNode } from "react";
import { textOf } from "../_text/text.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { wordIn } from "../_ui/word-in.ts";
import { WorkFrame } from "../_ui/work-frame.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** The screens of authorities and notified bodies. */
export default async function AuthorityLayout({ children }: { readonly children: ReactNode }) {
  const account = await signedInAs("authority", "notifiedBody");
  const { language, words } = await spoken();
  const t = textOf(language, "classes");
  const o = textOf(language, "oversight");
  const held = account.memberships.filter(({ role }) => role === "authority" || role === "notifiedBody");
  return (
    <WorkFrame
      account={account}
      here="/authority"
      navLabel={words.bench.authorityTitle}
      nouns={[
        { href: "/authority", name: t("tool.overview") },
        { href: "/authority/search", name: textOf(language, "search")("title") },
        ...nounsOf(held.some(({ role }) => role === "authority")).map((noun) => ({
          href: `/authority/${noun}`,
          name: o(`nav.${noun}`),
        })),
        ...(held.some(({ role }) => role === "authority")
          ? [
              { href: "/authority/suspensions", name: textOf(language, "status")("authority.nav") },
              { href: "/authority/classes", name: t("tool.nav") },
            ]
          : []),
        ...(held.some(({ role }) => role === "notifiedBody")
          ? [{ href: "/authority/opinions", name: textOf(language, "opinions")("bench.nav") }]
          : []),
        { href: "/authority/recycled", name: t("tool.evidence") },
      ]}
      search={{
        path: "/authority/search",
        label: textOf(language, "search")("anything"),
      }}
      acting={[...new Set(held.map(({ role }) => wordIn(words.role, role)))].join(", ")}
    >
      {children}
    </WorkFrame>
  );
}

/** Checking and reading are for notified bodies too; investigating is for authorities. */
function nounsOf(isAuthority: boolean) {
  const reading = ["check", "sample", "passport"] as const;
  return isAuthority ? ([...reading, "questions", "reports", "cases", "alerts"] as const) : reading;
}

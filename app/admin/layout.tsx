import type { Metadata } from "next";
import type { ReactNode } from "react";
import { textOf } from "../_text/text.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { WorkFrame } from "../_ui/work-frame.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** The keeper's screens: the frame of the console with the keeper's nouns. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const account = await signedInAs("keeper");
  const { language, t, words } = await spoken();
  return (
    <WorkFrame
      account={account}
      here="/admin"
      navLabel={t("admin.navLabel")}
      nouns={[
        { href: "/admin/operators", name: words.admin.nav.operators },
        { href: "/admin/bodies", name: textOf(language, "opinions")("bodies.nav") },
        { href: "/admin/people", name: words.admin.nav.people },
        { href: "/admin/interests", name: textOf(language, "interest")("rules.nav") },
        { href: "/admin/catalogues", name: textOf(language, "catalogues")("nav") },
        { href: "/admin/log", name: words.admin.nav.log },
      ]}
      acting={words.role.keeper}
    >
      {children}
    </WorkFrame>
  );
}

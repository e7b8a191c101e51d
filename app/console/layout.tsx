import type { Metadata } from "next";
import type { ReactNode } from "react";
import { textOf } from "../_text/text.ts";
import { named } from "../_ui/named.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { WorkFrame } from "../_ui/work-frame.tsx";

export const metadata: Metadata = { robots: { index: false } };

/** The exporter's console, for everybody who acts for an operator. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const account = await signedInAs("author", "reviewer", "signer");
  const { language, t, words } = await spoken();
  const operators = new Set(
    account.memberships.flatMap(({ operatorName, operatorNameOriginal }) =>
      operatorName === null ? [] : named(language, operatorName, operatorNameOriginal),
    ),
  );
  return (
    <WorkFrame
      account={account}
      here="/console"
      navLabel={t("navLabel")}
      nouns={[
        { href: "/console", name: words.nav.overview },
        { href: "/console/search", name: textOf(language, "search")("title") },
        { href: "/console/models", name: words.nav.models },
        { href: "/console/batteries", name: textOf(language, "batteries")("title") },
        { href: "/console/products/import", name: textOf(language, "products")("nav") },
        { href: "/console/documents", name: textOf(language, "products")("documents") },
        { href: "/console/plants", name: words.nav.plants },
        { href: "/console/declarations", name: words.nav.declarations },
        { href: "/console/factors", name: words.nav.factors },
        { href: "/console/suppliers", name: words.nav.suppliers },
        { href: "/console/check", name: words.nav.check },
        { href: "/console/passports", name: words.nav.passports },
        { href: "/console/labels", name: textOf(language, "labels")("nav") },
        { href: "/console/registrations", name: textOf(language, "exports")("registrations.title") },
        { href: "/console/exports", name: textOf(language, "exports")("title") },
        { href: "/console/questions", name: textOf(language, "oversight")("nav.questions") },
        { href: "/console/transfers", name: textOf(language, "life")("nav") },
        { href: "/console/delegations", name: textOf(language, "life")("navDelegations") },
        { href: "/console/keys", name: words.nav.keys },
      ]}
      search={{
        path: "/console/search",
        label: textOf(language, "search")("anything"),
      }}
      acting={
        operators.size > 2 ? t("overview.operators", { count: operators.size }) : [...operators].join(", ")
      }
    >
      {children}
    </WorkFrame>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { named } from "../../../_ui/named.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { StateMark } from "../../../_ui/state-mark.tsx";
import { subjectName } from "../../subject-name.ts";

/** Everything there is to see and do about one declaration, each at its own address. */
const tabs = [
  ["inventory", ""],
  ["analysis", "/analysis"],
  ["scenarios", "/scenarios"],
  ["check", "/check"],
  ["review", "/review"],
  ["documents", "/documents"],
] as const;

export type DeclarationTab = (typeof tabs)[number][0];

interface DeclarationScreenProps {
  readonly view: DeclarationView;
  readonly tab: DeclarationTab;
  /** The one thing to do here; always at the same place. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The head of every screen about one declaration: whose, in which state, and the way to the other screens of it. */
export async function DeclarationScreen({ view, tab, action, children }: DeclarationScreenProps) {
  const { language, t, words } = await spoken();
  const title = t("declaration.title", { number: view.number, name: subjectName(language, view) });
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("declarations.title"), href: "/console/declarations" },
        ...(tab === "inventory"
          ? [{ name: title }]
          : [
              { name: title, href: `/console/declarations/${view.id}` },
              { name: words.declaration.tab[tab] },
            ]),
      ]}
      title={title}
      lead={
        <span className="row">
          <StateMark state={view.state} word={words.state[view.state]} />
          <span>{named(language, view.operatorName, view.operatorNameOriginal)}</span>
          {view.modelId === null ? null : (
            <Link href={`/console/models/${view.modelId}`}>{t("declaration.modelPage")}</Link>
          )}
          {view.productPath === null || view.state !== "released" ? null : (
            <a href={view.productPath}>{t("declaration.passportOf")}</a>
          )}
          {tab === "inventory" ? null : <span className="muted">{view.inventory.title}</span>}
        </span>
      }
      action={action}
    >
      <nav aria-label={t("declaration.tabsLabel")}>
        <ul className="tabs">
          {tabs.map(([name, path]) => (
            <li key={name}>
              <Link
                href={`/console/declarations/${view.id}${path}`}
                aria-current={name === tab ? "page" : undefined}
              >
                {words.declaration.tab[name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Screen>
  );
}

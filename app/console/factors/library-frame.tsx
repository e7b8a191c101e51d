import Link from "next/link";
import type { ReactNode } from "react";
import { messagesOf, textOf } from "../../_text/text.ts";
import { Screen } from "../../_ui/screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

interface LibraryFrameProps {
  readonly tab: "factors" | "reference";
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** Head of the two parts of the library: what may be calculated with, and what is there to compare with. */
export async function LibraryFrame({ tab, action, children }: LibraryFrameProps) {
  const { language, t } = await spoken();
  const l = textOf(language, "library");
  const { tabs } = messagesOf(language).library;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        ...(tab === "factors"
          ? [{ name: l("title") }]
          : [{ name: l("title"), href: "/console/factors" }, { name: tabs[tab] }]),
      ]}
      title={tab === "factors" ? l("title") : l("reference.title")}
      lead={<p>{tab === "factors" ? l("lead") : l("reference.lead")}</p>}
      action={action}
    >
      <nav aria-label={tabs.label}>
        <ul className="tabs">
          {(
            [
              ["factors", "/console/factors"],
              ["reference", "/console/factors/reference"],
            ] as const
          ).map(([name, href]) => (
            <li key={name}>
              <Link href={href} aria-current={name === tab ? "page" : undefined}>
                {tabs[name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Screen>
  );
}

import { librarySource } from "../../../../../server/domain/carbon-footprint/library/library-words.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { compactLine } from "../../../../../server/domain/carbon-footprint/compact-line.ts";
import { registry } from "../../../../../server/caller.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { MoreText } from "../../../../_ui/more-text.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { tabTitle } from "../tab-title.ts";
import { ScenarioBench } from "./scenario-bench.tsx";

export function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return tabTitle(params, "scenarios");
}

/** What the footprint of this product would be, step by step; nothing of it is declared. */
export default async function Scenarios({ params }: ScreenProps<{ id: string }>) {
  const { id } = await params;
  const [{ language }, view, base, factors] = await Promise.all([
    spoken(),
    declarationOf(id),
    asked(registry().scenario.read({ id })),
    asked(registry().factor.list()),
  ]);
  const t = textOf(language, "scenarios");
  return (
    <DeclarationScreen view={view} tab="scenarios">
      <div className="sections">
        <p className="muted measure">
          {t("lead")} <Link href="/console/scenarios">{t("examples")}</Link>
        </p>
        <MoreText messages={{ scenarios: messagesOf(language).scenarios }}>
          <ScenarioBench
            declarationId={id}
            unit={view.cfpUnit}
            base={{ ...base, lines: base.lines.map(compactLine) }}
            factors={factors.map((factor) => ({
              id: factor.id,
              name: language === "zh" ? factor.nameZh : factor.nameEn,
              value: factor.value,
              unit: factor.unit,
              geography: factor.geography,
              source: librarySource(factor.sourceTitle, factor.sourceWhere)[language],
            }))}
          />
        </MoreText>
      </div>
    </DeclarationScreen>
  );
}

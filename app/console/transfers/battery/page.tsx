import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { registry } from "../../../../server/caller.ts";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { mayDo } from "../../../_ui/may.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { LifeSection } from "../life-section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "life")("battery.title") };
}

/** The life of one battery (`of`) for who answers for it: what happened, and what may happen next. */
export default async function BatteryLifeScreen({ searchParams }: ScreenProps) {
  const productUrl = oneOf((await searchParams)["of"]);
  if (productUrl === "") notFound();
  const [{ language, t: c }, life, may] = await Promise.all([
    spoken(),
    asked(registry().life.read({ productUrl })),
    mayDo(),
  ]);
  const t = textOf(language, "life");
  return (
    <Screen
      trailLabel={c("trailLabel")}
      trail={[
        { name: c("console"), href: "/console" },
        { name: t("transfers.title"), href: "/console/transfers" },
        { name: t("battery.title") },
      ]}
      title={t("battery.title")}
      lead={<span className="identifier">{life.productUrl}</span>}
    >
      <div className="sections">
        <LifeSection language={language} life={life} mayChange={may("life.change", life.operatorId)} />
      </div>
    </Screen>
  );
}

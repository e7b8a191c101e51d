import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { registry } from "../../../../server/caller.ts";
import { Readings } from "../../../_readings/readings.tsx";
import { textOf } from "../../../_text/text.ts";
import { asked } from "../../../_ui/asked.ts";
import { Screen } from "../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../_ui/screen-props.ts";
import { oneOf } from "../../../_ui/screen-props.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { batteryPath } from "../battery-path.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "readings")("title") };
}

/** What was measured at one battery (`of`), for its operator: values, lines, events, and the forms to add to them. */
export default async function BatteryReadings({ searchParams }: ScreenProps) {
  const query = await searchParams;
  const productUrl = oneOf(query["of"]);
  if (productUrl === "") notFound();
  const [{ language, t }, summary] = await Promise.all([
    spoken(),
    asked(registry().reading.summary({ productUrl })),
  ]);
  const r = textOf(language, "readings");
  const name = `${summary.modelName} · ${summary.serial}`;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: textOf(language, "batteries")("title"), href: "/console/batteries" },
        { name: summary.serial, href: batteryPath(productUrl) },
        { name: r("title") },
      ]}
      title={r("of", { name })}
      lead={
        <>
          {r("lead")} <span className="identifier">{productUrl}</span>
        </>
      }
    >
      <div className="sections">
        <Readings
          summary={summary}
          at={`/console/batteries/readings?of=${encodeURIComponent(productUrl)}`}
          attribute={oneOf(query["attribute"])}
          before={oneOf(query["before"])}
        />
      </div>
    </Screen>
  );
}

import { registry } from "../../server/caller.ts";
import { asked } from "../_ui/asked.ts";
import { Readings } from "./readings.tsx";

interface BatteryReadingsProps {
  readonly productUrl: string;
  /** Address of the page, with the battery in its query as `of`. */
  readonly at: string;
  /** `attribute` and `before` of the page's query; empty when not given. */
  readonly attribute: string;
  readonly before: string;
}

/** What was measured at a battery and the forms to add to it, as sections of the operator's page of this battery. */
export async function BatteryReadings({ productUrl, ...place }: BatteryReadingsProps) {
  const summary = await asked(registry().reading.summary({ productUrl }));
  return <Readings summary={summary} {...place} />;
}

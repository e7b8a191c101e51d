import { digestOf } from "../digest.ts";
import type { HeldItem } from "./find.ts";

/** State of what people state of a battery. Readings, which come by the thousand, do not change it. */
export function valuesLock({ item }: Pick<HeldItem, "item">): string {
  const { attributes, notApplicable, manufacturedOn, placedOnMarketOn } = item;
  return digestOf({ attributes, notApplicable, manufacturedOn, placedOnMarketOn });
}

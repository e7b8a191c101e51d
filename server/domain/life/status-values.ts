import type { Attribute, Catalogue } from "../catalogue/catalogue.ts";
import type { BatteryAt } from "../catalogue/requirement.ts";
import { requirementOf } from "../catalogue/requirement.ts";

/**
 * The values of a battery that are measured anew whenever its status changes: those the catalogue has refreshed at placing
 * on the market and at each change of status, as far as the law asks for them of this category. Whether the duty has begun
 * makes no difference: a status that changes without new values would be told of an old battery.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4(a) with Art. 10(1): "when the battery is placed on the market and
 * when it is subject to changes in its status".
 */
export function statusChangeAttributes(catalogue: Catalogue, battery: BatteryAt): readonly Attribute[] {
  return catalogue.attributes.filter((attribute) => {
    if (attribute.update !== "on-placing-and-status-change" || attribute.level !== "item") return false;
    const { kind } = requirementOf(catalogue, attribute, battery);
    return kind === "required" || kind === "notYetDue";
  });
}

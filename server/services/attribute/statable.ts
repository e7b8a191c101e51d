import type { Attribute, Catalogue } from "../../domain/catalogue/catalogue.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import type { BatteryAt } from "../../domain/catalogue/requirement.ts";
import { requirementOf } from "../../domain/catalogue/requirement.ts";
import type { Fields } from "../input.ts";
import { fixedAttributes } from "./fixed.ts";

/** Whose data points are stated, under which catalogue and by the law of which day. */
export interface Stating {
  readonly level: Attribute["level"];
  readonly catalogue: Catalogue;
  readonly battery: BatteryAt;
}

/**
 * The attribute when a person may state it at this level; null after a problem at `path`: `E_ATTRIBUTE_UNKNOWN`,
 * `E_ATTRIBUTE_LEVEL`, `E_ATTRIBUTE_DERIVED` for what the registry takes from elsewhere, `E_ATTRIBUTE_NOT_APPLICABLE`,
 * `E_ATTRIBUTE_NEVER_FILLED`.
 */
export function statable(
  fields: Fields,
  { level, catalogue, battery }: Stating,
  id: string,
  path: string = id,
): Attribute | null {
  const attribute = findAttribute(catalogue, id);
  if (attribute === undefined) fields.add("E_ATTRIBUTE_UNKNOWN", path, { value: id });
  else if (attribute.level !== level) fields.add("E_ATTRIBUTE_LEVEL", path);
  else if (attribute.origin === "derived" || fixedAttributes[level].has(id))
    fields.add("E_ATTRIBUTE_DERIVED", path);
  else {
    const requirement = requirementOf(catalogue, attribute, battery);
    if (requirement.kind === "notApplicable") fields.add("E_ATTRIBUTE_NOT_APPLICABLE", path);
    else if (requirement.kind === "barred" && requirement.forEver)
      fields.add("E_ATTRIBUTE_NEVER_FILLED", path);
    else return attribute;
  }
  return null;
}

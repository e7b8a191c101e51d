import type { BatteryCategory } from "../battery/category.ts";
import type { Attribute, Catalogue, Named } from "./catalogue.ts";
import { requirementOf } from "./requirement.ts";

/** A group of the catalogue with those of its attributes that apply. */
export interface AttributeGroup {
  readonly group: Named;
  readonly attributes: readonly Attribute[];
}

/**
 * The template of a category: what a model or an item of it may ever hold, grouped, in the order of the catalogue. Left out
 * are attributes of other categories and those never filled; those that wait for an act are in it.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) fourth subparagraph.
 */
export function attributesFor(
  catalogue: Catalogue,
  category: BatteryCategory,
  level: Attribute["level"],
): readonly AttributeGroup[] {
  const applying = catalogue.attributes.filter((attribute) => {
    const requirement = requirementOf(catalogue, attribute, { category, day: catalogue.appliesFrom });
    const isNever =
      requirement.kind === "notApplicable" || (requirement.kind === "barred" && requirement.forEver);
    return attribute.level === level && !isNever;
  });
  return catalogue.groups
    .map((group) => ({ group, attributes: applying.filter((one) => one.group === group.id) }))
    .filter(({ attributes }) => attributes.length > 0);
}

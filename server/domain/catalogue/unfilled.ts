import type { Problem } from "../problem.ts";
import { passportCategories } from "../battery/category.ts";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import type { Attribute, Catalogue } from "./catalogue.ts";
import { findAttribute } from "./catalogue.ts";
import { requirementOf } from "./requirement.ts";

/**
 * Data points a catalogue calls derived and owed while this registry derives them from nothing: nobody could fill them,
 * and no model would ever be complete. The one who adopts the catalogue is told, before it happens.
 *
 * Problem: `E_CATALOGUE_UNFILLED` at the attribute.
 */
export function unfilled(catalogue: Catalogue): readonly Problem[] {
  return catalogue.attributes.flatMap((attribute, index) =>
    attribute.origin === "stated" || isFilled(attribute.id) || !isOwed(catalogue, attribute)
      ? []
      : [
          {
            code: "E_CATALOGUE_UNFILLED",
            path: `attributes[${String(index)}].origin`,
            params: { value: attribute.id },
          },
        ],
  );
}

/** Of what the release calls derived, all but what waits for an act that gives it its form. */
function isFilled(id: string): boolean {
  return !waiting.has(id) && findAttribute(bundledCatalogue, id)?.origin === "derived";
}

/** The label of Art. 7(2) has the format an implementing act will set; the position of Art. 7(3) a threshold. */
const waiting: ReadonlySet<string> = new Set(["carbonFootprintLabel", "carbonFootprintThresholdStatus"]);

/** Owed once every day it speaks of has come. */
function isOwed(catalogue: Catalogue, attribute: Attribute): boolean {
  const day = "9999-12-31";
  return passportCategories.some(
    (category) => requirementOf(catalogue, attribute, { category, day }).kind === "required",
  );
}

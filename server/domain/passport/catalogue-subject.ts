import type { Attribute, Catalogue } from "../catalogue/catalogue.ts";
import type { BatteryAt } from "../catalogue/requirement.ts";
import { requirementOf } from "../catalogue/requirement.ts";
import type { CatalogueSubject, CatalogueVoluntary, Elements } from "../record/credential.ts";
import type { JsonValue } from "../record/strict-json.ts";

/** What the record of a model, a batch or a battery is made of. */
export interface SubjectInput {
  readonly catalogue: Catalogue;
  /** Base64url SHA-256 of the catalogue. */
  readonly digest: string;
  readonly battery: BatteryAt;
  readonly links: Pick<
    CatalogueSubject,
    "id" | "granularity" | "batteryModelPassport" | "batteryBatchPassport"
  >;
  /** What is known, by attribute; restricted attributes are passed over. */
  readonly values: Elements;
  /** Attributes barred today that the operator wants shown all the same, as voluntary. */
  readonly shownVoluntarily: readonly string[];
  /** What stands among the voluntary data beside attributes. */
  readonly voluntary: Omit<CatalogueVoluntary, "attributes">;
}

/**
 * What a public record says. Each known value goes where the law has it on the battery's own day: among the statutory data
 * where it is owed, may be owed or will be; among the voluntary data where nobody asks for it; nowhere where it is barred,
 * unless its operator wants it shown as voluntary. What is not stated is left out, never written as empty.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2), Annex XIII point 1; the Commission's data points by category.
 */
export function catalogueSubject(input: SubjectInput): CatalogueSubject {
  const { catalogue, digest, links, values, voluntary } = input;
  const stated = catalogue.attributes.flatMap((attribute) => {
    const value = values[attribute.id];
    return attribute.dataSet === "point1" && value !== undefined && isStated(value)
      ? [{ attribute, value, place: placeOf(input, attribute) }]
      : [];
  });
  const of = (place: Place): Elements =>
    Object.fromEntries(
      stated.filter((one) => one.place === place).map(({ attribute, value }) => [attribute.id, value]),
    );
  const attributes = of("voluntary");
  const all = { ...voluntary, ...(Object.keys(attributes).length === 0 ? {} : { attributes }) };
  return {
    type: "Battery",
    ...links,
    catalogue: { version: catalogue.version, digest },
    statutory: of("statutory"),
    ...(Object.keys(all).length === 0 ? {} : { voluntary: all }),
  };
}

type Place = "statutory" | "voluntary" | "nowhere";

function placeOf({ catalogue, battery, shownVoluntarily }: SubjectInput, attribute: Attribute): Place {
  switch (requirementOf(catalogue, attribute, battery).kind) {
    case "required":
    case "notYetDue":
    case "conditional":
      return "statutory";
    case "optional":
      return "voluntary";
    case "barred":
      return shownVoluntarily.includes(attribute.id) ? "voluntary" : "nowhere";
    case "notApplicable":
      return "nowhere";
  }
}

function isStated(value: JsonValue): boolean {
  return value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

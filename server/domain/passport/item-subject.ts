import type { BatteryCategory } from "../battery/category.ts";
import type { BatteryAt } from "../catalogue/requirement.ts";
import type { CatalogueSubject, Elements } from "../record/credential.ts";
import { catalogueSubject } from "./catalogue-subject.ts";
import type { MadeUnder, OperatorOfRecord } from "./model-subject.ts";
import { operatorValues } from "./model-subject.ts";

/** What the registry keeps of one battery, as its record needs it. */
export interface ItemOfRecord {
  readonly productUrl: string;
  readonly modelUrl: string;
  readonly batchUrl: string | null;
  readonly batchNumber: string | null;
  readonly category: BatteryCategory;
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`; null where it is not stated. */
  readonly placedOnMarketOn: string | null;
  readonly chineseCode: string | null;
  /** Further values by attribute, in the form of the catalogue. */
  readonly attributes: Elements;
  /** An industrial battery whose energy is all kept outside of it. */
  readonly hasOnlyExternalStorage: boolean;
  /** Who answers for it, where that is not the operator of its model; else the model's record says it. */
  readonly operator: OperatorOfRecord | null;
  /** The passports this one follows. What was done to them is not said: it would tell the status of the battery. */
  readonly predecessors: readonly string[];
  /** Passports that follow this one. */
  readonly successors: readonly string[];
  /** Registration identifier in the registry of the Union. */
  readonly registrationId: string | null;
}

/**
 * What the public record of one battery says: what differs from its model, whose passport it names. The law is asked for
 * the day on which the battery was placed on the market, else for the day of `under`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) first subparagraph.
 */
export function itemSubject(item: ItemOfRecord, under: MadeUnder): CatalogueSubject {
  const { productUrl, modelUrl, batchUrl, chineseCode } = item;
  return catalogueSubject({
    catalogue: under.catalogue,
    digest: under.digest,
    battery: itemAt(item, under.day),
    links: {
      ...{ id: productUrl, granularity: "item", batteryModelPassport: modelUrl },
      ...(batchUrl === null ? {} : { batteryBatchPassport: batchUrl }),
    },
    values: itemValues(item),
    shownVoluntarily: [],
    voluntary: chineseCode === null ? {} : { chineseBatteryCode: chineseCode },
  });
}

/** The battery that the law is asked about: on its own day, not on that of a later version. */
export function itemAt(
  item: Pick<ItemOfRecord, "category" | "placedOnMarketOn" | "hasOnlyExternalStorage">,
  issuedOn: string,
): BatteryAt {
  const { category, placedOnMarketOn, hasOnlyExternalStorage } = item;
  return { category, day: placedOnMarketOn ?? issuedOn, hasOnlyExternalStorage };
}

/** What the registry knows of one battery by attribute, but for measured values and its status. */
export function itemValues(item: ItemOfRecord): Elements {
  const { predecessors, successors, registrationId } = item;
  return {
    ...item.attributes,
    uniqueBatteryIdentifier: item.productUrl,
    batteryBatchNumber: item.batchNumber,
    batterySerialNumber: item.serial,
    manufacturingDate: item.manufacturedOn,
    placedOnMarketDate: item.placedOnMarketOn,
    ...(item.operator === null ? {} : operatorValues(item.operator)),
    ...(predecessors.length === 0
      ? {}
      : { predecessorPassports: predecessors.map((passport) => ({ passport })) }),
    ...(successors.length === 0 ? {} : { successorPassports: successors }),
    ...(registrationId === null ? {} : { registryRegistrationId: registrationId }),
  };
}

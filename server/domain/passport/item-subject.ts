import type { BatteryCategory } from "../battery/category.ts";
import type { CatalogueSubject, Elements } from "../record/credential.ts";
import { catalogueSubject } from "./catalogue-subject.ts";
import type { MadeUnder } from "./model-subject.ts";

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
}

/**
 * What the public record of one battery says: what differs from its model, whose passport it names. The law is asked for
 * the day on which the battery was placed on the market, else for the day of `under`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) first subparagraph.
 */
export function itemSubject(item: ItemOfRecord, under: MadeUnder): CatalogueSubject {
  const { productUrl, modelUrl, batchUrl, placedOnMarketOn, chineseCode } = item;
  return catalogueSubject({
    catalogue: under.catalogue,
    digest: under.digest,
    battery: { category: item.category, day: placedOnMarketOn ?? under.day },
    links: {
      ...{ id: productUrl, granularity: "item", batteryModelPassport: modelUrl },
      ...(batchUrl === null ? {} : { batteryBatchPassport: batchUrl }),
    },
    values: {
      ...item.attributes,
      uniqueBatteryIdentifier: productUrl,
      batteryBatchNumber: item.batchNumber,
      batterySerialNumber: item.serial,
      manufacturingDate: item.manufacturedOn,
      placedOnMarketDate: placedOnMarketOn,
    },
    shownVoluntarily: [],
    voluntary: chineseCode === null ? {} : { chineseBatteryCode: chineseCode },
  });
}

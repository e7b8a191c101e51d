import type { BatteryCategory } from "../battery/category.ts";
import type { CatalogueSubject } from "../record/credential.ts";
import { catalogueSubject } from "./catalogue-subject.ts";
import type { MadeUnder } from "./model-subject.ts";

/** What the registry keeps of a batch, as its record needs it. */
export interface BatchOfRecord {
  readonly productUrl: string;
  readonly modelUrl: string;
  readonly category: BatteryCategory;
  readonly number: string;
  /** `YYYY-MM`; null where the batch was made over several months. */
  readonly manufacturedOn: string | null;
}

/**
 * What the public record of a batch says: its number, when it was made, and whose passport holds the rest. Nothing of it is
 * restricted. The law is asked for the day of `under`.
 *
 * Source: EN 18223 (granularity); Regulation (EU) 2023/1542, Annex VI part A(2).
 */
export function batchSubject(batch: BatchOfRecord, under: MadeUnder): CatalogueSubject {
  return catalogueSubject({
    ...{ catalogue: under.catalogue, digest: under.digest },
    battery: { category: batch.category, day: under.day },
    links: { id: batch.productUrl, granularity: "batch", batteryModelPassport: batch.modelUrl },
    values: { batteryBatchNumber: batch.number, manufacturingDate: batch.manufacturedOn },
    shownVoluntarily: [],
    voluntary: {},
  });
}

import type { NewLot } from "../../server/services/recycled/add-lot.ts";

/** A lot of the demonstration, by the GTIN of its model. */
type SeedLot = Omit<NewLot, "modelId"> & { readonly gtin: string };

const common = {
  gtin: "09520000010010",
  year: 2025,
  supplier: "Cellproof demonstration data",
  illustrative: true,
} as const;

/**
 * Lots behind some of the recycled shares of one demonstration model, made up. Cobalt and lithium agree with what is
 * stated; nickel differs on purpose, so that there is a finding to look at.
 */
export const recycledLots: readonly SeedLot[] = [
  { ...common, metal: "cobalt", lot: "CO-25-01", metalKg: "800", preConsumerKg: "30", postConsumerKg: "18" },
  { ...common, metal: "cobalt", lot: "CO-25-02", metalKg: "400", preConsumerKg: "12", postConsumerKg: "12" },
  {
    ...common,
    metal: "lithium",
    lot: "LI-25-01",
    metalKg: "950",
    preConsumerKg: "11.4",
    postConsumerKg: "0",
  },
  {
    ...common,
    metal: "nickel",
    lot: "NI-25-01",
    metalKg: "5200",
    preConsumerKg: "135.2",
    postConsumerKg: "65",
  },
];

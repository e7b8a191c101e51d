/** One individual battery of a demonstration model. */
export interface SeedItem {
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`; null while it is not on the market. */
  readonly placedOnMarketOn: string | null;
}

/** Recycled content of one metal in one year. A metal that the model does not contain has no statement. */
export interface SeedRecycledContent {
  readonly year: number;
  readonly metal: "cobalt" | "lead" | "lithium" | "nickel";
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  readonly source: string;
  readonly illustrative: true;
}

/** Battery model of the demonstration: one type from one plant. */
export interface SeedModel {
  readonly operator: string;
  readonly facility: string;
  readonly gtin: string;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: "EV";
  readonly chemistry: string;
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  /** Null where only the rated energy is stated. */
  readonly usableEnergyKwh: string | null;
  readonly warrantyMonths: string;
  readonly illustrative: true;
  readonly recycledContent: readonly SeedRecycledContent[];
  readonly items: readonly SeedItem[];
}

/** Language-neutral, because a record holds one source and readers have several languages; the flag says the rest. */
const source = "Cellproof demonstration data";

/** Percent from manufacturing waste and from post-consumer waste, by metal. */
type Shares = Readonly<Partial<Record<SeedRecycledContent["metal"], readonly [pre: string, post: string]>>>;

const metals = ["cobalt", "lead", "lithium", "nickel"] as const;

export function statements(year: number, shares: Shares): SeedRecycledContent[] {
  return metals.flatMap((metal) => {
    const share = shares[metal];
    if (share === undefined) return [];
    const [preConsumerPercent, postConsumerPercent] = share;
    return [{ year, metal, preConsumerPercent, postConsumerPercent, source, illustrative: true }];
  });
}

/** The published pilot pack: rated energy only, because that is all the document states. */
const pilotPack = {
  typeDesignation: "LB-NCM-100",
  category: "EV",
  chemistry: "NMC",
  massKg: "504",
  ratedCapacityAh: "250",
  nominalVoltageV: "400",
  ratedEnergyKwh: "100",
  usableEnergyKwh: null,
  warrantyMonths: "96",
  illustrative: true,
} as const;

/**
 * The four models with a passport. The pilot pack comes from two plants, so it is two models with one type designation.
 * GTINs stand under the prefix 952, which GS1 keeps for demonstrations.
 */
export const models: readonly SeedModel[] = [
  {
    ...pilotPack,
    operator: "lanternbridge",
    facility: "NT1",
    gtin: "09520000010010",
    modelCode: "LB-NCM-100-NT",
    name: "NCM pack 100 kWh, Nantong",
    recycledContent: [
      ...statements(2024, {
        cobalt: ["2.0", "0"],
        lead: ["0", "0"],
        lithium: ["0", "0"],
        nickel: ["1.5", "0.5"],
      }),
      ...statements(2025, {
        cobalt: ["3.5", "2.5"],
        lead: ["0", "0"],
        lithium: ["1.2", "0"],
        nickel: ["2.6", "1.4"],
      }),
    ],
    items: [
      { serial: "NT26A000001", manufacturedOn: "2026-08", placedOnMarketOn: "2026-10-12" },
      { serial: "NT26A000002", manufacturedOn: "2026-09", placedOnMarketOn: null },
    ],
  },
  {
    ...pilotPack,
    operator: "lanternbridge",
    facility: "MY2",
    gtin: "09520000010027",
    modelCode: "LB-NCM-100-MY",
    name: "NCM pack 100 kWh, Mianyang",
    usableEnergyKwh: "96",
    recycledContent: statements(2025, {
      cobalt: ["6.0", "4.0"],
      lead: ["0", "0"],
      lithium: ["2.5", "1.0"],
      nickel: ["4.0", "2.0"],
    }),
    items: [
      { serial: "MY26A000001", manufacturedOn: "2026-07", placedOnMarketOn: "2026-09-28" },
      { serial: "MY26A000002", manufacturedOn: "2026-09", placedOnMarketOn: null },
    ],
  },
  {
    operator: "reedwater",
    facility: "ZZ1",
    gtin: "09520000020019",
    modelCode: "RW-LFP-62",
    typeDesignation: "RW-LFP-62",
    name: "LFP pack 62 kWh",
    category: "EV",
    chemistry: "LFP",
    massKg: "432",
    ratedCapacityAh: "161",
    nominalVoltageV: "384",
    ratedEnergyKwh: "61.824",
    usableEnergyKwh: "59.4",
    warrantyMonths: "96",
    illustrative: true,
    recycledContent: statements(2025, { lead: ["0", "0"], lithium: ["0.8", "0"] }),
    items: [
      { serial: "ZZ26L000001", manufacturedOn: "2026-06", placedOnMarketOn: "2026-08-31" },
      { serial: "ZZ26L000002", manufacturedOn: "2026-06", placedOnMarketOn: "2026-08-31" },
    ],
  },
  {
    operator: "reedwater",
    facility: "ZZ1",
    gtin: "09520000020026",
    modelCode: "RW-NCM-77",
    typeDesignation: "RW-NCM-77",
    name: "NCM pack 77 kWh",
    category: "EV",
    chemistry: "NMC",
    massKg: "395",
    ratedCapacityAh: "220",
    nominalVoltageV: "350.4",
    ratedEnergyKwh: "77.088",
    usableEnergyKwh: "73.5",
    warrantyMonths: "96",
    illustrative: true,
    recycledContent: statements(2025, {
      cobalt: ["1.0", "0"],
      lead: ["0", "0"],
      lithium: ["0", "0"],
      nickel: ["0.8", "0.2"],
    }),
    items: [
      { serial: "ZZ26N000001", manufacturedOn: "2026-08", placedOnMarketOn: "2026-11-02" },
      { serial: "ZZ26N000002", manufacturedOn: "2026-10", placedOnMarketOn: null },
    ],
  },
];

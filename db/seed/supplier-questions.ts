import type { TypedAnswer } from "../../server/services/supplier/answer-request.ts";

/** What the demonstration's battery maker asks of suppliers outside the registry. */
interface SeedQuestion {
  readonly supplierName: string;
  readonly productName: string;
  readonly declaredUnit: string;
  readonly message: string;
  readonly answer: Omit<TypedAnswer, "token" | "periodStart" | "periodEnd"> | null;
}

/** One open, one answered with made-up figures. */
export const supplierQuestions: readonly SeedQuestion[] = [
  {
    supplierName: "Fernhollow Graphite (demonstration)",
    productName: "Anode graphite, coated",
    declaredUnit: "kg",
    message: "Please state the footprint of the material you deliver to our plant.",
    answer: null,
  },
  {
    supplierName: "Brightwater Foils (demonstration)",
    productName: "Copper foil, 6 µm",
    declaredUnit: "kg",
    message: "Please state the footprint of the foil you deliver to our plant.",
    answer: {
      ...{ value: "9.4", unit: "kg", geography: "CN-GD", boundary: "Cradle to gate" },
      ...{ primaryDataPercent: "60", gwpSet: "AR6", quality: { TeR: "1", GeR: "2", TiR: "1" } },
      evidence: "Made up for the demonstration; no supplier's data.",
      respondent: "Demonstration supplier",
      lines: [
        { name: "Copper cathode", emissionKg: "5.1", note: "" },
        { name: "Electricity of the foil line", emissionKg: "4.3", note: "" },
      ],
    },
  },
];

import { divide, parseExact, compare, isZero, toDecimal } from "../../quantity/exact.ts";

/**
 * The trial footprint declaration for vehicle power batteries in China, as far as public reports describe it. The annex
 * with the calculation rules and the form itself was not available, so `annexRead` is false and every export says so: this
 * prepares the data, it is not the official form.
 *
 * Source: MIIT notice 工信厅通装函〔2025〕551号 of 30 December 2025, as reported in the trade press; annex not read.
 */
export const miit551 = {
  id: "miit-2025-551",
  version: "1",
  notice: "工信厅通装函〔2025〕551号",
  noticeOf: "2025-12-30",
  annexRead: false,
  trialUntil: "2026-12-31",
  regularFrom: "2027-01-01",
  /** Pack products each maker declares in the trial, at least. */
  fewestPackProducts: 5,
  /** Vehicle power batteries above this energy, kWh. */
  aboveKWh: "2",
  stages: ["materials", "making", "distribution", "recycling"],
} as const;

export type TrialStage = (typeof miit551.stages)[number];

/** What the registry knows of the declaration behind the trial declaration. */
export interface TrialFootprint {
  readonly number: number;
  /** State of the declaration; only a released one is final. */
  readonly state: string;
  readonly method: string;
  readonly methodVersion: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly stagesKg: Readonly<Record<string, string>>;
  readonly totalKg: string;
  /** kWh over the life; null for a method with another denominator. */
  readonly totalEnergyKWh: string | null;
}

export interface TrialProduct {
  readonly name: string;
  readonly modelCode: string;
  readonly category: string;
  readonly chemistry: string;
  /** kWh. */
  readonly ratedEnergyKwh: string;
  /** kgCO2e/kWh; null without a released declaration. */
  readonly cfp: string | null;
}

export interface TrialInput {
  readonly product: TrialProduct & {
    readonly usableEnergyKwh: string | null;
    readonly warrantyMonths: number | null;
  };
  readonly footprint: TrialFootprint | null;
  /** Every pack product of the same maker, this one among them. */
  readonly products: readonly TrialProduct[];
}

/** One of the four stages; null where the method does not give it apart. */
export interface TrialStageValue {
  readonly stage: TrialStage;
  readonly kgCO2e: string | null;
  readonly kgCO2ePerKWh: string | null;
  /** Stages of the method it is made of. */
  readonly from: readonly string[];
}

/** What is not there yet; each has a sentence in every language. */
export type TrialGap =
  | { readonly code: "notInScope" | "noDeclaration" | "notReleased" | "noTotalEnergy" | "noThirdPartyCheck" }
  | { readonly code: "usableEnergy" | "warranty" | "annexNotRead" }
  | { readonly code: "stageMissing" | "stageMerged"; readonly stage: TrialStage }
  | { readonly code: "fewProducts"; readonly count: number; readonly least: number };

export interface TrialDeclaration {
  readonly stages: readonly TrialStageValue[];
  /** Sum of the method's stages as declared, kg and kg per kWh of lifetime energy. */
  readonly totalKg: string | null;
  readonly kgCO2ePerKWh: string | null;
  readonly totalEnergyKWh: string | null;
  /** Pack products in the scope of the notice. */
  readonly products: readonly TrialProduct[];
  /** Nobody outside has checked anything that this registry knows of. */
  readonly thirdPartyCheck: null;
  readonly missing: readonly TrialGap[];
}

/**
 * Fills the trial declaration from what is declared: the four stages in kg and per kWh of lifetime energy, the list of
 * products, and everything that is missing. A stage that the method merges with another stays empty instead of being
 * guessed.
 *
 * Source: see {@link miit551}; which stage of a method belongs to which stage of the notice is our reading.
 */
export function fillTrialDeclaration({ product, footprint, products }: TrialInput): TrialDeclaration {
  const inScope = products.filter(isInScope);
  const stages = miit551.stages.map((stage) => stageOf(stage, footprint));
  const energy = footprint?.totalEnergyKWh ?? null;
  const missing: TrialGap[] = [{ code: "annexNotRead" }];
  if (!isInScope(product)) missing.push({ code: "notInScope" });
  if (footprint === null) missing.push({ code: "noDeclaration" });
  else {
    if (footprint.state !== "released") missing.push({ code: "notReleased" });
    if (energy === null) missing.push({ code: "noTotalEnergy" });
    for (const { stage, kgCO2e } of stages) {
      if (kgCO2e === null)
        missing.push({ code: isMerged(stage, footprint) ? "stageMerged" : "stageMissing", stage });
    }
  }
  if (product.usableEnergyKwh === null) missing.push({ code: "usableEnergy" });
  if (product.warrantyMonths === null) missing.push({ code: "warranty" });
  const declared = inScope.filter(({ cfp }) => cfp !== null);
  const { fewestPackProducts: least } = miit551;
  if (declared.length < least) missing.push({ code: "fewProducts", count: declared.length, least });
  missing.push({ code: "noThirdPartyCheck" });
  return {
    stages,
    totalKg: footprint?.totalKg ?? null,
    kgCO2ePerKWh: footprint === null ? null : perKWh(footprint.totalKg, energy),
    totalEnergyKWh: energy,
    products: inScope,
    thirdPartyCheck: null,
    missing,
  };
}

/** Stages of our methods by stage of the notice. `raw_materials_and_eol` is in none: it holds two of them unseparated. */
const partsOf: Readonly<Record<TrialStage, readonly string[]>> = {
  materials: ["raw_materials", "raw_materials_and_parts", "parts"],
  making: ["production"],
  distribution: ["distribution"],
  recycling: ["end_of_life"],
};

const merged = "raw_materials_and_eol";

function isMerged(stage: TrialStage, { stagesKg }: TrialFootprint): boolean {
  return (stage === "materials" || stage === "recycling") && Object.hasOwn(stagesKg, merged);
}

function stageOf(stage: TrialStage, footprint: TrialFootprint | null): TrialStageValue {
  const empty = { stage, kgCO2e: null, kgCO2ePerKWh: null, from: [] };
  if (footprint === null || isMerged(stage, footprint)) return empty;
  const from = partsOf[stage].filter((name) => Object.hasOwn(footprint.stagesKg, name));
  const [only] = from;
  if (only === undefined || from.length > 1) return empty;
  const kgCO2e = footprint.stagesKg[only] ?? "0";
  return { stage, kgCO2e, kgCO2ePerKWh: perKWh(kgCO2e, footprint.totalEnergyKWh), from };
}

function isInScope({ category, ratedEnergyKwh }: TrialProduct): boolean {
  const [energy, least] = [parseExact(ratedEnergyKwh), parseExact(miit551.aboveKWh)];
  return category === "EV" && energy !== null && least !== null && compare(energy, least) > 0;
}

function perKWh(kg: string, energy: string | null): string | null {
  const [above, below] = [parseExact(kg), energy === null ? null : parseExact(energy)];
  return above === null || below === null || isZero(below) ? null : toDecimal(divide(above, below));
}

import type { ElectricityModel, Method, TransportMode } from "./request.ts";
import { stages } from "./stage.ts";
import type { EnergyRules } from "./total-energy.ts";
import { energyRules } from "./total-energy.ts";

/** One version of a calculation method: its parameters as data. A later version is another entry, never an edit. */
export interface MethodVersion {
  /** As a request names it. */
  readonly name: Method;
  /** For example `mee@draft-2025-03`; every result names it. */
  readonly version: string;
  readonly source: string;
  readonly stages: readonly string[];
  /** Where a material counts that names no stage. */
  readonly materialStage: string;
  /** Rules of the total energy in the denominator; null when the denominator is a declared output. */
  readonly energyRules: EnergyRules | null;
  /** Bounds of the allocation factor A of a request, both inclusive; null where the method has none. */
  readonly allocationRange: readonly [lowest: string, highest: string] | null;
  readonly electricityModels: readonly ElectricityModel[];
  /** Default transport factors in kgCO2e/tkm; null when the method has none. */
  readonly transportDefaults: Readonly<Record<TransportMode, string>> | null;
}

/** Default transport factors in kgCO2e/tkm. Source: MEE draft (March 2025), table 5-2. */
export const meeTransportDefaults = { road: "0.076", rail: "0.003", water: "0.020", air: "1.404" } as const;

const meePartial: MethodVersion = {
  name: "mee-partial",
  version: "mee@draft-2025-03",
  source:
    "Greenhouse gases, product carbon footprint quantification, power batteries (MEE consultation draft, March 2025), eq. (1)",
  stages: stages["mee-partial"],
  materialStage: "raw_materials_and_parts",
  energyRules: energyRules.mee,
  // Allocates only in the full life cycle; a request may carry A for both.
  allocationRange: ["0", "1"],
  // 5.4.7 asks for a description of how electricity was treated and forces no model.
  electricityModels: ["direct", "national_average", "contract", "residual", "internal"],
  transportDefaults: meeTransportDefaults,
};

const isoCradleToGate: MethodVersion = {
  name: "iso14067-ctg",
  version: "iso14067@2018",
  source: "ISO 14067:2018 (GB/T 24067-2024), cradle-to-gate",
  stages: stages["iso14067-ctg"],
  materialStage: "raw_materials",
  energyRules: null,
  allocationRange: null,
  // Order of preference: internal generation, direct line, contract without double count, grid mix or residual mix.
  electricityModels: ["direct", "national_average", "contract", "residual", "internal"],
  transportDefaults: null,
};

/** Methods that calculate today. */
const methodVersions: readonly MethodVersion[] = [meePartial, isoCradleToGate];

/** Null for a name that is unknown or has no calculation yet. */
export function findMethod(name: string): MethodVersion | null {
  return methodVersions.find((method) => method.name === name) ?? null;
}

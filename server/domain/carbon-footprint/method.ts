import type { ElectricityModel, Method, TransportMode } from "./request.ts";
import { stages } from "./stage.ts";
import type { EnergyRules } from "./total-energy.ts";
import { energyRules } from "./total-energy.ts";

/**
 * One version of a calculation method: its parameters as data, plain JSON, so that its canonical form has a digest. A
 * published version never changes, not by a comma; a later one is appended to {@link methodVersions}.
 */
export interface MethodVersion {
  /** As a request names it. */
  readonly name: Method;
  /** For example `mee@draft-2025-03`; every result names it. */
  readonly version: string;
  readonly source: string;
  readonly stages: readonly string[];
  /** Where a material counts that names no stage. */
  readonly materialStage: string;
  /** Where the end of life of materials counts; null when it lies outside the boundary. */
  readonly endOfLifeStage: string | null;
  /** How recycled input and recovery enter the emission of a material. */
  readonly materialFormula: MaterialFormula;
  /** Members of the request that only some methods understand; what stands under another one is named as unused. */
  readonly members: readonly OwnMember[];
  /** Rules of the total energy in the denominator; null when the denominator is a declared output. */
  readonly energyRules: EnergyRules | null;
  /** The allocation factor A; null where the method has none. */
  readonly allocation: AllocationRules | null;
  readonly electricityModels: readonly ElectricityModel[];
  /** Default transport factors in kgCO2e/tkm; null when the method has none. */
  readonly transportDefaults: Readonly<Record<TransportMode, string>> | null;
  readonly cutOff: {
    /** Share of the mass of its component below which an input may be cut. */
    readonly threshold: string;
    /** Share of the mass of a component that may be cut in all; null where the method sets no limit. */
    readonly cumulativeLimit: string | null;
  };
  readonly dataQuality: {
    readonly scheme: "three" | "pef4";
    /** What the total rating should not exceed; null where the method asks for nothing. */
    readonly highest: string | null;
  };
}

/**
 * `recycled_content`: (1 - Rr) Ev + Rr Er. `mee_full`: eq. (3) in its closed form. `circular_footprint_formula`: section 4.1
 * of the method notes, PEF.
 */
type MaterialFormula = "recycled_content" | "mee_full" | "circular_footprint_formula";

export type OwnMember = "Rstar" | "eol" | "cff" | "productEol";

export interface AllocationRules {
  /** Both inclusive. */
  readonly lowest: string;
  readonly highest: string;
  /** Null where a request may carry A and it counts for nothing. */
  readonly byDefault: string | null;
  /** The default for metals where it differs. */
  readonly forMetals: string | null;
}

/** Default transport factors in kgCO2e/tkm. Source: MEE draft (March 2025), table 5-2. */
export const meeTransportDefaults = { road: "0.076", rail: "0.003", water: "0.020", air: "1.404" } as const;

const everyElectricityModel = ["direct", "national_average", "contract", "residual", "internal"] as const;

const meePartial: MethodVersion = {
  name: "mee-partial",
  version: "mee@draft-2025-03",
  source:
    "Greenhouse gases, product carbon footprint quantification, power batteries (MEE consultation draft, March 2025), eq. (1)",
  stages: stages["mee-partial"],
  materialStage: "raw_materials_and_parts",
  endOfLifeStage: null,
  materialFormula: "recycled_content",
  members: [],
  energyRules: energyRules.mee,
  // Allocates only in the full life cycle; a request may carry A for both.
  allocation: { lowest: "0", highest: "1", byDefault: null, forMetals: null },
  // 5.4.7 asks for a description of how electricity was treated and forces no model.
  electricityModels: everyElectricityModel,
  transportDefaults: meeTransportDefaults,
  cutOff: { threshold: "0.01", cumulativeLimit: null },
  dataQuality: { scheme: "three", highest: "3" },
};

const meeFull: MethodVersion = {
  name: "mee-full",
  version: "mee@draft-2025-03",
  source:
    "Greenhouse gases, product carbon footprint quantification, power batteries (MEE consultation draft, March 2025), eq. (2) and (3), eq. (3) closed by masses",
  stages: stages["mee-full"],
  materialStage: "raw_materials_and_eol",
  endOfLifeStage: "raw_materials_and_eol",
  materialFormula: "mee_full",
  members: ["Rstar", "eol", "productEol"],
  energyRules: energyRules.mee,
  allocation: { lowest: "0", highest: "1", byDefault: "0.5", forMetals: null },
  electricityModels: everyElectricityModel,
  transportDefaults: meeTransportDefaults,
  cutOff: { threshold: "0.01", cumulativeLimit: null },
  dataQuality: { scheme: "three", highest: "3" },
};

const euCfbEv: MethodVersion = {
  name: "eu-cfb-ev",
  version: "eu-cfb-ev@draft-2024-04",
  source:
    "Draft delegated act on the carbon footprint of EV batteries (April 2024); JRC CFB-EV rules (June 2023); PEF method, Recommendation (EU) 2021/2279",
  stages: stages["eu-cfb-ev"],
  materialStage: "raw_materials",
  endOfLifeStage: "end_of_life",
  materialFormula: "circular_footprint_formula",
  members: ["cff"],
  energyRules: energyRules.eu,
  allocation: { lowest: "0.2", highest: "0.8", byDefault: "0.5", forMetals: "0.2" },
  // Supplier contracts, certificates and the residual mix are not accepted.
  electricityModels: ["direct", "national_average"],
  transportDefaults: null,
  cutOff: { threshold: "0.01", cumulativeLimit: null },
  dataQuality: { scheme: "three", highest: null },
};

const isoCradleToGate: MethodVersion = {
  name: "iso14067-ctg",
  version: "iso14067@2018",
  source: "ISO 14067:2018 (GB/T 24067-2024), cradle-to-gate",
  stages: stages["iso14067-ctg"],
  materialStage: "raw_materials",
  endOfLifeStage: null,
  materialFormula: "recycled_content",
  members: [],
  energyRules: null,
  allocation: null,
  // Order of preference: internal generation, direct line, contract without double count, grid mix or residual mix.
  electricityModels: everyElectricityModel,
  transportDefaults: null,
  cutOff: { threshold: "0.01", cumulativeLimit: "0.05" },
  dataQuality: { scheme: "three", highest: null },
};

/** Every published version, the oldest first: of two with one name the later one supersedes the earlier. Only appended to. */
export const methodVersions: readonly MethodVersion[] = [meePartial, meeFull, euCfbEv, isoCradleToGate];

/**
 * A method by name: the version asked for, so that an old result can be recomputed, or the newest. Null when there is no
 * such method or version.
 *
 * @param catalogue the versions to choose from; the published ones unless others are given.
 */
export function findMethod(
  name: string,
  version: string | null = null,
  catalogue: readonly MethodVersion[] = methodVersions,
): MethodVersion | null {
  const isAsked = (method: MethodVersion) =>
    method.name === name && (version === null || method.version === version);
  return catalogue.findLast(isAsked) ?? null;
}

/**
 * The newest version of a method when it is a later one than `version`: a result made with `version` is stale then, and
 * stays what it is. Null while nothing supersedes it, and for a method or version that is unknown.
 */
export function supersededBy(
  name: string,
  version: string,
  catalogue: readonly MethodVersion[] = methodVersions,
): string | null {
  const newest = findMethod(name, null, catalogue)?.version ?? version;
  return newest === version || findMethod(name, version, catalogue) === null ? null : newest;
}

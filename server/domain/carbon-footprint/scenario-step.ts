import type { ElectricityModel, Q } from "./request.ts";

/** Where a figure of a step comes from, in words; empty while nobody said. */
interface Sourced {
  readonly source: string;
}

/**
 * Lines a step speaks of, by code. Empty means every line it can speak of; where a step holds the factor of one material,
 * that is none, and the step is refused with `E_LINES_REQUIRED`.
 */
interface OfLines {
  readonly lines: readonly string[];
}

/** Electricity from another grid: replaces the factor of what comes from a grid, not of own or contracted power. */
export interface GridStep extends OfLines, Sourced {
  readonly kind: "grid";
  /** Country or region of the grid, ISO 3166. */
  readonly geography: string;
  readonly factor: Q;
}

/** Renewable power: after the step `share` (0..1) of the electricity comes from it, the rest as before. */
export interface GreenPowerStep extends OfLines, Sourced {
  readonly kind: "green_power";
  readonly share: string;
  /** How it is bought: a directly connected plant, or a contract with certificates, which not every method accepts. */
  readonly model: ElectricityModel;
  readonly factor: Q;
}

/** Recycled input: after the step `share` (0..1) of these materials is recycled, at the recycled factor. */
export interface RecycledContentStep extends OfLines, Sourced {
  readonly kind: "recycled_content";
  readonly share: string;
  readonly factor: Q;
}

export const recyclingRoutes = ["pyro", "hydro", "direct", "second_use"] as const;
export type RecyclingRoute = (typeof recyclingRoutes)[number];

/**
 * The way the battery goes at its end of life. `factor` is the burden of the process for a kilowatt hour of capacity;
 * `recovered` the share (0..1) of each material that the next product system gets back. A second use hands the battery
 * on: its end of life then belongs to the second life, with burden and credit.
 */
export interface RecyclingRouteStep extends Sourced {
  readonly kind: "recycling_route";
  readonly route: RecyclingRoute;
  /** The line of the process; null adds one. */
  readonly line: string | null;
  readonly factor: Q | null;
  readonly recovered: Readonly<Record<string, string>>;
}

/** Another cathode: its factor, and its mass as a ratio to the mass it replaces. */
export interface ChemistryStep extends OfLines, Sourced {
  readonly kind: "chemistry";
  /** For example `LFP`. */
  readonly chemistry: string;
  readonly factor: Q;
  readonly massRatio: string;
}

/** Making in another plant: the grid there, and other distances of the transport legs named. */
export interface PlantStep extends OfLines, Sourced {
  readonly kind: "plant";
  readonly plant: string;
  readonly geography: string;
  readonly factor: Q;
  readonly distances: Readonly<Record<string, Q>>;
}

/** One change of an inventory that would lower, or raise, its footprint. */
export type ScenarioStep =
  | GridStep
  | GreenPowerStep
  | RecycledContentStep
  | RecyclingRouteStep
  | ChemistryStep
  | PlantStep;

export const scenarioKinds = [
  "grid",
  "green_power",
  "recycled_content",
  "recycling_route",
  "chemistry",
  "plant",
] as const;

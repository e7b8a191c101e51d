import type { InventoryHeader } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { ScenarioStep } from "../../domain/carbon-footprint/scenario-step.ts";

/** A set of reduction steps kept with a declaration. */
export interface ScenarioView {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly ScenarioStep[];
  readonly updatedAt: string;
}

/** What the scenario bench works on: the inventory as it is, and the scenarios kept for it. */
export interface ScenarioBase {
  readonly header: InventoryHeader;
  readonly lines: readonly InventoryLine[];
  readonly scenarios: readonly ScenarioView[];
  readonly maySave: boolean;
}

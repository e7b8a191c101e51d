import { startMonteCarlo } from "../../../../../server/domain/carbon-footprint/analysis/monte-carlo.ts";
import type { MonteCarloSummary } from "../../../../../server/domain/carbon-footprint/analysis/monte-carlo.ts";
import type { UncertaintyModel } from "../../../../../server/domain/carbon-footprint/analysis/uncertainty-model.ts";

/** What the screen asks its worker for. */
export interface Simulation {
  readonly model: UncertaintyModel;
  readonly runs: number;
  readonly seed: string;
}

/** What the worker answers: how far it is, again and again, and what came out. */
export type SimulationNews =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "finished"; readonly summary: MonteCarloSummary };

/** Runs a whole simulation and tells how far it is after every fiftieth part. */
export function simulate({ model, runs, seed }: Simulation, tell: (news: SimulationNews) => void): void {
  const simulation = startMonteCarlo(model, { runs, seed });
  const piece = Math.max(1, Math.floor(runs / 50));
  while (simulation.done < runs) {
    simulation.advance(piece);
    tell({ kind: "progress", done: simulation.done });
  }
  tell({ kind: "finished", summary: simulation.summary() });
}

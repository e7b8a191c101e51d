import type { Rounding } from "../quantity/exact.ts";
import type { Q } from "./request.ts";

/** What a method lets the maker choose for a whole inventory; absent means the default of the method. */
export interface InventoryParameters {
  /** Allocation factor; another value than the method's default needs evidence (`W_A_NON_DEFAULT`). */
  readonly A?: string;
  readonly allowMixedGwp?: boolean;
  readonly cutoff?: {
    readonly threshold?: string;
    readonly cumulativeLimit?: string;
    readonly auto?: boolean;
  };
  /** End-of-life treatment of the whole product, once (MEE full life cycle). */
  readonly productEol?: Q;
  /** How declared figures are rounded for display. */
  readonly rounding?: Rounding;
  readonly dqrScheme?: "three" | "pef4";
  /** Declared output for ISO 14067 beside the total energy of the other methods, so that one inventory serves all. */
  readonly output?: Q;
  /** What shows the maker's cycles per year, where they are not the default of the method (`W_FEC_MAKER_VALUE`). */
  readonly fecEvidence?: string;
}

/** What a study says in words, in the language it was written in; every part optional while it is a draft. */
export interface StudyNotes {
  readonly goal?: string;
  readonly functionalUnit?: string;
  readonly exclusions?: readonly { readonly what: string; readonly reason: string }[];
  readonly allocation?: string;
  readonly electricity?: string;
  readonly limitations?: string;
  readonly author?: string;
  readonly verifier?: string;
}

/** All of an inventory but its lines, as kept. */
export interface StoredHead {
  readonly title: string;
  readonly method: string;
  readonly methodVersion: string;
  readonly gwpSet: string;
  /** The denominator, in the `energy` form of the calculation request. */
  readonly energy: Record<string, unknown>;
  /** Days. */
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly parameters: InventoryParameters;
  readonly study: StudyNotes;
}

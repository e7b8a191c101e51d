import type { PerformanceClass } from "../../domain/carbon-footprint/performance-class.ts";
import type {
  RuleSetDerivation,
  RuleSetKind,
  RuleSetStatus,
} from "../../domain/carbon-footprint/rule-set.ts";

/** One version of a class rule set or threshold. It never changes: a step or a revision is another version. */
export interface RuleSetView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: RuleSetKind;
  readonly status: RuleSetStatus;
  /** Battery category; null for all. */
  readonly category: string | null;
  readonly method: string;
  readonly methodVersion: string;
  readonly legalBasis: string;
  readonly source: string;
  /** `YYYY-MM-DD`; of a proposal the day it aims at. */
  readonly validFrom: string;
  readonly classes: readonly PerformanceClass[];
  readonly derivation: RuleSetDerivation;
  /** Base64url SHA-256 of the canonical JSON that `/api/rule-sets/{id}/{version}` serves. */
  readonly contentHash: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly enteredOn: string;
  /** True for the newest version of its name. */
  readonly newest: boolean;
}

/** What is hashed: everything a rule set says, and nothing the registry adds. */
export type RuleSetContent = Omit<
  RuleSetView,
  "method" | "methodVersion" | "contentHash" | "enteredOn" | "newest"
>;

/** Declared values of one battery category by one method in one version. */
export interface DeclaredField {
  readonly category: string;
  readonly method: string;
  readonly methodVersion: string;
  readonly count: number;
}

/** Where the field stands that an authority looks at. */
export interface FieldSurvey {
  /** Every field with at least one declaration; methods and their versions are never mixed. */
  readonly fields: readonly DeclaredField[];
  readonly chosen: DeclaredField | null;
  /** Ascending. */
  readonly values: readonly DeclaredValue[];
  /** Models of the chosen field left out because their batteries were on the market before. */
  readonly secondLifeLeftOut: number;
}

export interface DeclaredValue {
  readonly declarationId: string;
  readonly modelName: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly path: string;
  /** kgCO2e/kWh, exact. */
  readonly cfp: string;
  readonly resultDigest: string;
}

/** What adopted rule sets would say about one declaration; proposals say nothing here. */
export interface ClassJudgement {
  /** Why nothing is judged at all; null otherwise. */
  readonly outside: "secondLife" | "noResult" | "noModel" | null;
  readonly judgements: readonly {
    readonly ruleSet: RuleSetView;
    /** The class, or whether the value is below the threshold; null where the set says nothing about the value. */
    readonly class: string | null;
    readonly belowThreshold: boolean | null;
    /** False: adopted but not in force, so the class is what it would be and enters no record. */
    readonly entersRecord: boolean;
  }[];
}

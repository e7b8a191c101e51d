import type { BandPosition } from "../../domain/carbon-footprint/analysis/band.ts";
import type { MethodRule } from "../../domain/carbon-footprint/analysis/method-difference.ts";
import type { PartName } from "../../domain/carbon-footprint/analysis/line-parts.ts";
import type { FootprintDifference } from "../../domain/carbon-footprint/difference.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import type { DeclarationState } from "../footprint/view.ts";

/** Figures are decimals; emissions in kgCO2e, shares 0..1 of the total with its sign. */
export interface AnalysisView {
  readonly totalKg: string;
  readonly stages: readonly StageBranch[];
  /** Codes of the lines that make 80 %, largest first. */
  readonly hotSpots: readonly HotSpot[];
  /** Lines that count. */
  readonly lineCount: number;
  readonly quality: QualityView | null;
  /** The strongest inputs, and how many more there are. */
  readonly sensitivities: readonly SensitivityView[];
  readonly furtherInputs: number;
  readonly switches: readonly SwitchView[];
  readonly bands: readonly BandStrip[];
}

export interface StageBranch {
  readonly stage: string;
  readonly kg: string;
  readonly share: string;
  readonly components: readonly ComponentBranch[];
}

export interface ComponentBranch {
  readonly component: string | null;
  readonly kg: string;
  readonly share: string;
  readonly lines: readonly LineBranch[];
}

export interface LineBranch {
  readonly line: string;
  readonly kg: string;
  readonly share: string;
  readonly isSplit: boolean;
  readonly parts: readonly PartView[];
}

export interface PartView {
  readonly name: PartName;
  readonly kg: string;
  readonly share: string;
  readonly isCredit: boolean;
  /** Multiplied with one another they are `kg`, with units converted. */
  readonly terms: readonly TermView[];
  readonly factor: FactorSource | null;
}

export interface TermView {
  /** Name of the input, for those who point at the value. */
  readonly input: string;
  /** As stated, or what `1 - share` and sums come to. */
  readonly value: string;
  readonly unit: string;
}

export interface FactorSource {
  readonly nameEn: string;
  readonly nameZh: string;
  readonly version: number;
  readonly source: string;
  readonly geography: string | null;
  readonly year: number | null;
}

export interface HotSpot {
  readonly line: string;
  readonly kg: string;
  readonly share: string;
}

export interface QualityView {
  readonly scheme: "three" | "pef4";
  readonly criteria: readonly { readonly name: string; readonly score: string }[];
  readonly total: string;
  readonly class: string;
  readonly unrated: number;
  /** Share of the emissions in scope that is rated, 0..1. */
  readonly ratedShare: string;
}

export interface InputView {
  /** Null for an input of the whole inventory. */
  readonly line: string | null;
  readonly name: string;
  /** What to call it: the only factor of a line is its factor. */
  readonly label: string;
  readonly value: string;
  readonly unit: string;
}

export interface SensitivityView {
  readonly input: InputView;
  readonly low: { readonly value: string; readonly perUnit: string; readonly difference: string };
  readonly high: { readonly value: string; readonly perUnit: string; readonly difference: string };
  readonly swing: string;
}

export type SwitchCondition =
  | {
      readonly kind: "declaration";
      readonly number: number;
      readonly nameEn: string;
      readonly nameZh: string;
    }
  | { readonly kind: "class"; readonly name: string; readonly ruleSet: string }
  | {
      readonly kind: "band";
      readonly nameEn: string;
      readonly nameZh: string;
      readonly edge: string;
      readonly per: BandStrip["per"];
    }
  | { readonly kind: "order"; readonly line: string; readonly other: string };

/** One condition, and the inputs that make it flip, nearest first. */
export interface SwitchView {
  readonly condition: SwitchCondition;
  readonly points: readonly {
    readonly input: InputView;
    readonly value: string;
    /** 0.1 for a tenth more. */
    readonly change: string;
    /** Null when the value is met exactly. */
    readonly tolerance: string | null;
  }[];
}

export interface BandStrip {
  readonly per: "capacity" | "lifetime";
  /** This inventory. */
  readonly value: string;
  readonly unit: string;
  readonly isOutside: boolean;
  readonly bands: readonly {
    readonly id: string;
    readonly nameEn: string;
    readonly nameZh: string;
    readonly value: string | null;
    readonly min: string | null;
    readonly max: string | null;
    readonly source: string;
    readonly note: string | null;
    readonly geography: string;
    readonly year: number;
    readonly position: BandPosition;
  }[];
}

/** An analysis, or why there is none: paths name lines and their members. */
export type Analysed<T> =
  | { readonly computes: true; readonly analysis: T }
  | { readonly computes: false; readonly errors: readonly CodeAt[] };

/** One inventory under every method. */
export interface MethodsView {
  readonly from: string;
  readonly results: readonly MethodResult[];
  readonly differences: readonly MethodDifferenceView[];
}

export interface MethodResult {
  readonly method: string;
  readonly methodVersion: string;
  /** Null where the method refuses the inventory. */
  readonly result: {
    readonly totalKg: string;
    readonly perUnit: string;
    readonly unit: string;
    readonly denominator: string;
    readonly denominatorUnit: string;
  } | null;
  /** Why not; paths name lines and their members. */
  readonly errors: readonly CodeAt[];
  /** What was taken for what the inventory does not say in the words of this method. */
  readonly assumptions: readonly { readonly code: string; readonly line: string | null }[];
  readonly outside: readonly string[];
}

export interface MethodDifferenceView {
  readonly to: string;
  readonly kg: string;
  readonly perUnit: string | null;
  readonly unitFrom: string;
  readonly unitTo: string;
  readonly steps: readonly {
    readonly rule: MethodRule;
    readonly kg: string;
    readonly perUnit: string | null;
    readonly lines: readonly { readonly line: string; readonly kg: string }[];
    readonly furtherLines: number;
  }[];
}

/** What a comparison says of each of the two. */
export interface ComparedDeclaration {
  readonly id: string;
  readonly number: number;
  readonly state: DeclarationState;
  readonly subjectName: string;
  readonly subjectNameZh: string;
  readonly method: string;
  readonly methodVersion: string;
  /** Null while it does not compute. */
  readonly result: { readonly cfp: string; readonly totalKg: string } | null;
  readonly unit: string;
}

/** Two declarations line by line. */
export interface ComparisonView {
  readonly first: ComparedDeclaration;
  readonly second: ComparedDeclaration;
  /** Null while one of the two does not compute. */
  readonly comparison: {
    readonly difference: FootprintDifference;
    readonly matchedByName: readonly { readonly code: string; readonly codeInFirst: string }[];
    readonly unchanged: number;
  } | null;
}

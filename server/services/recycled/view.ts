import type { Gap, Judged } from "../../domain/recycled-content/gap.ts";
import type { LotShares, StatementFinding } from "../../domain/recycled-content/lot.ts";
import type { RecycledMetal } from "../../domain/recycled-content/share.ts";
import type { RecycledContentView } from "../model/view.ts";

/** Recycled content of one model from one plant in one year, with its evidence. */
export interface RecycledView {
  readonly model: {
    readonly id: string;
    readonly name: string;
    readonly modelCode: string;
    readonly productUrl: string;
    readonly path: string;
    readonly category: string;
    readonly operatorName: string;
    readonly operatorNameOriginal: string | null;
    readonly plant: string;
    readonly plantOriginal: string | null;
    readonly plantCity: string;
    readonly plantCountry: string;
    /** Art. 8 is not for batteries whose original was on the market before. */
    readonly secondLife: boolean;
  };
  /** Years with a statement or a lot, newest first. */
  readonly years: readonly number[];
  readonly year: number | null;
  /** Always the four metals, each for itself. */
  readonly metals: readonly MetalView[];
  readonly lots: readonly LotView[];
  /** First day of the duty to document; null for a category that is not bound. */
  readonly documentedFrom: string | null;
  /** What is missing for each step of the minimum. */
  readonly steps: readonly Judged[];
  /** The day asked for, and the judgement for a battery placed on the market then; null when no minimum applies. */
  readonly placedOn: string | null;
  readonly judgedAt: Judged | null;
  readonly items: readonly ItemGroup[];
  readonly may: { readonly edit: boolean };
}

export interface MetalView {
  readonly metal: RecycledMetal;
  readonly stated: RecycledContentView | null;
  readonly fromLots: LotShares | null;
  readonly finding: StatementFinding;
  /** Lots of this metal without an evidence document. */
  readonly lotsWithoutEvidence: number;
}

export interface LotView {
  readonly id: string;
  readonly metal: RecycledMetal;
  readonly year: number;
  readonly lot: string;
  readonly supplier: string;
  readonly metalKg: string;
  readonly preConsumerKg: string;
  readonly postConsumerKg: string;
  readonly illustrative: boolean;
  readonly evidence: {
    readonly title: string;
    readonly sha256: string;
    readonly mediaType: string;
    readonly sizeBytes: number;
  } | null;
  /** False once a signed record states the share of this metal and year. */
  readonly removable: boolean;
}

/** Batteries of the model that are judged alike: made in one year, placed on the market under one minimum. */
export interface ItemGroup {
  readonly count: number;
  readonly madeIn: number;
  readonly placed: "notYet" | "beforeAnyMinimum" | "underMinimum" | "secondLife";
  /** First day of the minimum that applies. */
  readonly from: string | null;
  /** Against the shares of the year they were made in; null where no minimum applies. */
  readonly gaps: readonly Gap[] | null;
}

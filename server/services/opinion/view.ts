import type { OpinionOutcome } from "../../domain/record/opinion.ts";
import type { FootprintWithdrawal } from "../supplier/withdrawals.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";

/** A published opinion on one version, with what this server found when it checked it just now. */
export interface OpinionView {
  readonly id: string;
  /** Where the signed text stands. */
  readonly path: string;
  readonly version: number;
  readonly body: string;
  readonly bodyOriginal: string | null;
  readonly outcome: OpinionOutcome;
  readonly remarks: string | null;
  readonly issuedAt: string;
  /** Base64url SHA-256 of the signed text. */
  readonly digest: string;
  readonly leafIndex: number;
  /** The same body has said something later about the same version. */
  readonly isReplaced: boolean;
  readonly verdict: Verdict;
}

/** What bodies said about a version, and whether they said anything about an earlier one. */
export interface VersionOpinions {
  /** Newest first; two bodies stand side by side. */
  readonly opinions: readonly OpinionView[];
  /** The newest earlier version with an opinion; null where there is none, or this version has one of its own. */
  readonly earlierVersion: number | null;
}

/** One link of the chain from suppliers to opinions. */
export interface SupplierLink {
  readonly id: string;
  readonly supplierName: string;
  readonly productName: string;
  readonly value: string;
  readonly unit: string;
  /** Where the signed record is published for good; null for a figure handed to this operator alone, or that nobody signed. */
  readonly recordPath: string | null;
  /** Null for a figure that nobody signed. */
  readonly verdict: Verdict | null;
  /** The document or record still has its digest, and the figure used is the one in it. */
  readonly isUnchanged: boolean;
  readonly isExpired: boolean;
  /** That its supplier withdrew the record, why and when; null where it did not. */
  readonly withdrawn: FootprintWithdrawal | null;
  readonly isReplaced: boolean;
}

import type { SecondLifeOperation } from "../../domain/life/battery-status.ts";
import type { PartyView } from "../passport/view.ts";

export const transferKinds = ["handOver", "secondLife", "waste"] as const;
export type TransferKind = (typeof transferKinds)[number];

export const transferStates = ["offered", "accepted", "declined", "withdrawn"] as const;
export type TransferState = (typeof transferStates)[number];

/** One of the two operators of a transfer or a delegation. */
export interface LifeParty extends PartyView {
  readonly id: string;
}

/** A passport a transfer is about. */
export interface TransferredPassport {
  readonly productUrl: string;
  readonly path: string;
  readonly level: "model" | "batch" | "item";
  readonly modelName: string;
  /** As the law names it: what is measured anew depends on it. */
  readonly category: string;
  readonly serial: string | null;
}

/** A transfer of responsibility as its two operators and the keeper see it. */
export interface TransferView {
  readonly id: string;
  readonly kind: TransferKind;
  readonly operation: SecondLifeOperation | null;
  readonly from: LifeParty;
  readonly to: LifeParty;
  readonly state: TransferState;
  readonly note: string | null;
  /** The written agreement. */
  readonly document: { readonly id: string; readonly title: string } | null;
  /** By address: all of a transfer of named batteries that waits, of any other the first. */
  readonly passports: readonly TransferredPassport[];
  readonly passportCount: number;
  /** Of all of them, while it waits: an acceptance names it. */
  readonly digest: string | null;
  /** Of a second life: how many of its batteries became part of a new one. */
  readonly succeededCount: number;
  readonly offeredBy: string | null;
  readonly offeredAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

import type { SuspensionReason, WithdrawnReason } from "../../domain/record/status-reason.ts";

/** Why a version is no longer the valid one; published, and so for everybody. */
export type VersionStatus = {
  /** RFC 3339 UTC. */
  readonly changedAt: string;
  /** Place of the change in the log. */
  readonly leafIndex: number;
} & (
  | { readonly status: "revoked"; readonly reason: WithdrawnReason }
  | { readonly status: "superseded"; readonly reason: "newVersion" }
);

/** An act of an authority about the sale of a product: a stop, or the end of one. */
export interface SuspensionView {
  readonly id: string;
  readonly action: "suspend" | "lift";
  readonly reason: SuspensionReason;
  /** The authority's own words, part of what it signed; null where it added none. */
  readonly note: string | null;
  readonly authority: string;
  readonly authorityOriginal: string | null;
  readonly issuedAt: string;
  /** Where the signed statement stands for good. */
  readonly path: string;
  readonly digest: string;
  readonly leafIndex: number;
}

/** What stands about a passport beside its records: what became of each version, whether its sale is stopped. */
export interface Standing {
  /** By version; a version that is not there is valid. */
  readonly versions: ReadonlyMap<number, VersionStatus>;
  /** Every act of an authority, newest first; the first says which holds. */
  readonly suspensions: readonly SuspensionView[];
}

/** A pair of lists of which one was asked for. */
export interface StatusListView {
  /** The list as signed: a compact JWS. */
  readonly token: string;
  readonly sequence: number;
  readonly leafIndex: number;
  readonly issuedAt: Date;
  readonly validUntil: Date;
  /** When a newer one took its place; null for the newest. */
  readonly replacedAt: Date | null;
}

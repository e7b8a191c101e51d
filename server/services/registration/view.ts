import type { RegistrationState } from "../../domain/registration/state.ts";
import type { Problem } from "../../domain/problem.ts";

/** A passport in the outbox to the registry of the Union. */
export interface RegistrationRow {
  readonly id: string;
  readonly operatorId: string;
  readonly productUrl: string;
  readonly path: string;
  readonly modelName: string;
  readonly serial: string | null;
  readonly version: number;
  /** Base64url SHA-256 of the public record of the version. */
  readonly versionHash: string;
  readonly state: RegistrationState;
  /** The file it was put into; null before. */
  readonly fileId: string | null;
  readonly registrationId: string | null;
  readonly refusal: string | null;
  readonly proofDocumentId: string | null;
  /** RFC 3339 UTC. */
  readonly updatedAt: string;
}

/** A file that was made of prepared registrations. */
export interface RegistrationFileRow {
  readonly id: string;
  readonly count: number;
  /** How many of them were not handed over yet, and how many wait for their answer. */
  readonly open: number;
  readonly waiting: number;
  /** RFC 3339 UTC. */
  readonly preparedAt: string;
}

/** What stands in the way of a registration. */
export interface UnpreparedRow {
  readonly id: string;
  readonly productUrl: string;
  readonly problems: readonly Problem[];
}

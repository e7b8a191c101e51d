import type { RegistrationEntry } from "../domain/registration/entry.ts";

/** What the registry of the Union says about one entry. */
export type RegistryAnswer =
  | { readonly state: "submitted" }
  | { readonly state: "registered"; readonly registrationId: string }
  | { readonly state: "refused"; readonly reason: string };

/** The registry of the Union as a program reaches it. */
export interface RegistryClient {
  /** Whether passports of batteries can be registered by a program now. */
  isOpen(): Promise<boolean>;
  /** Hands entries over, at most 100; one answer for each, in their order. Rejects when the registry cannot be reached. */
  submit(entries: readonly RegistrationEntry[]): Promise<readonly RegistryAnswer[]>;
}

/**
 * The registry as it is today: its interface for programs is not documented and takes no batteries yet, so nothing is
 * handed over. Registrations go by file, through its web interface. A client for the interface takes this one's place.
 *
 * Source: user guide of the registry, 1.02 (24 August 2026).
 */
export const registryNotOpen: RegistryClient = {
  isOpen: () => Promise.resolve(false),
  submit: () => Promise.reject(new Error("The registry of the Union takes no batteries from programs yet.")),
};

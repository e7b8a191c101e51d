/** What has become of the registration of a passport in the registry of the Union. */
export const registrationStates = [
  "prepared",
  "notYetPossible",
  "submitted",
  "registered",
  "refused",
] as const;
export type RegistrationState = (typeof registrationStates)[number];

const next: Readonly<Record<RegistrationState, readonly RegistrationState[]>> = {
  prepared: ["notYetPossible", "submitted"],
  notYetPossible: ["submitted"],
  submitted: ["registered", "refused", "notYetPossible"],
  refused: ["prepared"],
  registered: [],
};

/**
 * Whether a registration may pass from one state to the other. What is registered stays registered: a new version is a
 * registration of its own. What was refused is prepared again once it is mended.
 *
 * Source: Implementing Regulation (EU) 2026/1778, Art. 8(7): the registry answers later, with yes or no.
 */
export function mayBecome(from: RegistrationState, to: RegistrationState): boolean {
  return next[from].includes(to);
}

/** The state of that name; null for any other text. */
export function parseRegistrationState(text: string): RegistrationState | null {
  return registrationStates.find((one) => one === text) ?? null;
}

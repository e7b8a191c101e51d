/**
 * What is wrong with data that came from outside. A problem is a value, never an exception: a reader collects all of
 * them, so that a person mends a file once and not line by line.
 */
export interface Problem {
  /** Stable code, for example `E_UNIT_UNKNOWN`; every code has a sentence in each language and a help page. */
  readonly code: string;
  /** Where: a path into the input such as `materials[3].mass.unit`; empty for the whole input. */
  readonly path: string;
  /** What the sentence needs to be specific: the refused value, what was expected. Never secrets. */
  readonly params?: Readonly<Record<string, string>>;
}

/** The checked value, or everything that is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function reject(code: string, path = "", params?: Readonly<Record<string, string>>): Parsed<never> {
  return { ok: false, problems: [params === undefined ? { code, path } : { code, path, params }] };
}

export function rejectAll(problems: readonly Problem[]): Parsed<never> {
  return { ok: false, problems };
}

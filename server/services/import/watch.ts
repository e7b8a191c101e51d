/** Where an import is: what a person who waits is told. */
export type ImportStep =
  | { readonly step: "reading" }
  | { readonly step: "judging"; readonly rows: number }
  | { readonly step: "keeping"; readonly rows: number };

/** Somebody who waits for an import, and may not want it any more. */
export interface ImportWatch {
  /** Told before each step; resolves when it was passed on. Throws when nobody waits any more. */
  readonly report: (step: ImportStep) => Promise<void>;
  /** Asked last before anything is kept: afterwards it is done. */
  readonly signal: AbortSignal;
}

export const unwatched: ImportWatch = {
  report: () => Promise.resolve(),
  signal: new AbortController().signal,
};

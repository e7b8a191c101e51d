/** Steps that evaluating one query may take: nodes looked at, values compared, characters matched. */
export const mostSteps = 1_000_000;
/** Nodes that one query may find, and that may lie between two of its steps. */
export const mostNodes = 10_000;

/** Ends an evaluation that costs more than any honest one; never leaves this folder. */
export class TooMuch extends Error {
  readonly code: "E_JSONPATH_STEPS" | "E_JSONPATH_NODES" | "E_JSONPATH_PATTERN";
  readonly limit: number;

  constructor(code: TooMuch["code"], limit: number) {
    super(code);
    this.code = code;
    this.limit = limit;
  }
}

/** Counts the steps of one evaluation. */
export class Budget {
  #left = mostSteps;

  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new TooMuch("E_JSONPATH_STEPS", mostSteps);
  }
}

import type { Parsed, Problem } from "../domain/problem.ts";
import { Refusal } from "../refusal.ts";

/**
 * Collects what is wrong with an input, field by field, so that a person mends a form once. Read every field, then
 * `refuse`: after it the values are all good.
 */
export class Fields {
  readonly #problems: Problem[] = [];

  /** The value of a domain parser, its problems put at `path`; undefined after a problem. */
  take<T>(path: string, parsed: Parsed<T>): T | undefined {
    if (parsed.ok) return parsed.value;
    for (const problem of parsed.problems)
      this.#problems.push({ ...problem, path: join(path, problem.path) });
    return undefined;
  }

  /** A text that must say something. PostgreSQL keeps no zeros, canonical JSON no halves of characters. */
  text(path: string, value: string): string {
    const trimmed = value.trim();
    if (trimmed === "") this.add("E_REQUIRED", path);
    if (/[\0\p{Surrogate}]/u.test(trimmed)) this.add("E_SCHEMA", path);
    return trimmed;
  }

  add(code: string, path: string, params?: Readonly<Record<string, string>>): void {
    this.#problems.push(params === undefined ? { code, path } : { code, path, params });
  }

  /** Everything found so far. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Throws `INVALID_INPUT` with everything found so far, if anything was. */
  refuse(): void {
    if (this.#problems.length > 0) throw invalidInput(this.#problems);
  }
}

/** The refusal of an input with these problems. */
export function invalidInput(problems: readonly Problem[]): Refusal {
  const fields = [...new Set(problems.map(({ path }) => path))].filter((path) => path !== "").join(", ");
  const message = fields === "" ? "What was sent cannot be taken as it is." : `Please mend: ${fields}.`;
  return new Refusal("INVALID_INPUT", message, problems);
}

/** Null for an optional text left empty. */
export function optional(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

function join(outer: string, inner: string): string {
  return [outer, inner].filter((part) => part !== "").join(".");
}

import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "../../server/root.ts";
import type { Problem } from "../../server/domain/problem.ts";

/** Why something a person asked for was not done. */
export interface Failure {
  /** Code of the registry's refusal; null when it did not answer or failed by itself. */
  readonly refusal: string | null;
  readonly problems: readonly Problem[];
  /** True when no answer came at all. */
  readonly offline: boolean;
  /** When it happened, RFC 3339 UTC. */
  readonly at: string;
}

/** Reads a failure out of whatever a call to the registry threw. */
export function failureOf(error: unknown): Failure {
  const at = new Date().toISOString();
  if (!isOfRegistry(error)) return { refusal: null, problems: [], offline: true, at };
  const { data } = error;
  if (data === null || data === undefined) return { refusal: null, problems: [], offline: true, at };
  return { refusal: data.refusal, problems: data.problems, offline: false, at };
}

/** The failure of a form that a route refused; without any problem no answer came. */
export function failureWith(problems: readonly Problem[]): Failure {
  const offline = problems.length === 0;
  return { refusal: offline ? null : "INVALID_INPUT", problems, offline, at: new Date().toISOString() };
}

function isOfRegistry(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

/**
 * The problem that belongs to a form field: its path is the field's name, ends with it (`lines[3].amount`), or leads
 * into it (`usableCapacity.unit`, `energy.usableCapacity.value`, `productUrls[2]`).
 */
export function problemAt(failure: Failure | null, field: string): Problem | undefined {
  return failure?.problems.find(({ path }) => `.${path.replaceAll("[", ".[")}.`.includes(`.${field}.`));
}

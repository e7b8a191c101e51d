import type { Outcome } from "../verification/verdict.ts";

/**
 * What the check of one identifier comes down to, each with its own sentence and next step:
 *
 * - `valid`: a passport, its newest record genuine, current and logged, its sale not stopped;
 * - `suspended`: the same, but an authority has stopped the sale;
 * - `withdrawn`, `superseded`: genuine, and no longer the valid record;
 * - `ended`: the passport ceased after recycling (Regulation (EU) 2023/1542, Art. 77(8));
 * - `wrong`: a part of the record is false;
 * - `notYetRegistered`: an operator has entered the product, and no passport has been released for it;
 * - `unknown`: this registry knows nothing of it;
 * - `foreign`: the address of another registry, which cannot be checked from here;
 * - `unreadable`: the text is no identifier;
 * - `couldNotCheck`: something that was asked could not be checked.
 */
export const listAnswers = [
  "wrong",
  "unknown",
  "notYetRegistered",
  "withdrawn",
  "superseded",
  "suspended",
  "ended",
  "foreign",
  "unreadable",
  "couldNotCheck",
  "valid",
] as const;
export type ListAnswer = (typeof listAnswers)[number];

/** The answer for a passport that is there. Bad news about the record comes before what stands beside it. */
export function answerFor(outcome: Outcome, isSaleStopped: boolean): ListAnswer {
  if (outcome !== "holds") return outcome;
  return isSaleStopped ? "suspended" : "valid";
}

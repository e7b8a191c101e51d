import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import { add, compare, isNegative, parseExact, toDecimal } from "../quantity/exact.ts";

/** Metals whose recycled share is stated, each with its own denominator. Source: Regulation (EU) 2023/1542, Art. 8(1). */
export const recycledMetals = ["cobalt", "lead", "lithium", "nickel"] as const;
export type RecycledMetal = (typeof recycledMetals)[number];

/** Percent of one metal that was recovered, by origin. */
export interface RecycledShare {
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  /** Sum of both, exact. */
  readonly sharePercent: string;
}

/** Reads one of the four metals. Problem: `E_METAL`. */
export function parseRecycledMetal(text: string): Parsed<RecycledMetal> {
  const found = recycledMetals.find((metal) => metal === text);
  return found === undefined
    ? reject("E_METAL", "", { value: text, expected: recycledMetals.join(", ") })
    : accept(found);
}

/**
 * Reads the two recovered shares of one metal, in percent. Zero is a statement; each share lies in 0..100, and so does
 * their sum.
 *
 * Problems: `E_NOT_FINITE`, `E_SHARE_RANGE`.
 */
export function parseRecycledShare(
  preConsumerPercent: string,
  postConsumerPercent: string,
): Parsed<RecycledShare> {
  const pre = percent(preConsumerPercent, "preConsumerPercent");
  const post = percent(postConsumerPercent, "postConsumerPercent");
  if (!pre.ok || !post.ok) return rejectAll([...problemsOf(pre), ...problemsOf(post)]);
  const sum = add(pre.value, post.value);
  if (compare(sum, hundred) > 0) {
    return reject("E_SHARE_RANGE", "postConsumerPercent", { value: toDecimal(sum), expected: "0..100" });
  }
  return accept({
    preConsumerPercent: toDecimal(pre.value),
    postConsumerPercent: toDecimal(post.value),
    sharePercent: toDecimal(sum),
  });
}

const hundred: Exact = { numerator: 100n, divisor: 1n, scale: 0 };

function percent(text: string, path: string): Parsed<Exact> {
  const value = parseExact(text.trim());
  if (value === null) return reject("E_NOT_FINITE", path, { value: text });
  if (isNegative(value) || compare(value, hundred) > 0) {
    return reject("E_SHARE_RANGE", path, { value: text, expected: "0..100" });
  }
  return accept(value);
}

function problemsOf(parsed: Parsed<unknown>): readonly Problem[] {
  return parsed.ok ? [] : parsed.problems;
}

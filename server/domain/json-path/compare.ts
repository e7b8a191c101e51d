import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { Budget } from "./budget.ts";
import type { Comparison } from "./query.ts";

/**
 * Compares two values; undefined is nothing, which equals only itself. What is neither two numbers nor two texts has no
 * order, but may be equal.
 *
 * Source: RFC 9535, section 2.3.5.2.2.
 */
export function compares(
  operator: Comparison,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  budget: Budget,
): boolean {
  switch (operator) {
    case "==":
      return areEqual(left, right, budget);
    case "!=":
      return !areEqual(left, right, budget);
    case "<":
      return isLess(left, right, budget);
    case ">":
      return isLess(right, left, budget);
    case "<=":
      return isLess(left, right, budget) || areEqual(left, right, budget);
    case ">=":
      return isLess(right, left, budget) || areEqual(left, right, budget);
  }
}

function areEqual(left: JsonValue | undefined, right: JsonValue | undefined, budget: Budget): boolean {
  budget.spend();
  if (left === right) return true;
  if (isList(left)) {
    if (!isList(right) || left.length !== right.length) return false;
    return left.every((entry, index) => areEqual(entry, right[index], budget));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && areEqual(left[name], right[name], budget))
  );
}

function isLess(left: JsonValue | undefined, right: JsonValue | undefined, budget: Budget): boolean {
  budget.spend();
  if (typeof left === "number" && typeof right === "number") return left < right;
  if (typeof left !== "string" || typeof right !== "string") return false;
  budget.spend(Math.min(left.length, right.length));
  return isBefore(left, right);
}

/** Texts in the order of their characters, not of UTF-16 units. */
function isBefore(left: string, right: string): boolean {
  for (let at = 0; ;) {
    const [one, other] = [left.codePointAt(at), right.codePointAt(at)];
    if (other === undefined) return false;
    if (one === undefined) return true;
    if (one !== other) return one < other;
    at += one > 0xffff ? 2 : 1;
  }
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

import { toDecimal } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";

/** Exact values by name as decimal text, 34 significant digits where there is no end to them. Any name is safe. */
export function decimals(values: Iterable<readonly [string, Exact]>): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, value] of values) {
    // Assigned, this one name would set the prototype and vanish.
    if (name !== "__proto__") texts[name] = toDecimal(value);
    else Object.defineProperty(texts, name, { value: toDecimal(value), enumerable: true });
  }
  return texts;
}

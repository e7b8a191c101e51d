import type { JsonValue } from "../record/strict-json.ts";

/** A JSONPath as read. Source: RFC 9535, sections 2.1 to 2.5. */
export interface JsonPath {
  /** `$` is the whole document, `@` the node that a filter looks at. */
  readonly from: "$" | "@";
  readonly segments: readonly Segment[];
}

/** A step to children (`[…]`) or to a node and everything below it (`..[…]`). */
export interface Segment {
  readonly kind: "child" | "descendant";
  readonly selectors: readonly Selector[];
}

export type Selector =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | {
      readonly kind: "slice";
      readonly start: number | null;
      readonly end: number | null;
      readonly step: number;
    }
  | { readonly kind: "wildcard" }
  | { readonly kind: "filter"; readonly test: Logical };

/** An expression that is true or false. */
export type Logical =
  | { readonly kind: "or" | "and"; readonly terms: readonly Logical[] }
  | { readonly kind: "not"; readonly term: Logical }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Value; readonly right: Value }
  /** True where the query finds something. */
  | { readonly kind: "exists"; readonly path: JsonPath }
  | { readonly kind: "matches"; readonly whole: boolean; readonly text: Value; readonly pattern: Value };

export const comparisons = ["==", "!=", "<=", ">=", "<", ">"] as const;
export type Comparison = (typeof comparisons)[number];

/** An expression with a value, or with nothing. */
export type Value =
  | { readonly kind: "literal"; readonly value: JsonValue }
  /** A query that finds one node at most. */
  | { readonly kind: "path"; readonly path: JsonPath }
  | { readonly kind: "length"; readonly of: Value }
  | { readonly kind: "count"; readonly of: JsonPath }
  | { readonly kind: "value"; readonly of: JsonPath };

/**
 * Whether a query can find one node at most, whatever the document: names and single indexes only.
 *
 * Source: RFC 9535, section 2.3.5.1 (singular query).
 */
export function isSingular({ segments }: JsonPath): boolean {
  return segments.every(
    ({ kind, selectors }) =>
      kind === "child" &&
      selectors.length === 1 &&
      (selectors[0]?.kind === "name" || selectors[0]?.kind === "index"),
  );
}

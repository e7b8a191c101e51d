import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { Budget, mostNodes, TooMuch } from "./budget.ts";
import { compares } from "./compare.ts";
import type { Pattern } from "./interoperable-pattern.ts";
import { matchesPattern, readPattern } from "./interoperable-pattern.ts";
import type { JsonPath, Logical, Segment, Selector, Value } from "./query.ts";

/** A value of a document and where it stands: names of members and indexes of entries, from the top. */
export interface Node {
  readonly location: readonly (string | number)[];
  readonly value: JsonValue;
}

/**
 * The nodes of a document that a query finds, in its order; a node that is found twice is there twice.
 *
 * Problems, for queries that cost more than any honest one: `E_JSONPATH_STEPS`, `E_JSONPATH_NODES`,
 * `E_JSONPATH_PATTERN` for a regular expression whose counts make it too large; each with the limit.
 *
 * Source: RFC 9535, sections 2.3 to 2.5.
 */
export function findNodes(path: JsonPath, document: JsonValue): Parsed<readonly Node[]> {
  try {
    const evaluation = new Evaluation(document);
    return accept(
      evaluation.find(path, evaluation.root).map(({ value, ...at }) => ({ location: locationOf(at), value })),
    );
  } catch (cause) {
    if (cause instanceof TooMuch) return reject(cause.code, "", { expected: String(cause.limit) });
    throw cause;
  }
}

/** A node that knows what it stands in: its location is written only where it is asked for. */
interface Held {
  readonly value: JsonValue;
  readonly in: Held | null;
  readonly key: string | number;
}

function locationOf(node: Omit<Held, "value">): readonly (string | number)[] {
  const location: (string | number)[] = [];
  let at: Omit<Held, "value"> = node;
  while (at.in !== null) {
    location.push(at.key);
    at = at.in;
  }
  return location.toReversed();
}

class Evaluation {
  readonly root: Held;
  readonly #budget = new Budget();
  readonly #patterns = new Map<string, Pattern | null>();

  constructor(document: JsonValue) {
    this.root = { value: document, in: null, key: "" };
  }

  find({ from, segments }: JsonPath, current: Held): readonly Held[] {
    let nodes: readonly Held[] = [from === "$" ? this.root : current];
    for (const segment of segments) {
      const found: Held[] = [];
      for (const node of nodes) this.#follow(segment, node, found);
      nodes = found;
    }
    return nodes;
  }

  #follow({ kind, selectors }: Segment, node: Held, found: Held[]): void {
    if (kind === "child") {
      for (const selector of selectors) this.#select(selector, node, found);
      return;
    }
    // A node before what stands in it, without recursion: documents may be deep.
    const waiting = [node];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const selector of selectors) this.#select(selector, at, found);
      waiting.push(...this.#children(at).toReversed());
    }
  }

  #select(selector: Selector, node: Held, found: Held[]): void {
    this.#budget.spend();
    const { value } = node;
    const add = (one: Held): void => {
      if (found.length >= mostNodes) throw new TooMuch("E_JSONPATH_NODES", mostNodes);
      found.push(one);
    };
    switch (selector.kind) {
      case "name": {
        const member =
          isJsonObject(value) && Object.hasOwn(value, selector.name) ? value[selector.name] : undefined;
        if (member !== undefined) add({ value: member, in: node, key: selector.name });
        return;
      }
      case "index": {
        if (!isList(value)) return;
        const key = selector.index < 0 ? value.length + selector.index : selector.index;
        const entry = value[key];
        if (entry !== undefined) add({ value: entry, in: node, key });
        return;
      }
      case "wildcard":
        for (const child of this.#children(node)) add(child);
        return;
      case "slice":
        if (!isList(value)) return;
        for (const key of indexesOf(selector, value.length)) {
          const entry = value[key];
          this.#budget.spend();
          if (entry !== undefined) add({ value: entry, in: node, key });
        }
        return;
      case "filter":
        for (const child of this.#children(node)) if (this.#holds(selector.test, child)) add(child);
    }
  }

  #children(node: Held): readonly Held[] {
    const { value } = node;
    const children = isList(value)
      ? value.map((entry, key) => ({ value: entry, in: node, key }))
      : isJsonObject(value)
        ? Object.entries(value).map(([key, member]) => ({ value: member, in: node, key }))
        : [];
    this.#budget.spend(children.length);
    return children;
  }

  #holds(logical: Logical, at: Held): boolean {
    this.#budget.spend();
    switch (logical.kind) {
      case "or":
        return logical.terms.some((term) => this.#holds(term, at));
      case "and":
        return logical.terms.every((term) => this.#holds(term, at));
      case "not":
        return !this.#holds(logical.term, at);
      case "exists":
        return this.find(logical.path, at).length > 0;
      case "compare":
        return compares(
          logical.operator,
          this.#value(logical.left, at),
          this.#value(logical.right, at),
          this.#budget,
        );
      case "matches": {
        const [text, pattern] = [this.#value(logical.text, at), this.#value(logical.pattern, at)];
        if (typeof text !== "string" || typeof pattern !== "string") return false;
        const read = this.#pattern(pattern);
        return read !== null && matchesPattern(read, text, logical.whole, this.#budget);
      }
    }
  }

  /** Undefined: nothing. */
  #value(value: Value, at: Held): JsonValue | undefined {
    this.#budget.spend();
    switch (value.kind) {
      case "literal":
        return value.value;
      case "path":
        return this.find(value.path, at)[0]?.value;
      case "length":
        return this.#lengthOf(this.#value(value.of, at));
      case "count":
        return this.find(value.of, at).length;
      case "value": {
        const nodes = this.find(value.of, at);
        return nodes.length === 1 ? nodes[0]?.value : undefined;
      }
    }
  }

  /** Characters of a text, entries of an array, members of an object. */
  #lengthOf(value: JsonValue | undefined): number | undefined {
    if (typeof value === "string") {
      this.#budget.spend(value.length);
      return [...value].length;
    }
    if (isList(value)) return value.length;
    return isJsonObject(value) ? Object.keys(value).length : undefined;
  }

  #pattern(text: string): Pattern | null {
    const known = this.#patterns.get(text);
    if (known !== undefined) return known;
    this.#budget.spend(text.length);
    const read = readPattern(text);
    this.#patterns.set(text, read);
    return read;
  }
}

/** Source: RFC 9535, section 2.3.4.2.2. */
function indexesOf(
  { start, end, step }: Extract<Selector, { readonly kind: "slice" }>,
  length: number,
): readonly number[] {
  if (step === 0) return [];
  const counted = (index: number) => (index >= 0 ? index : length + index);
  const bounded = (index: number, low: number, high: number) => Math.min(Math.max(index, low), high);
  const indexes: number[] = [];
  if (step > 0) {
    const upper = bounded(counted(end ?? length), 0, length);
    for (let at = bounded(counted(start ?? 0), 0, length); at < upper; at += step) indexes.push(at);
  } else {
    const lower = end === null ? -1 : bounded(counted(end), -1, length - 1);
    const first = start === null ? length - 1 : bounded(counted(start), -1, length - 1);
    for (let at = first; at > lower; at += step) indexes.push(at);
  }
  return indexes;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

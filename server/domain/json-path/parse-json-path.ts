import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Comparison, JsonPath, Logical, Segment, Selector, Value } from "./query.ts";
import { comparisons, isSingular } from "./query.ts";

/** Characters of a query; no honest one is longer. */
export const longestQuery = 2000;
/** How deep parentheses, functions and filters may stand in one another. */
export const deepestQuery = 32;

/**
 * Reads a JSONPath: exactly the grammar of the standard, with its types of functions.
 *
 * Problems: `E_JSONPATH_LONG`, `E_JSONPATH_DEPTH`, `E_JSONPATH_SYNTAX` with the offset at which reading stopped (UTF-16
 * units), `E_JSONPATH_NUMBER` for an index beyond what is exact, `E_JSONPATH_FUNCTION` for a function that is unknown or
 * is given or used as what it is not.
 *
 * Source: RFC 9535, appendix A (grammar), sections 2.1 (integers) and 2.4.3 (well-typedness).
 */
export function parseJsonPath(text: string): Parsed<JsonPath> {
  if (text.length > longestQuery)
    return reject("E_JSONPATH_LONG", "", { value: String(text.length), expected: String(longestQuery) });
  try {
    return accept(new Reader(text).query());
  } catch (cause) {
    if (cause instanceof Malformed) return reject(cause.code, "", cause.params);
    throw cause;
  }
}

/** Leaves the recursion at the first fault; never leaves this file. */
class Malformed extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: string, params: Readonly<Record<string, string>>) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** What stands in a filter before it is known what it is used as. */
type Expression =
  | { readonly as: "value"; readonly value: Value }
  | { readonly as: "nodes"; readonly path: JsonPath }
  | { readonly as: "logical"; readonly logical: Logical };

const blank = /[ \t\n\r]*/y;
const shorthand =
  /[A-Za-z_\u{80}-\u{D7FF}\u{E000}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{D7FF}\u{E000}-\u{10FFFF}]*/uy;
const integer = /0|-?[1-9][0-9]*/y;
const number = /(?:-?(?:0|[1-9][0-9]*))(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const functionName = /[a-z][a-z0-9_]*(?=\()/y;
const literalWord = /(?:true|false|null)(?![A-Za-z0-9_(])/y;
const operator = new RegExp(comparisons.join("|"), "y");
const half = /\p{Surrogate}/u;

const functions = ["length", "count", "match", "search", "value"] as const;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The whole text: no blanks before or after. */
  query(): JsonPath {
    if (!this.#skip("$")) this.#fail();
    const segments = this.#segments();
    if (this.#at < this.#text.length) this.#fail();
    return { from: "$", segments };
  }

  #segments(): readonly Segment[] {
    const segments: Segment[] = [];
    for (;;) {
      const before = this.#at;
      this.#skipBlank();
      const segment = this.#segment();
      if (segment === null) {
        // Blanks belong to a segment that follows, and to nothing else.
        this.#at = before;
        return segments;
      }
      segments.push(segment);
    }
  }

  #segment(): Segment | null {
    if (this.#skip("..")) {
      const selectors = this.#text[this.#at] === "[" ? this.#bracketed() : [this.#dotted()];
      return { kind: "descendant", selectors };
    }
    if (this.#skip(".")) return { kind: "child", selectors: [this.#dotted()] };
    return this.#text[this.#at] === "[" ? { kind: "child", selectors: this.#bracketed() } : null;
  }

  /** What may follow a dot. */
  #dotted(): Selector {
    if (this.#skip("*")) return { kind: "wildcard" };
    return { kind: "name", name: this.#take(shorthand) ?? this.#fail() };
  }

  #bracketed(): readonly Selector[] {
    this.#expect("[");
    const selectors: Selector[] = [];
    do {
      this.#skipBlank();
      selectors.push(this.#selector());
      this.#skipBlank();
    } while (this.#skip(","));
    this.#expect("]");
    return selectors;
  }

  #selector(): Selector {
    const next = this.#text[this.#at];
    if (next === '"' || next === "'") return { kind: "name", name: this.#string(next) };
    if (this.#skip("*")) return { kind: "wildcard" };
    if (this.#skip("?")) {
      this.#skipBlank();
      return { kind: "filter", test: this.#nested(() => this.#logical(this.#or())) };
    }
    const start = this.#integer();
    const after = this.#at;
    this.#skipBlank();
    if (this.#skip(":")) return this.#slice(start);
    this.#at = after;
    return start === null ? this.#fail() : { kind: "index", index: start };
  }

  #slice(start: number | null): Selector {
    this.#skipBlank();
    const end = this.#integer();
    const after = this.#at;
    this.#skipBlank();
    if (!this.#skip(":")) {
      this.#at = after;
      return { kind: "slice", start, end, step: 1 };
    }
    const beforeStep = this.#at;
    this.#skipBlank();
    const step = this.#integer();
    if (step === null) this.#at = beforeStep;
    return { kind: "slice", start, end, step: step ?? 1 };
  }

  /** Null where none stands. */
  #integer(): number | null {
    const token = this.#take(integer);
    if (token === null) return null;
    const value = Number(token);
    if (!Number.isSafeInteger(value)) this.#fail("E_JSONPATH_NUMBER", { value: token });
    return value;
  }

  #or(): Expression {
    return this.#joined("or", "||", () => this.#and());
  }

  #and(): Expression {
    return this.#joined("and", "&&", () => this.#basic());
  }

  /** Terms with an operator between them; a single one stays what it is. */
  #joined(kind: "or" | "and", word: string, term: () => Expression): Expression {
    const first = term();
    const terms: Logical[] = [];
    for (;;) {
      const before = this.#at;
      this.#skipBlank();
      if (!this.#skip(word)) {
        this.#at = before;
        return terms.length === 0 ? first : { as: "logical", logical: { kind, terms } };
      }
      if (terms.length === 0) terms.push(this.#logical(first));
      this.#skipBlank();
      terms.push(this.#logical(term()));
    }
  }

  /** One test or comparison, or an expression in parentheses. */
  #basic(): Expression {
    if (this.#text[this.#at] === "!") {
      this.#at++;
      this.#skipBlank();
      const term = this.#text[this.#at] === "(" ? this.#parenthesis() : this.#logical(this.#operand());
      return { as: "logical", logical: { kind: "not", term } };
    }
    if (this.#text[this.#at] === "(") return { as: "logical", logical: this.#parenthesis() };
    const left = this.#operand();
    const before = this.#at;
    this.#skipBlank();
    const sign = this.#operator();
    if (sign === null) {
      this.#at = before;
      return left;
    }
    this.#skipBlank();
    const right = this.#operand();
    const logical: Logical = {
      ...{ kind: "compare", operator: sign },
      ...{ left: this.#value(left), right: this.#value(right) },
    };
    return { as: "logical", logical };
  }

  #parenthesis(): Logical {
    this.#expect("(");
    this.#skipBlank();
    const logical = this.#nested(() => this.#logical(this.#or()));
    this.#skipBlank();
    this.#expect(")");
    return logical;
  }

  #operator(): Comparison | null {
    const token = this.#take(operator);
    return comparisons.find((sign) => sign === token) ?? null;
  }

  /** A literal, a query or a function. */
  #operand(): Expression {
    const next = this.#text[this.#at] ?? "";
    if (next === "$" || next === "@") {
      this.#at++;
      return { as: "nodes", path: this.#nested(() => ({ from: next, segments: this.#segments() })) };
    }
    if (next === '"' || next === "'") return literal(this.#string(next));
    const word = this.#take(literalWord);
    if (word !== null) return literal(word === "null" ? null : word === "true");
    const name = this.#take(functionName);
    if (name !== null) return this.#nested(() => this.#function(name));
    const digits = this.#take(number) ?? this.#fail();
    const value = Number(digits);
    return Number.isFinite(value) ? literal(value) : this.#fail("E_JSONPATH_NUMBER", { value: digits });
  }

  #function(name: string): Expression {
    const known = functions.find((one) => one === name);
    if (known === undefined) this.#fail("E_JSONPATH_FUNCTION", { value: name });
    const given = this.#arguments();
    const wanted = known === "match" || known === "search" ? 2 : 1;
    const [first, second] = given;
    if (first === undefined || given.length !== wanted) this.#fail("E_JSONPATH_FUNCTION", { value: name });
    switch (known) {
      case "length":
        return { as: "value", value: { kind: "length", of: this.#value(first, name) } };
      case "count":
      case "value":
        return { as: "value", value: { kind: known, of: this.#nodes(first, name) } };
      default: {
        const pattern = second ?? this.#fail();
        const [text, regular] = [this.#value(first, name), this.#value(pattern, name)];
        const logical: Logical = { kind: "matches", whole: known === "match", text, pattern: regular };
        return { as: "logical", logical };
      }
    }
  }

  #arguments(): readonly Expression[] {
    this.#expect("(");
    this.#skipBlank();
    const given: Expression[] = [];
    if (this.#skip(")")) return given;
    do {
      this.#skipBlank();
      given.push(this.#or());
      this.#skipBlank();
    } while (this.#skip(","));
    this.#expect(")");
    return given;
  }

  /** An expression used as a test. A function that answers a value, or a literal, is none. */
  #logical(expression: Expression): Logical {
    switch (expression.as) {
      case "logical":
        return expression.logical;
      case "nodes":
        return { kind: "exists", path: expression.path };
      case "value":
        return this.#misused(expression.value);
    }
  }

  #misused({ kind }: Value): never {
    return kind === "literal" ? this.#fail() : this.#fail("E_JSONPATH_FUNCTION", { value: kind });
  }

  /** An expression used as a value: a query only when it finds one node at most. */
  #value(expression: Expression, name?: string): Value {
    if (expression.as === "value") return expression.value;
    if (expression.as === "nodes" && isSingular(expression.path))
      return { kind: "path", path: expression.path };
    if (name !== undefined) return this.#fail("E_JSONPATH_FUNCTION", { value: name });
    return expression.as === "logical" && expression.logical.kind === "matches"
      ? this.#fail("E_JSONPATH_FUNCTION", { value: expression.logical.whole ? "match" : "search" })
      : this.#fail();
  }

  #nodes(expression: Expression, name: string): JsonPath {
    return expression.as === "nodes" ? expression.path : this.#fail("E_JSONPATH_FUNCTION", { value: name });
  }

  /** A text in either kind of quotes, with the escapes of JSON and the quote it stands in. */
  #string(quote: '"' | "'"): string {
    this.#at++;
    let text = "";
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character < " ") this.#fail();
      this.#at++;
      if (character === quote) break;
      text += character === "\\" ? this.#escaped(quote) : character;
    }
    return half.test(text) ? this.#fail() : text;
  }

  #escaped(quote: string): string {
    const character = this.#text[this.#at] ?? "";
    this.#at++;
    if (character === quote) return quote;
    const simple = escapes.get(character);
    if (simple !== undefined) return simple;
    if (character !== "u") {
      this.#at--;
      return this.#fail();
    }
    const first = this.#hexadecimal();
    if (!/[\uD800-\uDBFF]/.test(first)) return first;
    if (!this.#skip("\\u")) return this.#fail();
    const second = this.#hexadecimal();
    return /[\uDC00-\uDFFF]/.test(second) ? first + second : this.#fail();
  }

  #hexadecimal(): string {
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) this.#fail();
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #nested<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > deepestQuery) this.#fail("E_JSONPATH_DEPTH", { expected: String(deepestQuery) });
    const result = read();
    this.#depth--;
    return result;
  }

  #skipBlank(): void {
    this.#take(blank);
  }

  #skip(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) this.#fail();
  }

  #take(token: RegExp): string | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #fail(code = "E_JSONPATH_SYNTAX", params: Readonly<Record<string, string>> = {}): never {
    throw new Malformed(code, { offset: String(this.#at), ...params });
  }
}

function literal(value: string | number | boolean | null): Expression {
  return { as: "value", value: { kind: "literal", value } };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["/", "/"],
  ["\\", "\\"],
]);

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeUtf8 } from "./utf8.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

/** Deeper nesting than any honest record has; keeps the reader's own stack bounded. */
export const maxJsonDepth = 64;

/**
 * Reads JSON so that nobody can read it differently: well-formed UTF-8, no byte order mark, no member named twice in one
 * object, at most `maxJsonDepth` levels, no number beyond the range of a double, no unpaired surrogate.
 *
 * Problems, each with the offset where reading stopped: `E_JSON_UTF8`, `E_JSON_BOM`, `E_JSON_SYNTAX`,
 * `E_JSON_DUPLICATE` (with the name), `E_JSON_DEPTH`, `E_JSON_NUMBER`.
 *
 * Source: RFC 8259; RFC 7493 (I-JSON) section 2 for what it leaves open.
 */
export function parseStrictJson(input: string | Uint8Array): Parsed<JsonValue> {
  // No well-formed UTF-8 says half a character: only a text may hold one.
  const text = typeof input === "string" ? wellFormed(input) : decodeUtf8(input);
  if (text === null) return reject("E_JSON_UTF8");
  if (text.startsWith("\u{FEFF}")) return reject("E_JSON_BOM");
  const reader = new Reader(text);
  try {
    return accept(reader.document());
  } catch (cause) {
    if (cause instanceof Malformed) return reject(cause.code, "", cause.params);
    throw cause;
  }
}

/** True for an object, and not for an array or null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

function wellFormed(text: string): string | null {
  return unpairedSurrogate.test(text) ? null : text;
}

/** Half of a character: no UTF-8 can say it. */
const unpairedSurrogate = /\p{Surrogate}/u;
const whiteSpace = /[ \t\n\r]*/y;
const numberToken = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literalToken = /true|false|null/y;
// oxlint-disable-next-line no-control-regex -- control characters are what a JSON string must not hold (RFC 8259 section 7)
const stringToken = /"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001F]*)*"/y;
// oxlint-disable-next-line no-control-regex -- the same control characters
const neverInPlainString = /[\\\u0000-\u001F]/;

/** What an assignment would make of a member that is not called __proto__. */
const ownMember = { writable: true, enumerable: true, configurable: true };

/** A recursive descent over the grammar of RFC 8259, one method for each production. */
class Reader {
  readonly #text: string;
  /** Without an escape or a control character in the whole text, a string is all that stands before the next quote. */
  readonly #isPlain: boolean;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#isPlain = !neverInPlainString.test(text);
  }

  document(): JsonValue {
    const value = this.#value(1);
    if (this.#at < this.#text.length) this.#fail("E_JSON_SYNTAX");
    return value;
  }

  #value(depth: number): JsonValue {
    this.#skipSpace();
    const value = this.#bareValue(depth);
    this.#skipSpace();
    return value;
  }

  #bareValue(depth: number): JsonValue {
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
      case "f":
      case "n":
        return this.#literal();
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    this.#enter(depth);
    const members: Record<string, JsonValue> = {};
    this.#skipSpace();
    if (this.#skip("}")) return {};
    do {
      this.#skipSpace();
      const name = this.#string();
      if (Object.hasOwn(members, name)) this.#fail("E_JSON_DUPLICATE", { member: name });
      this.#skipSpace();
      this.#expect(":");
      const value = this.#value(depth + 1);
      // An own property, so that a member called __proto__ is a member like any other.
      if (name === "__proto__") Object.defineProperty(members, name, { value, ...ownMember });
      else members[name] = value;
    } while (this.#skip(","));
    this.#expect("}");
    return members;
  }

  #array(depth: number): readonly JsonValue[] {
    this.#enter(depth);
    this.#skipSpace();
    if (this.#skip("]")) return [];
    const elements: JsonValue[] = [];
    do elements.push(this.#value(depth + 1));
    while (this.#skip(","));
    this.#expect("]");
    return elements;
  }

  #string(): string {
    if (this.#isPlain) return this.#plainString();
    const token = this.#take(stringToken) ?? this.#fail("E_JSON_SYNTAX");
    if (!token.includes("\\")) return token.slice(1, -1);
    const text = String(JSON.parse(token));
    if (unpairedSurrogate.test(text)) this.#fail("E_JSON_UTF8");
    return text;
  }

  #plainString(): string {
    const from = this.#at + 1;
    const end = this.#text[this.#at] === '"' ? this.#text.indexOf('"', from) : -1;
    if (end < 0) this.#fail("E_JSON_SYNTAX");
    this.#at = end + 1;
    return this.#text.slice(from, end);
  }

  #number(): number {
    const token = this.#take(numberToken) ?? this.#fail("E_JSON_SYNTAX");
    const value = Number(token);
    if (!Number.isFinite(value)) this.#fail("E_JSON_NUMBER");
    return value;
  }

  #literal(): boolean | null {
    const token = this.#take(literalToken) ?? this.#fail("E_JSON_SYNTAX");
    return token === "null" ? null : token === "true";
  }

  /** Steps over an opening bracket. */
  #enter(depth: number): void {
    if (depth > maxJsonDepth) this.#fail("E_JSON_DEPTH");
    this.#at++;
  }

  /** What `token` matches here, stepped over; null when it does not match. */
  #take(token: RegExp): string | null {
    const from = this.#at;
    token.lastIndex = from;
    if (!token.test(this.#text)) return null;
    this.#at = token.lastIndex;
    return this.#text.slice(from, this.#at);
  }

  /** Steps over white space, of which signed records have none: that is seen without asking an expression. */
  #skipSpace(): void {
    if (this.#text.charCodeAt(this.#at) <= 0x20) this.#take(whiteSpace);
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#skip(character)) this.#fail("E_JSON_SYNTAX");
  }

  #fail(code: string, params: Readonly<Record<string, string>> = {}): never {
    throw new Malformed(code, { ...params, offset: String(this.#at) });
  }
}

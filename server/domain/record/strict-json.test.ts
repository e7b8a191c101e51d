import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, maxJsonDepth, parseStrictJson } from "./strict-json.ts";

describe("parseStrictJson", () => {
  test("reads what JSON.stringify writes, and as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, "\t"), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
        expect(parseStrictJson(new TextEncoder().encode(text))).toEqual({
          ok: true,
          value: JSON.parse(text),
        });
      }),
    );
  });

  test("accepts no text that JSON.parse refuses", () => {
    const nearly = fc.string({
      unit: fc.constantFrom(...'{}[]",:0-1.eE+tfn\\u '.split(""), "true", "null", '"a"'),
    });
    fc.assert(
      fc.property(nearly, (text) => {
        if (parseStrictJson(text).ok) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  test("says the same of a text with and without a control character behind it", () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'{}[]",:0é', "true", '"a"', '"b":') });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.json()), (text) => {
        const [bare, behind] = [parseStrictJson(text), parseStrictJson(`${text}\n`)];
        expect(behind.ok ? behind.value : behind.problems[0]?.code).toEqual(
          bare.ok ? bare.value : bare.problems[0]?.code,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['["nn","abc', '["\\n","abc'])("points at the quote of a text that nobody closed: %s", (text) => {
    const problem = { code: "E_JSON_SYNTAX", path: "", params: { offset: "6" } };
    expect(parseStrictJson(text)).toEqual({ ok: false, problems: [problem] });
  });

  test("a member called __proto__ is a member", () => {
    const parsed = parseStrictJson('{"__proto__":{"polluted":true}}');
    expect(parsed.ok && Object.keys(parsed.value ?? {})).toEqual(["__proto__"]);
    expect(parsed.ok && Object.getPrototypeOf(parsed.value)).toBe(Object.prototype);
  });

  test("white space stands wherever it may, also where nothing is", () => {
    const text = ' \t\r\n{ "a" : [ ] , "b" : { } , "c" : [ 1 , { "d" : "\\u20ac" } ] } ';
    expect(parseStrictJson(text)).toEqual({ ok: true, value: { a: [], b: {}, c: [1, { d: "€" }] } });
  });

  test("half a character in a text is refused, as it would be in bytes", () => {
    expect(parseStrictJson('"\uD83D"')).toMatchObject({ problems: [{ code: "E_JSON_UTF8" }] });
  });

  test("an object is neither a list nor null nor text", () => {
    const value = (text: string) => {
      const parsed = parseStrictJson(text);
      return parsed.ok ? parsed.value : undefined;
    };
    expect(["{}", "[]", "null", '"{}"', "1"].map((text) => isJsonObject(value(text)))).toEqual([
      ...[true, false, false, false, false],
    ]);
    expect(isJsonObject(undefined)).toBe(false);
  });

  test(`reads ${maxJsonDepth} levels of objects and no more`, () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(parseStrictJson(nested(maxJsonDepth)).ok).toBe(true);
    expect(parseStrictJson(nested(maxJsonDepth + 1))).toMatchObject({ problems: [{ code: "E_JSON_DEPTH" }] });
  });

  test(`reads ${maxJsonDepth} levels and no more`, () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parseStrictJson(nested(maxJsonDepth)).ok).toBe(true);
    expect(parseStrictJson(nested(maxJsonDepth + 1))).toMatchObject({ problems: [{ code: "E_JSON_DEPTH" }] });
    expect(parseStrictJson(nested(100_000))).toMatchObject({ problems: [{ code: "E_JSON_DEPTH" }] });
  });

  test.each([
    ["names a member twice", '{"a":1,"a":1}', "E_JSON_DUPLICATE"],
    ["names a deep member twice", '[{"b":{"a":1,"c":2,"a":3}}]', "E_JSON_DUPLICATE"],
    ["names a member twice in other spelling", '{"a":1,"\\u0061":2}', "E_JSON_DUPLICATE"],
    ["names __proto__ twice", '{"__proto__":1,"__proto__":2}', "E_JSON_DUPLICATE"],
    ["starts with a byte order mark", "\u{FEFF}{}", "E_JSON_BOM"],
    ["has half a character", '"\\ud83d"', "E_JSON_UTF8"],
    ["has half a character in a name", '{"\\udc00":1}', "E_JSON_UTF8"],
    ["has a number beyond all", "1e309", "E_JSON_NUMBER"],
    ["is empty", "", "E_JSON_SYNTAX"],
    ["goes on after its end", "{} {}", "E_JSON_SYNTAX"],
    ["has a comma at the end of an object", '{"a":1,}', "E_JSON_SYNTAX"],
    ["has a comma at the end of a list", "[1,]", "E_JSON_SYNTAX"],
    ["has a leading zero", "01", "E_JSON_SYNTAX"],
    ["has a plus sign", "+1", "E_JSON_SYNTAX"],
    ["has a bare dot", "1.", "E_JSON_SYNTAX"],
    ["has NaN", "NaN", "E_JSON_SYNTAX"],
    ["has a comment", "{}//", "E_JSON_SYNTAX"],
    ["has single quotes", "'a'", "E_JSON_SYNTAX"],
    ["has a raw line end in a string", '"a\nb"', "E_JSON_SYNTAX"],
    ["has an unknown escape", '"\\x41"', "E_JSON_SYNTAX"],
    ["is cut short", '{"a":', "E_JSON_SYNTAX"],
    ["has other white space", "\u00A0{}", "E_JSON_SYNTAX"],
  ])("refuses a text that %s", (_, text, code) => {
    expect(parseStrictJson(text)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  test.each([
    ["overlong", [0x22, 0xc0, 0x80, 0x22]],
    ["cut short", [0x22, 0xe2, 0x82, 0x22]],
    ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ])("refuses UTF-8 that is %s", (_, bytes) => {
    expect(parseStrictJson(Uint8Array.from(bytes))).toMatchObject({ problems: [{ code: "E_JSON_UTF8" }] });
  });

  test("refuses the byte order mark in bytes as well", () => {
    expect(parseStrictJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toMatchObject({
      problems: [{ code: "E_JSON_BOM" }],
    });
  });
});

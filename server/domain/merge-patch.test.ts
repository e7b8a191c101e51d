import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergePatch } from "./merge-patch.ts";
import type { JsonValue } from "./record/strict-json.ts";

describe("a merge patch", () => {
  test.each<[string, string, string]>([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', "{}"],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', "null", "null"],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
    ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])("does with %s and %s what RFC 7396, appendix A, prints", (target, patch, result) => {
    expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(result));
  });

  test("of the example in section 3 gives the document printed there", () => {
    const target = {
      ...{ title: "Goodbye!", author: { givenName: "John", familyName: "Doe" } },
      ...{ tags: ["example", "sample"], content: "This will be unchanged" },
    };
    const patch = {
      ...{ title: "Hello!", phoneNumber: "+01-123-456-7890" },
      ...{ author: { familyName: null }, tags: ["example"] },
    };
    expect(mergePatch(target, patch)).toEqual({
      ...{ title: "Hello!", author: { givenName: "John" }, tags: ["example"] },
      ...{ content: "This will be unchanged", phoneNumber: "+01-123-456-7890" },
    });
  });

  test("treats a member called __proto__ like any other", () => {
    const patched = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(JSON.stringify(patched)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(patched)).toBe(Object.prototype);
  });

  const json = fc.jsonValue({ maxDepth: 3 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));

  test("is done once for all: doing it again changes nothing, and neither input is touched", () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const [before, asked] = [JSON.stringify(target), JSON.stringify(patch)];
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
        expect([JSON.stringify(target), JSON.stringify(patch)]).toEqual([before, asked]);
      }),
    );
  });

  test("of nothing changes nothing, and leaves no null behind that it brought", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (target) => {
        expect(mergePatch(target, {})).toEqual(target);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (patch) => {
        expect(Object.values(Object(mergePatch({}, patch)))).not.toContain(null);
      }),
    );
  });
});

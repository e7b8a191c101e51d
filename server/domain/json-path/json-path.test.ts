import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../record/strict-json.ts";
import { Budget, mostSteps } from "./budget.ts";
import { findNodes } from "./find-nodes.ts";
import { matchesPattern, readPattern } from "./interoperable-pattern.ts";
import { normalizedPath } from "./normalized-path.ts";
import { deepestQuery, longestQuery, parseJsonPath } from "./parse-json-path.ts";

function find(query: string, document: JsonValue) {
  const path = parseJsonPath(query);
  if (!path.ok) throw new Error(`${query}: ${JSON.stringify(path.problems)}`);
  const found = findNodes(path.value, document);
  if (!found.ok) throw new Error(`${query}: ${JSON.stringify(found.problems)}`);
  return found.value;
}

const valuesOf = (query: string, document: JsonValue) => find(query, document).map(({ value }) => value);
const placesOf = (query: string, document: JsonValue) =>
  find(query, document).map(({ location }) => normalizedPath(location));

function problemOf(query: string, document: JsonValue = null): string {
  const path = parseJsonPath(query);
  const answer = path.ok ? findNodes(path.value, document) : path;
  return answer.ok ? "none" : (answer.problems[0]?.code ?? "");
}

/** A battery as a document has it, small enough to be looked through. */
const passport = {
  granularity: "item",
  statutory: {
    batteryMass: "600.5",
    nominalVoltage: 350,
    hazardous: [
      { name: "lead", share: 12, sites: ["case", "pole"] },
      { name: "nickel", share: 7 },
      { name: "cobalt", share: 3, critical: true },
      { name: "manganese", share: null },
    ],
    "odd key": { "a.b": 1, "'": 2 },
  },
} as const;
const parts = passport.statutory.hazardous;

describe("a JSONPath", () => {
  test.each([
    ["$", [passport]],
    ["$.granularity", ["item"]],
    ["$['granularity']", ["item"]],
    ['$["granularity"]', ["item"]],
    ["$.statutory.hazardous[0].name", ["lead"]],
    ["$.statutory.hazardous[-1].name", ["manganese"]],
    ["$.statutory.hazardous[4]", []],
    ["$.statutory.hazardous[-5]", []],
    ["$.statutory['odd key']['a.b']", [1]],
    ["$.statutory['odd key']['\\'']", [2]],
    ['$.statutory["odd key"]["\'"]', [2]],
    ["$.missing.name", []],
    ["$.granularity[0]", []],
    ["$.statutory.hazardous.name", []],
    ["$.statutory.hazardous[*].name", ["lead", "nickel", "cobalt", "manganese"]],
    ["$.statutory.hazardous.*.share", [12, 7, 3, null]],
    ["$..share", [12, 7, 3, null]],
    ["$..sites[*]", ["case", "pole"]],
    ["$..[0]", [parts[0], "case"]],
    ["$.statutory.hazardous[0, 2]['name', 'share']", ["lead", 12, "cobalt", 3]],
    ["$.statutory.hazardous[1:3].name", ["nickel", "cobalt"]],
    ["$.statutory.hazardous[:2].name", ["lead", "nickel"]],
    ["$.statutory.hazardous[-2:].name", ["cobalt", "manganese"]],
    ["$.statutory.hazardous[::2].name", ["lead", "cobalt"]],
    ["$.statutory.hazardous[::-1].share", [null, 3, 7, 12]],
    ["$.statutory.hazardous[3:0:-2].share", [null, 7]],
    ["$.statutory.hazardous[::0]", []],
    ["$.statutory.hazardous[?@.share > 5].name", ["lead", "nickel"]],
    ["$.statutory.hazardous[?@.share >= 7 && @.share < 12].name", ["nickel"]],
    ["$.statutory.hazardous[?@.critical].name", ["cobalt"]],
    ["$.statutory.hazardous[?!@.critical].name", ["lead", "nickel", "manganese"]],
    ["$.statutory.hazardous[?@.critical == true || @.name == 'lead'].share", [12, 3]],
    ["$.statutory.hazardous[?!(@.critical == true || @.name == 'lead')].share", [7, null]],
    ["$.statutory.hazardous[?@.share == null].name", ["manganese"]],
    ["$.statutory.hazardous[?@.sites[?@ == 'pole']].name", ["lead"]],
    ["$.statutory.hazardous[?@.sites == $.statutory.hazardous[0].sites].name", ["lead"]],
    ["$.statutory.hazardous[?length(@.name) == 4].name", ["lead"]],
    ["$.statutory.hazardous[?length(@.sites) == 2].name", ["lead"]],
    ["$.statutory.hazardous[?count(@.*) == 3].name", ["lead", "cobalt"]],
    ["$.statutory.hazardous[?match(@.name, 'n.*l')].name", ["nickel"]],
    ["$.statutory.hazardous[?search(@.name, '[aeiou]b')].name", ["cobalt"]],
    ["$.statutory.hazardous[?match(@.share, '1.*')].name", []],
    ["$.statutory.hazardous[?value(@..sites[0]) == 'case'].name", ["lead"]],
    ["$.statutory.hazardous[?value(@.sites[*]) == 'case'].name", []],
    ["$ .statutory [ 'hazardous' ] [ 0 ] .name", ["lead"]],
  ])("%s finds its values in their order", (query, values) => {
    expect(valuesOf(query, passport)).toEqual(values);
  });

  test("says where each node stands", () => {
    expect(placesOf("$..[?@.sites].sites[1]", passport)).toEqual([
      "$['statutory']['hazardous'][0]['sites'][1]",
    ]);
    expect(placesOf("$.statutory['odd key'].*", passport)).toEqual([
      "$['statutory']['odd key']['a.b']",
      String.raw`$['statutory']['odd key']['\'']`,
    ]);
    expect(normalizedPath(["\b\t\n\f\r\\", "\u000b", "é"])).toBe(
      String.raw`$['\b\t\n\f\r\\']['\u000b']['é']`,
    );
  });

  test("visits a node before what stands in it, entries in their order, and keeps what is found twice", () => {
    const document = { o: { j: 1, k: 2 }, a: [5, 3, [{ j: 4 }, { k: 6 }]] };
    expect(placesOf("$..j", document)).toEqual(["$['o']['j']", "$['a'][2][0]['j']"]);
    expect(valuesOf("$..[*]", [[1, [2]], 3])).toEqual([[1, [2]], 3, 1, [2], 2]);
    expect(valuesOf("$[0, 0, 0:2]", ["a", "b"])).toEqual(["a", "a", "a", "b"]);
    expect(valuesOf("$.a..[0, 1]", document)).toEqual([5, 3, { j: 4 }, { k: 6 }]);
  });

  test("reads a member called __proto__ like any other, and none that an object only inherits", () => {
    const document: JsonValue = JSON.parse('{"__proto__": {"x": 1}, "toString": 2}');
    expect(valuesOf("$.__proto__.x", document)).toEqual([1]);
    expect(valuesOf("$.toString", document)).toEqual([2]);
    expect(valuesOf("$..constructor", document)).toEqual([]);
    expect(valuesOf("$.length", [1])).toEqual([]);
  });

  test("reads escapes as JSON has them, pairs of surrogates as one character", () => {
    const document = { "\n": 1, "☺": 2, "😀": 3, "/": 4, "\\": 5, '"': 6 };
    for (const [query, value] of [
      [String.raw`$["\n"]`, 1],
      [String.raw`$["\u263A"]`, 2],
      [String.raw`$['\uD83D\uDE00']`, 3],
      ["$['😀']", 3],
      ["$.😀", 3],
      ["$.☺", 2],
      [String.raw`$["\/"]`, 4],
      [String.raw`$['\\']`, 5],
      [String.raw`$["\""]`, 6],
    ] as const)
      expect(valuesOf(query, document)).toEqual([value]);
  });
});

describe("comparisons", () => {
  const document = {
    obj: { x: "y" },
    arr: [2, 3],
    one: 1,
    text: "a",
    none: null,
    nested: [{ b: [1], a: 2 }],
  };
  /** Whether the expression holds, asked of a document with one candidate. */
  const holds = (expression: string): boolean => find(`$[?${expression}]`, [document]).length === 1;

  test.each([
    ["@.absent1 == @.absent2", true],
    ["@.absent1 <= @.absent2", true],
    ["@.absent == 'g'", false],
    ["@.absent1 != @.absent2", false],
    ["@.absent != 'g'", true],
    ["1 <= 2", true],
    ["1 > 2", false],
    ["13 == '13'", false],
    ["'a' <= 'b'", true],
    ["'a' > 'b'", false],
    ["@.obj == @.arr", false],
    ["@.obj != @.arr", true],
    ["@.obj == @.obj", true],
    ["@.arr == @.arr", true],
    ["@.obj == 17", false],
    ["@.obj <= @.arr", false],
    ["@.obj < @.obj", false],
    ["@.obj <= @.obj", true],
    ["@.arr >= @.arr", true],
    ["1 <= @.arr", false],
    ["1 >= @.arr", false],
    ["true <= true", true],
    ["true > true", false],
    ["null == @.none", true],
    ["null < 1", false],
    ["@.nested[0] == $[0].nested[0]", true],
    ["1.0 == 1", true],
    ["-0 == 0", true],
    ["1e2 == 100", true],
    ["1.5E+1 == 15", true],
    ["25e-1 == 2.5", true],
    ["'😀' > '\uFFFD'", true],
    ["'ab' > 'a'", true],
    ["'' < 'a'", true],
  ])("%s is %s", (expression, expected) => expect(holds(expression)).toBe(expected));

  test("members of objects have no order", () => {
    expect(valuesOf("$[?@ == $[0]]", [{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 }])).toHaveLength(2);
  });

  test.each([
    ["a || b && c: and binds closer", "@.one == 1 || @.one == 2 && @.one == 3", true],
    ["parentheses change that", "(@.one == 1 || @.one == 2) && @.one == 3", false],
    ["not binds closest", "!@.one || @.text == 'a'", true],
    ["a path that finds null exists", "@.none", true],
    ["blanks are free", "@.one\t==\n1\r&& ( @.text == 'a' )", true],
    ["functions stand in one another", "length(value(@.arr)) == count(@.arr[*])", true],
  ])("%s", (_, expression, expected) => expect(holds(expression)).toBe(expected));

  test.each([
    ["length(@.one) == 1", false],
    ["length(@.absent) == 0", false],
    ["length(@.absent) == @.absent", true],
    ["length('😀a') == 2", true],
    ["length(@.obj) == 1", true],
    ["count(@.absent[*]) == 0", true],
    ["count($[*]) == 1", true],
    ["value(@.absent) == @.absent", true],
    ["value(@.one) == 1", true],
    ["match('ab', 'a')", false],
    ["search('ab', 'b')", true],
    ["!match('ab', 'a')", true],
    ["match(@.none, '.*')", false],
    ["match('a', @.one)", false],
  ])("%s is %s", (expression, expected) => expect(holds(expression)).toBe(expected));
});

describe("what is no JSONPath is refused", () => {
  test.each([
    "",
    " $",
    "$ ",
    "$.a ",
    "$[",
    "$]",
    "$[]",
    "$[1,]",
    "$[,1]",
    "$.",
    "$..",
    "$...a",
    "$. a",
    "$.. a",
    "$.a.",
    "$.1a",
    "$.a-b",
    "$.'a'",
    "$a",
    "a",
    "@.a",
    "$[a]",
    "$[01]",
    "$[-0]",
    "$[+1]",
    "$[1.0]",
    "$[1e2]",
    "$[1:2:3:4]",
    "$[1:-0]",
    "$['a]",
    `$['a"]`,
    `$["a\nb"]`,
    String.raw`$["\'"]`,
    String.raw`$['\"']`,
    String.raw`$["\x41"]`,
    String.raw`$["\u12"]`,
    String.raw`$["\uD83D"]`,
    String.raw`$["\uDE00"]`,
    String.raw`$["\uD83Dx"]`,
    String.raw`$["\uD83D\u0041"]`,
    "$[?]",
    "$[?()]",
    "$[?true]",
    "$[?'a']",
    "$[?1]",
    "$[?@.a = 1]",
    "$[?@.a == ]",
    "$[?@.a == 01]",
    "$[?@.a == 1.]",
    "$[?@.a == .5]",
    "$[?@.a == 1e]",
    "$[?@.a == True]",
    "$[?@.a == (1)]",
    "$[?(@.a) == 1]",
    "$[?@.a == @.*]",
    "$[?@..a == 1]",
    "$[?@.a == 1 == 1]",
    "$[?!@.a == 1]",
    "$[?!!@.a]",
    "$[?@.a && ]",
    "$[?@.a & @.b]",
    "$[?@.a and @.b]",
    "$[?(@.a]",
    "$[?@.a == 'x' && 'y']",
    "$[?length (@.a) == 1]",
    "$[?count(@.*) == 1 ! ]",
  ])("%j", (query) => expect(problemOf(query)).toBe("E_JSONPATH_SYNTAX"));

  test.each([
    "$[?length(@.a)]",
    "$[?count(@.*)]",
    "$[?value(@.a)]",
    "$[?length(@.*) == 1]",
    "$[?count(1) == 1]",
    "$[?count('a') == 1]",
    "$[?count(length(@.a)) == 1]",
    "$[?count() == 1]",
    "$[?count(@.a, @.b) == 1]",
    "$[?length(@.a, @.b) == 1]",
    "$[?match(@.a)]",
    "$[?match(@.a, 'a', 'b')]",
    "$[?match(@.*, 'a')]",
    "$[?match(@.a, 'a') == true]",
    "$[?search(@.a, 'a') == true]",
    "$[?length(@.a == 1) == 1]",
    "$[?value('a') == 1]",
    "$[?unknown(@.a)]",
    "$[?!length(@.a)]",
  ])("%j for what is made of a function", (query) => expect(problemOf(query)).toBe("E_JSONPATH_FUNCTION"));

  test.each(["$[9007199254740992]", "$[-9007199254740992]", "$[::9007199254740992]", "$[?@ == 1e999]"])(
    "%j for a number that is not exact",
    (query) => expect(problemOf(query)).toBe("E_JSONPATH_NUMBER"),
  );
  test("the largest exact index is one", () => expect(problemOf("$[9007199254740991]", [])).toBe("none"));

  test("with the place at which reading stopped", () => {
    expect(parseJsonPath("$.a[?@.b == ]")).toEqual({
      ok: false,
      problems: [{ code: "E_JSONPATH_SYNTAX", path: "", params: { offset: "12" } }],
    });
  });

  test("whatever is written: no text throws, and what is read answers on any document", () => {
    const letters = [
      ..."$@.*[]()?!=<>&|:,'\"\\ -0123456789abtrue",
      "length",
      "count",
      "match",
      "search",
      "value",
      "..",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...letters), { maxLength: 30 }),
        fc.jsonValue({ maxDepth: 4 }),
        (words, json) => {
          const document: JsonValue = JSON.parse(JSON.stringify(json));
          const path = parseJsonPath(`$${words.join("")}`);
          if (!path.ok) return path.problems.length === 1;
          return findNodes(path.value, document).ok;
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("a place that was found leads to its value and to nothing else", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        const document: JsonValue = JSON.parse(JSON.stringify(json));
        for (const node of find("$..*", document)) {
          const again = find(normalizedPath(node.location), document);
          expect(again).toEqual([node]);
        }
      }),
    );
  });
});

describe("what costs too much is refused by name", () => {
  test("a query that is too long or too deep", () => {
    expect(problemOf(`$${".a".repeat(longestQuery)}`)).toBe("E_JSONPATH_LONG");
    expect(problemOf(`$[?${"(".repeat(deepestQuery + 1)}@.a`)).toBe("E_JSONPATH_DEPTH");
    expect(problemOf(`$${"[?@".repeat(deepestQuery)}`)).toBe("E_JSONPATH_DEPTH");
    expect(problemOf(`$[?${"length(".repeat(200)}@`)).toBe("E_JSONPATH_DEPTH");
  });

  const grid = Array.from({ length: 60 }, () => Array.from({ length: 60 }, (_, index) => index));
  const nested = Array.from({ length: 30 }).reduce<JsonValue>((inner) => [inner], 1);

  test("more nodes than any reader wants", () => {
    expect(problemOf("$[*,*,*][*]", grid)).toBe("E_JSONPATH_NODES");
    expect(problemOf(`$${"..*".repeat(20)}`, nested)).toBe("E_JSONPATH_NODES");
    expect(problemOf("$[*][*]", grid)).toBe("none");
  });

  test("more steps than any reader needs", () => {
    expect(problemOf("$..[?count($..*) > 1 && count($..*) > 2]", grid)).toBe("E_JSONPATH_STEPS");
    expect(problemOf("$[?count($[?count($..*) > 0]) > 0]", grid)).toBe("E_JSONPATH_STEPS");
    expect(problemOf("$..[?search($.long, '.*.*.*x')]", { long: "a".repeat(50_000), grid })).toBe(
      "E_JSONPATH_STEPS",
    );
  });

  test("a regular expression whose counts explode", () => {
    for (const pattern of [
      "a{9999}",
      "(a{100}){100}",
      "((){999999}){999999}",
      "(((((a{50}){50}){50}){50}){50})",
    ])
      expect(problemOf(`$[?match(@, '${pattern}')]`, ["a"])).toBe("E_JSONPATH_PATTERN");
    expect(problemOf(`$[?match(@, '${"(".repeat(100)}')]`, ["a"])).toBe("E_JSONPATH_PATTERN");
  });

  test("patterns that other engines try for ever are decided at once", () => {
    const budget = new Budget();
    const pattern = readPattern("(a*)*b|(a|a)*c|(a|aa)+d");
    if (pattern === null) throw new Error("That is a pattern.");
    expect(matchesPattern(pattern, "a".repeat(2000), true, budget)).toBe(false);
    expect(mostSteps).toBeGreaterThan(0);
  });
});

describe("regular expressions for every language", () => {
  test.each([
    ["", true],
    ["a|b|", true],
    ["(a(b)c)*", true],
    ["[a-z]{2,4}", true],
    ["[a-z]{2,}", true],
    ["[^a]", true],
    ["[-a]", true],
    ["[a-]", true],
    ["[\\]]", true],
    ["\\p{Lu}\\P{N}", true],
    ["^a$", true],
    ["\\.\\*\\n", true],
    ["a**", false],
    ["*a", false],
    ["a{2,1}", false],
    ["a{,2}", false],
    ["a{x}", false],
    ["(a", false],
    ["a)", false],
    ["[]", false],
    ["[b-a]", false],
    ["[a-b-c]", false],
    ["[[:alpha:]]", false],
    ["\\d", false],
    ["\\w", false],
    ["\\b", false],
    ["\\1", false],
    ["(?:a)", false],
    ["(?=a)", false],
    ["a*?", false],
    ["\\p{Xx}", false],
    ["\\p{Script=Greek}", false],
    ["]", false],
    ["}", false],
  ])("%j is one: %s", (pattern, expected) => expect(readPattern(pattern) !== null).toBe(expected));

  test.each([
    ["a.c", "abc", true],
    ["a.c", "a\nc", false],
    ["a.c", "a😀c", true],
    ["[a-c]{2}", "bc", true],
    ["[^a-c]", "d", true],
    ["[^a-c]", "b", false],
    ["[-x]+", "x-x", true],
    ["a{0}", "", true],
    ["a{2,3}", "a", false],
    ["a{2,3}", "aaa", true],
    ["a{2,3}", "aaaa", false],
    ["a{2,}", "aaaaa", true],
    ["\\p{L}+", "Äß电", true],
    ["\\P{L}", "1", true],
    ["^a$", "^a$", true],
    ["^a$", "a", false],
    ["a|bc", "bc", true],
    ["(ab)+", "ababa", false],
  ])("%j with %j: %s", (pattern, text, expected) => {
    const read = readPattern(pattern);
    if (read === null) throw new Error("That is a pattern.");
    expect(matchesPattern(read, text, true, new Budget())).toBe(expected);
  });

  const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "(a|b)", "(ab)", "()");
  const pattern = fc
    .array(fc.tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}", "{1,2}", "{0,}")), { maxLength: 5 })
    .map((pieces) => pieces.map(([one, times]) => one + times).join(""));
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((letters) => letters.join(""));

  test("are matched as JavaScript matches them, whole and in part", () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, tried) => {
        const source = other === "" ? one : `${one}|${other}`;
        const read = readPattern(source);
        if (read === null) throw new Error(`${source} is a pattern.`);
        const budget = () => new Budget();
        expect(matchesPattern(read, tried, true, budget())).toBe(
          new RegExp(`^(?:${source})$`, "u").test(tried),
        );
        expect(matchesPattern(read, tried, false, budget())).toBe(new RegExp(source, "u").test(tried));
      }),
      { numRuns: 1500 },
    );
  });
});

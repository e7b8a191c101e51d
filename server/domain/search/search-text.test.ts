import fc from "fast-check";
import { expect, test } from "vitest";
import { readSearchText } from "./search-text.ts";

const here = "https://cellproof.example";
const read = (text: string) => readSearchText(text, here);
const wordsOf = (text: string) => read(text).words.map((word) => word.text);

test.each([
  ["https://cellproof.example/01/09521234543213/21/SN-1", "/01/09521234543213/21/SN-1"],
  ["HTTPS://CELLPROOF.EXAMPLE/01/9521234543213/21/SN-1", "/01/09521234543213/21/SN-1"],
  ["/id/voltara/PACK-1", "/id/voltara/PACK-1"],
  ["id/voltara/PACK-1", "/id/voltara/PACK-1"],
  ["(01)09521234543213(21)SN-1", "/01/09521234543213/21/SN-1"],
])("%s is the product %s", (text, path) => expect(read(text)).toEqual({ productPath: path, words: [] }));

test.each([
  ["9521234543213", ["9521234543213"]],
  ["  pack   100 ", ["pack", "100"]],
  ["ＰＡＣＫ－１００", ["PACK-100"]],
  ["https://cellproof.example/01/0952123", ["0952123"]],
  ["cellproof.example/id/voltara", ["voltara"]],
  ["(01)0952123", ["0952123"]],
  ["urn:uuid:0190b0f0-0000", ["0190b0f0-0000"]],
  ["100% _\\", ["100%", "_\\"]],
  ["沧州 工厂", ["沧州", "工厂"]],
])("%s is looked for as %j", (text, words) => {
  expect(read(text).productPath).toBeNull();
  expect(wordsOf(text)).toEqual(words);
});

test("the address of another registry names no product of this one", () => {
  expect(read("https://other.example/01/09521234543213").productPath).toBeNull();
});

test("the beginning of a passport's identifier spans what begins so", () => {
  expect(read("0190B0F0-12").words[0]?.uuids).toEqual([
    "0190b0f0-1200-0000-0000-000000000000",
    "0190b0f0-12ff-ffff-ffff-ffffffffffff",
  ]);
  for (const text of ["0190b0f", "0190b0f012", "x190b0f0", "0190b0f0-0000-0000-0000-0000000000001"])
    expect(read(text).words[0]?.uuids).toBeNull();
});

test.each([
  ["SN1", true],
  ["S-1", false],
  ["S1", false],
  ["--ab1--", true],
  ["电池组", true],
])("%s can be looked for among a million: %s", (text, isSelective) =>
  expect(read(text).words[0]?.isSelective).toBe(isSelective),
);

test("a text without a slash is never changed but for spaces and the width of signs", () => {
  const plain = fc.string({
    unit: fc.constantFrom(..."abcXYZ0123456789-_%.\\"),
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.uniqueArray(plain, { minLength: 1, maxLength: 8 }), (words) => {
      expect(wordsOf(words.join("  "))).toEqual(words);
    }),
  );
});

test("any text whatever is read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(read(text).words.length).toBeLessThanOrEqual(8);
    }),
  );
});

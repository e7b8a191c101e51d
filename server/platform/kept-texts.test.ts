import { expect, test } from "vitest";
import { keptTexts } from "./kept-texts.ts";

test("a text comes back to its owner for a quarter of an hour, and to nobody else", () => {
  let time = 0;
  const texts = keptTexts(() => time);
  const name = texts.keep("ada", "Code\tMass") ?? "";
  expect(texts.read("ada", name)).toBe("Code\tMass");
  expect(texts.read("eve", name)).toBeNull();
  time = 15 * 60_000;
  expect(texts.read("ada", name)).toBeNull();
});

test("memory stays bounded: a huge text is not kept, and of many the oldest go", () => {
  const texts = keptTexts(() => 0);
  expect(texts.keep("ada", "x".repeat(4_000_001))).toBeNull();
  const names = Array.from({ length: 5 }, () => texts.keep("ada", "x".repeat(4_000_000)) ?? "");
  expect(names.map((name) => texts.read("ada", name) !== null)).toEqual([false, true, true, true, true]);
});

import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

test("attempts are spent by their number and given back when the window is over, each key for itself", () => {
  let clock = 0;
  const attempts = createAttempts(2, 1000, () => clock);
  attempts.count("a");
  expect(attempts.isSpent("a")).toBe(false);
  attempts.count("a");
  expect([attempts.isSpent("a"), attempts.isSpent("b")]).toEqual([true, false]);
  clock = 999;
  expect(attempts.isSpent("a")).toBe(true);
  clock = 1000;
  expect(attempts.isSpent("a")).toBe(false);
  attempts.count("a");
  expect(attempts.isSpent("a")).toBe(false);
});

test("what is taken back was no attempt, also when its window is long over", () => {
  let clock = 0;
  const attempts = createAttempts(1, 1000, () => clock);
  const takeBack = attempts.count("a");
  expect([attempts.isSpent("a"), attempts.msLeft("a")]).toEqual([true, 1000]);
  clock = 400;
  expect(attempts.msLeft("a")).toBe(600);
  takeBack();
  expect([attempts.isSpent("a"), attempts.msLeft("a")]).toEqual([false, 0]);
  const late = attempts.count("a");
  clock = 1400;
  attempts.count("a");
  late();
  expect([attempts.isSpent("a"), attempts.msLeft("a"), attempts.msLeft("b")]).toEqual([true, 1000, 0]);
});

test("so many keys are tried that the first are forgotten, and memory stays bounded", () => {
  const attempts = createAttempts(1, 1000, () => 0);
  for (let key = 0; key <= 10_000; key += 1) attempts.count(String(key));
  expect([attempts.isSpent("0"), attempts.isSpent("1"), attempts.isSpent("10000")]).toEqual([
    false,
    true,
    true,
  ]);
});

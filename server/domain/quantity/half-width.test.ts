import { expect, test } from "vitest";
import { halfWidthNumber } from "./half-width.ts";

test.each([
  ["１２．５", "12.5"],
  ["－０.５", "-0.5"],
  ["12.5", "12.5"],
  ["", ""],
])("%s is the number %s", (typed, read) => expect(halfWidthNumber(typed)).toBe(read));

test.each(["２０２５年产量", "１２kg", "7,25", "Ａ１"])("%s stays for its reader to judge", (typed) =>
  expect(halfWidthNumber(typed)).toBe(typed),
);

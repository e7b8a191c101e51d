import { expect, test } from "vitest";
import { pathInside } from "./path-inside.ts";

test("a path of this site is where somebody returns to", () => {
  expect(pathInside("/console/models?search=LFP")).toBe("/console/models?search=LFP");
});

test.each([
  "https://elsewhere.example/",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "javascript:alert(1)",
  "console",
  "",
  "/a b",
])("%j leads nowhere", (wanted) => expect(pathInside(wanted)).toBeNull());

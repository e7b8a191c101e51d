import { expect, test } from "vitest";
import { classOf } from "./performance-class.ts";

const ruleSet = {
  classes: [
    { name: "low", upTo: "0.1" },
    { name: "middle", upTo: "0.154" },
    { name: "high", upTo: null },
  ],
};

test.each([
  ["0", "low"],
  ["0.1", "low"],
  ["0.1000000000000000000000000000000001", "middle"],
  ["0.1540", "middle"],
  ["0.155", "high"],
  ["1e9", "high"],
])("a footprint of %s kgCO2e/kWh is in class %s: each limit belongs to its class", (cfp, name) =>
  expect(classOf(cfp, ruleSet)).toBe(name),
);

test("a footprint above every limit has no class", () =>
  expect(classOf("0.2", { classes: ruleSet.classes.slice(0, 2) })).toBeNull());

test("text that is no decimal has no class", () => expect(classOf("low", ruleSet)).toBeNull());

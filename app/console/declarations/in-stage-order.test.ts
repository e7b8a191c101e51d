import { expect, test } from "vitest";
import { inStageOrder } from "./in-stage-order.ts";

test("stages stand in the order of their method, each once", () => {
  const stored = ["production", "distribution", "raw_materials_and_parts", "production"];
  expect(inStageOrder("mee-partial", stored)).toEqual([
    "raw_materials_and_parts",
    "production",
    "distribution",
  ]);
});

test("a stage the method does not know stands last", () => {
  expect(inStageOrder("iso14067-ctg", ["end_of_life", "production", "raw_materials"])).toEqual([
    "raw_materials",
    "production",
    "end_of_life",
  ]);
});

test("stages of an unknown method keep their order", () => {
  expect(inStageOrder("unheard-of", ["b", "a"])).toEqual(["b", "a"]);
});

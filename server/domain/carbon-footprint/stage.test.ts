import { describe, expect, test } from "vitest";
import { findMethod } from "./method.ts";
import { methods } from "./request.ts";
import { canonicalStages, knownStages, stages, stageUnder } from "./stage.ts";

const kinds = ["material", "activity", "electricity", "transport"] as const;

describe("a stage under a method", () => {
  test.each([
    [
      "mee-partial",
      ["raw_materials_and_parts", "raw_materials_and_parts", "production", "distribution", null],
    ],
    ["mee-full", ["raw_materials_and_eol", "parts", "production", "distribution", "raw_materials_and_eol"]],
    ["eu-cfb-ev", ["raw_materials", "raw_materials", "production", "distribution", "end_of_life"]],
    ["iso14067-ctg", ["raw_materials", "raw_materials", "production", null, null]],
  ])("%s counts raw materials, parts, production, distribution and end of life in %j", (method, expected) =>
    expect(canonicalStages.map((stage) => stageUnder(method, stage, "activity"))).toEqual(expected),
  );

  test("materials and parts are told apart by what a line is", () => {
    expect(stageUnder("mee-full", "raw_materials_and_parts", "material")).toBe("raw_materials_and_eol");
    expect(stageUnder("mee-full", "raw_materials_and_parts", "electricity")).toBe("parts");
  });

  test.each(methods)(
    "%s keeps the stages it names itself, and puts every other into one of them",
    (method) => {
      for (const kind of kinds) {
        for (const stage of stages[method]) expect(stageUnder(method, stage, kind)).toBe(stage);
        for (const stage of knownStages) {
          expect([null, ...stages[method]]).toContain(stageUnder(method, stage, kind));
        }
      }
    },
  );

  test("comes back as it is where nobody knows it, or the method", () => {
    expect(stageUnder("mee-full", "use", "activity")).toBe("use");
    expect(stageUnder("mee-full", "constructor", "activity")).toBe("constructor");
    expect(stageUnder("toString", "production", "activity")).toBe("production");
  });

  test.each(methods)("the versions of %s name no stage that is unknown here", (method) =>
    expect(knownStages).toEqual(expect.arrayContaining([...(findMethod(method)?.stages ?? ["none"])])),
  );
});

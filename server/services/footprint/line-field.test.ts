import { expect, test } from "vitest";
import { lineFieldAt } from "./line-field.ts";

test.each([
  ["materials[3].mass.unit", "amountUnit"],
  ["materials[0].mass", "amount"],
  ["materials[0].Ev", "factorValue"],
  ["materials[12].Er.unit", "recycledFactorUnit"],
  ["activities[0].factor.value", "factorValue"],
  ["electricity[1].sources[0].factor.unit", "factorUnit"],
  ["electricity[1].sources[0].model", "electricityModel"],
  ["transport[0].distance.value", "distance"],
  ["transport[0].mode", "transportMode"],
  ["activities[0].stage", "stage"],
  ["electricity[1].sources[2].factor.unit", "electricitySources[2].factor.unit"],
  ["electricity[1].sources", "electricitySources"],
  ["materials[0].Rstar", "recoveredShare"],
  ["materials[0].eol.value.unit", "endOfLife.value.unit"],
  ["materials[0].cff.R2", "circular.R2"],
  ["materials[0].cff.Erec.unit", "circular.Erec.unit"],
  ["materials[0].cut", "cut"],
  ["materials[0].cutReason", "cutReason"],
  ["transport[0].emptyShare", "emptyShare"],
  ["activities[0].gwpSet", "factorGwpSet"],
])("%s speaks of the field %s", (path, field) => expect(lineFieldAt(path)).toBe(field));

test("the first of several sources of electricity is a field of its own", () => {
  expect(lineFieldAt("electricity[1].sources[0].model", true)).toBe("electricitySources[0].model");
});

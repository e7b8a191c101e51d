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
])("%s speaks of the field %s", (path, field) => expect(lineFieldAt(path)).toBe(field));

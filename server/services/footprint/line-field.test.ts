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
  ["electricity[1].sources[2].factor.unit", "electricitySources"],
  ["electricity[1].sources", "electricitySources"],
  ["materials[0].Rstar", "recoveredShare"],
  ["materials[0].eol.value.unit", "endOfLife"],
  ["materials[0].cff.R2", "circular"],
  ["materials[0].cut", "cut"],
  ["materials[0].cutReason", "cutReason"],
  ["transport[0].emptyShare", "emptyShare"],
  ["activities[0].gwpSet", "factorGwpSet"],
])("%s speaks of the field %s", (path, field) => expect(lineFieldAt(path)).toBe(field));

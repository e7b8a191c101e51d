import { expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { statusChangeAttributes } from "./status-values.ts";

const asked = (category: "EV" | "LMT" | "industrialStationary", day: string) =>
  statusChangeAttributes(bundledCatalogue, { category, day }).map(({ id }) => id);

test("Annex XIII 4(a): capacity, power, resistance with their fades and the expected lifetime are measured anew", () => {
  const values = [
    ...["measuredCapacity", "capacityFade", "currentPower", "powerFade", "currentInternalResistance"],
    ...["internalResistanceIncreasePack", "expectedLifetimeYears", "expectedLifetimeCyclesOfItem"],
  ];
  expect(asked("EV", "2028-01-01").toSorted()).toEqual(values.toSorted());
  expect(asked("LMT", "2028-01-01").toSorted()).toEqual(values.toSorted());
});

test("before the duty begins the same is asked for", () => {
  expect(asked("EV", "2026-11-20")).toEqual(asked("EV", "2028-01-01"));
});

test("of industrial batteries it is asked only where it applies, which the registry does not decide", () => {
  expect(asked("industrialStationary", "2028-01-01")).toEqual([]);
});

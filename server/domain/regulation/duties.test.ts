import fc from "fast-check";
import { expect, test } from "vitest";
import { batteryCategories } from "../battery/category.ts";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import type { DutyClass } from "../catalogue/catalogue.ts";
import { actsOfDuties, duties, dutyDays } from "./duties.ts";

const acts = [...bundledCatalogue.acts, ...actsOfDuties];
const classes: readonly DutyClass[] = [...batteryCategories, "externalStorage"];

const dayOf = (id: string, of: DutyClass) => dutyDays(duties, acts, [of]).find(({ duty }) => duty.id === id);

test.each<[string, DutyClass, string]>([
  ["passport", "EV", "2027-02-18"],
  ["qrCode", "portable", "2027-02-18"],
  ["dueDiligence", "LMT", "2027-08-18"],
  ["recycledContentMinimum", "SLI", "2031-08-18"],
])("%s begins for %s on %s, whatever acts there are", (id, of, day) => {
  expect(dayOf(id, of)).toMatchObject({ day, missing: null });
});

test("a duty that waits for an act begins at the earliest so many months after it was looked for in vain", () => {
  // Art. 7(1): twelve months after the act, which was not there on 20 November 2026, whatever the floor of 2025 says.
  expect(dayOf("carbonFootprintDeclaration", "EV")).toMatchObject({
    ...{ day: "2027-11-20", missing: { id: "carbonFootprintDeclarationEV", lookedUpOn: "2026-11-20" } },
  });
  expect(dayOf("carbonFootprintDeclaration", "externalStorage")?.day).toBe("2030-08-18");
});

test("an act that is in force gives the day", () => {
  const there = acts.map((act) =>
    act.id === "carbonFootprintDeclarationEV" ? { ...act, inForceFrom: "2027-03-31" } : act,
  );
  const found = dutyDays(duties, there, ["EV"]).find(({ duty }) => duty.article === "7(1)");
  expect(found).toMatchObject({ day: "2028-03-31", missing: null });
});

test("what is no passport category has no passport, and external storage no recycled content", () => {
  for (const of of ["portable", "SLI", "industrialSmall"] as const)
    expect(dayOf("passport", of)).toBeUndefined();
  expect(dayOf("recycledContentDocumentation", "externalStorage")).toBeUndefined();
});

test("each class is told each of its duties once, and the days ascend", () => {
  fc.assert(
    fc.property(fc.subarray([...classes]), (some) => {
      const found = dutyDays(duties, acts, [...some, ...some]);
      expect(found.map(({ day }) => day)).toEqual(found.map(({ day }) => day).toSorted());
      for (const of of some) {
        const told = found.filter((one) => one.classes.includes(of)).map(({ duty }) => duty.id);
        const bound = duties.filter(({ starts }) => starts[of] !== undefined).map(({ id }) => id);
        expect(told.toSorted()).toEqual(bound.toSorted());
      }
      expect(found.every((one) => one.classes.every((of) => some.includes(of)))).toBe(true);
    }),
  );
});

test("every duty names its article, speaks both languages, and waits for acts that a table has", () => {
  for (const { article, title, starts } of duties) {
    expect(article).toMatch(/^\d/);
    expect(title.zh).toMatch(/\p{Script=Han}/u);
    for (const { act } of Object.values(starts))
      if (act !== undefined) expect(acts.map(({ id }) => id)).toContain(act);
  }
});

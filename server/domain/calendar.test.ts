import { describe, expect, test } from "vitest";
import { monthsAfter, parseDay, parseMonth } from "./calendar.ts";

describe("calendar", () => {
  test.each(["2026-11-20", "2024-02-29"])("%s is a day", (day) =>
    expect(parseDay(day)).toEqual({ ok: true, value: day }),
  );
  test.each(["2026-02-29", "2026-13-01", "20.11.2026", "2026-1-1", "2026-11-20T00:00:00Z"])(
    "%s is none",
    (day) => expect(parseDay(day)).toMatchObject({ problems: [{ code: "E_DATE_FORMAT" }] }),
  );
  test.each(["2026-00", "2026-13", "2026", "2026-11-01"])("%s is no month", (month) =>
    expect(parseMonth(month)).toMatchObject({ problems: [{ code: "E_MONTH_FORMAT" }] }),
  );
  test.each([
    ["2027-08-31", 18, "2029-02-28"],
    ["2026-08-31", 18, "2028-02-29"],
    ["2026-11-30", 1, "2026-12-30"],
    ["2026-12-15", 0, "2026-12-15"],
    ["2026-12-15", 24, "2028-12-15"],
  ])("%s and %i months is %s", (day, months, expected) => expect(monthsAfter(day, months)).toBe(expected));
  test("2026-12 is a month", () => expect(parseMonth("2026-12")).toEqual({ ok: true, value: "2026-12" }));
});

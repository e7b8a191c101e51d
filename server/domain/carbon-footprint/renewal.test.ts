import { describe, expect, test } from "vitest";
import type { InventoryLine } from "./inventory-line.ts";
import { emptyLine } from "./inventory-line.ts";
import type { RecordedChange } from "./renewal.ts";
import { renewalReasons, validityHints } from "./renewal.ts";

function line(code: string, kind: InventoryLine["kind"], more: Partial<InventoryLine> = {}): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, kind, position: 1, stage: "production", nameEn: code, nameZh: code },
    ...{ sourceEn: "s", sourceZh: "s", amount: "10", amountUnit: kind === "material" ? "kg" : "kWh" },
    ...more,
  };
}

const steel = line("steel", "material");
const grid = line("grid", "electricity", {
  ...{ electricityModel: "national_average", factorId: "grid-cn", factorVersion: 1 },
  ...{ factorValue: "0.6", factorUnit: "kgCO2e/kWh" },
});
const truck = line("truck", "transport");
const gas = line("gas", "activity");
const released = {
  lines: [steel, grid, truck, gas],
  periodStart: "2025-01-01",
  releasedAt: "2026-02-01T00:00:00.000Z",
};
const begunOn = "2026-11-20";

function shownBy(lines: readonly InventoryLine[]) {
  return renewalReasons(released, { lines, begunOn }, []).map(({ kind, lines: differing }) => [
    kind,
    ...differing.map(({ code, change }) => `${code} ${change}`),
  ]);
}

describe("a draft shows that a new declaration is needed", () => {
  test("not by being there", () => {
    expect(shownBy(released.lines)).toEqual([]);
    expect(renewalReasons(released, null, [])).toEqual([]);
  });

  test.each<[string, Partial<InventoryLine>, boolean]>([
    ["another mass", { amount: "11" }, true],
    ["the same mass in another unit", { amount: "0.01", amountUnit: "t" }, false],
    ["the same mass written otherwise", { amount: "10.0" }, false],
    ["another mass that only looks the same", { amountUnit: "t" }, true],
    ["a mass that cannot be read", { amountUnit: "stone" }, true],
    ["no mass", { amount: null }, true],
    ["another factor", { factorValue: "3" }, false],
    ["another source", { sourceEn: "scales" }, false],
  ])("a material with %s", (_, changes, counts) =>
    expect(shownBy([{ ...steel, ...changes }, grid, truck, gas])).toEqual(
      counts ? [["bill_of_materials", "steel changed"]] : [],
    ),
  );

  test("a material that comes or goes", () => {
    expect(shownBy([steel, line("foil", "material"), grid, truck, gas])).toEqual([
      ["bill_of_materials", "foil added"],
    ]);
    expect(shownBy([grid, truck, gas])).toEqual([["bill_of_materials", "steel removed"]]);
  });

  test.each<[string, Partial<InventoryLine>, boolean]>([
    ["another model", { electricityModel: "contract" }, true],
    ["another factor", { factorId: "grid-de" }, true],
    ["another version of the factor", { factorVersion: 2 }, true],
    ["another value", { factorValue: "0.5" }, true],
    [
      "several sources",
      { electricitySources: [{ share: "1", model: "direct", factor: { value: "0", unit: "kgCO2e/kWh" } }] },
      true,
    ],
    ["another amount", { amount: "99" }, false],
    ["another name", { nameEn: "Grid" }, false],
  ])("electricity with %s", (_, changes, counts) =>
    expect(shownBy([steel, { ...grid, ...changes }, truck, gas])).toEqual(
      counts ? [["energy_mix", "grid changed"]] : [],
    ),
  );

  test("shares of the same sources that moved", () => {
    const mix = (share: string): InventoryLine => ({
      ...grid,
      electricitySources: [
        {
          share,
          model: "direct",
          factor: { value: "0", unit: "kgCO2e/kWh" },
          factorId: "sun",
          factorVersion: 1,
        },
      ],
    });
    const before = { ...released, lines: [mix("0.5")] };
    expect(renewalReasons(before, { lines: [mix("0.5")], begunOn }, [])).toEqual([]);
    expect(renewalReasons(before, { lines: [mix("0.6")], begunOn }, [])).toMatchObject([
      { kind: "energy_mix" },
    ]);
  });

  test("electricity that comes or goes; transport and other activities do not count", () => {
    expect(shownBy([steel, truck, gas])).toEqual([["energy_mix", "grid removed"]]);
    expect(shownBy([steel, grid, line("roof", "electricity")])).toEqual([["energy_mix", "roof added"]]);
    expect(shownBy([steel, grid, { ...truck, amount: "99" }])).toEqual([]);
  });

  test("both, each with its law and the day the draft was begun", () => {
    const reasons = renewalReasons(released, { lines: [], begunOn }, []);
    expect(reasons).toMatchObject([
      { kind: "bill_of_materials", from: begunOn, note: null, source: "Regulation (EU) 2023/1542, Annex II" },
      { kind: "energy_mix", from: begunOn, note: null, source: "Regulation (EU) 2023/1542, Annex II" },
    ]);
  });
});

describe("a recorded change asks for a new declaration", () => {
  const change: RecordedChange = {
    ...{ kind: "plant", changedOn: "2026-03-01", note: "Second line" },
    recordedAt: "2026-03-02T00:00:00.000Z",
  };
  const asked = (changes: Partial<RecordedChange>) =>
    renewalReasons(released, null, [{ ...change, ...changes }]).length > 0;

  test("with its day, its note and its law", () =>
    expect(renewalReasons(released, null, [change])).toEqual([
      {
        ...{ kind: "plant", from: "2026-03-01", note: "Second line", lines: [] },
        source: "Regulation (EU) 2023/1542, Art. 7(1)",
      },
    ]));

  test.each<[string, Partial<RecordedChange>, boolean]>([
    ["recorded before the release", { recordedAt: "2026-01-31T23:59:59.999Z" }, false],
    ["recorded at the very moment of the release", { recordedAt: released.releasedAt }, false],
    ["recorded after it for a day within the data", { changedOn: "2025-06-01" }, true],
    ["of the first day of the data, which know nothing else", { changedOn: "2025-01-01" }, false],
    ["of a day before the data", { changedOn: "2024-06-01" }, false],
    ["to come", { changedOn: "2027-01-01" }, true],
  ])("or does not: %s", (_, changes, expected) => expect(asked(changes)).toBe(expected));
});

describe("the age of the data", () => {
  const year = { periodStart: "2023-01-01", periodEnd: "2023-12-31" };
  test.each([
    ["2026-07-04", []],
    ["2026-07-05", ["data_old_soon"]],
    ["2026-12-31", ["data_old_soon"]],
    ["2027-01-01", ["data_old"]],
  ])("on %s is remarked as %j", (today, kinds) =>
    expect(validityHints(year, today).map(({ kind }) => kind)).toEqual(kinds),
  );

  test.each([
    ["2024-01-01", "2024-12-31", true],
    ["2024-03-01", "2025-02-28", true],
    ["2024-02-29", "2025-02-27", true],
    ["2024-01-01", "2024-11-30", false],
    ["2024-01-01", "2025-12-31", false],
  ])("from %s to %s is twelve months: %s", (periodStart, periodEnd, isYear) =>
    expect(validityHints({ periodStart, periodEnd }, periodEnd).length === 0).toBe(isYear),
  );

  test("ends three years after a leap day on the last day of February", () =>
    expect(validityHints({ periodStart: "2023-03-01", periodEnd: "2024-02-29" }, "2027-03-01")).toEqual([
      { kind: "data_old", day: "2027-02-28" },
    ]));
});

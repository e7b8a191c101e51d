import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, divide, parseExact, round, subtract, zero } from "../quantity/exact.ts";
import { emptyLine } from "./inventory-line.ts";
import type { InventoryLine } from "./inventory-line.ts";
import type { InventoryHeader } from "./inventory.ts";
import { isCathodeMaterial, routeLine, stackScenario } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioExamples } from "./scenario-examples.ts";
import type { GreenPowerStep, RecyclingRouteStep, ScenarioStep } from "./scenario-step.ts";

const value = (text: string | undefined) => parseExact(text ?? "") ?? zero;
const perKg = (amount: string) => ({ value: amount, unit: "kgCO2e/kg" });
const perKWh = (amount: string) => ({ value: amount, unit: "kgCO2e/kWh" });

const service = {
  usableCapacity: { value: "10", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: { value: "8", unit: "a" },
};
const mee: InventoryHeader = { method: "mee-full", gwpSet: "AR6", energy: service };
const eu: InventoryHeader = {
  method: "eu-cfb-ev",
  gwpSet: "AR6",
  energy: { ...service, vehicleCategory: "M1" },
};
const iso: InventoryHeader = {
  method: "iso14067-ctg",
  gwpSet: "AR6",
  energy: { output: { value: "1", unit: "piece" } },
};

function line(code: string, changes: Partial<InventoryLine>): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, position: 0, kind: "material", stage: "raw_materials", nameEn: code, nameZh: code },
    ...{ sourceEn: "made for a test", sourceZh: "测试用" },
    ...changes,
  };
}

/** 10 kg x 20 + 100 kWh x 0.6 + 2 t x 100 km x 0.1 = 280 kg. */
const lines: readonly InventoryLine[] = [
  line("cathode", { amount: "10", amountUnit: "kg", factorValue: "20", factorUnit: "kgCO2e/kg" }),
  line("power", {
    ...{ kind: "electricity", stage: "production", amount: "100", amountUnit: "kWh" },
    ...{ factorValue: "0.6", factorUnit: "kgCO2e/kWh", electricityModel: "national_average" },
  }),
  line("truck", {
    ...{ kind: "transport", stage: "distribution", transportMode: "road", amount: "2", amountUnit: "t" },
    ...{ distance: "100", distanceUnit: "km", factorValue: "0.1", factorUnit: "kgCO2e/tkm" },
  }),
];

const source = "made for a test";
const green = (changes: Partial<GreenPowerStep> = {}): GreenPowerStep => ({
  ...{ kind: "green_power", lines: [], share: "1", model: "direct", factor: perKWh("0.1"), source },
  ...changes,
});
const route = (changes: Partial<RecyclingRouteStep> = {}): RecyclingRouteStep => ({
  ...{ kind: "recycling_route", route: "hydro", line: null, factor: perKWh("2.9"), recovered: {}, source },
  ...changes,
});

function stacked(steps: readonly ScenarioStep[], header = mee, on = lines) {
  const scenario = stackScenario(on, header, steps);
  if ("errors" in scenario) throw new Error(JSON.stringify(scenario.errors));
  return scenario;
}

const kgOf = (scenario: Exclude<Scenario, { errors: unknown }>) => scenario.end.totalKg;

describe("one step", () => {
  test.each<[what: string, step: ScenarioStep, totalKg: string]>([
    [
      "a grid replaces the factor",
      { kind: "grid", lines: [], geography: "SE", factor: perKWh("0.05"), source },
      "225",
    ],
    ["half green power mixes two factors", green({ share: "0.5" }), "255"],
    ["green power in full leaves nothing of the grid", green(), "230"],
    [
      // Rr A Ev + Rr Er + (1 - Rr) Ev = 2.5 + 1 + 15 for a kilogram.
      "recycled content enters as the method has it",
      { kind: "recycled_content", lines: ["cathode"], share: "0.25", factor: perKg("4"), source },
      "265",
    ],
    [
      "another chemistry has its own factor and mass",
      {
        kind: "chemistry",
        lines: ["cathode"],
        chemistry: "LFP",
        factor: perKg("8"),
        massRatio: "1.5",
        source,
      },
      "200",
    ],
    [
      "another plant has its own grid and distances",
      {
        ...{ kind: "plant", plant: "Debrecen", geography: "HU", factor: perKWh("0.2"), lines: [], source },
        distances: { truck: { value: "300", unit: "km" } },
      },
      "280",
    ],
    ["a recycling route burdens the capacity", route(), "309"],
  ])("%s", (_, step, totalKg) => {
    const scenario = stacked([step]);
    expect(kgOf(scenario)).toBe(totalKg);
    expect(scenario.steps[0]?.status).toBe(totalKg === "280" ? "no_effect" : "applied");
  });

  test("another plant changes both parts even where they cancel out", () => {
    const step: ScenarioStep = {
      ...{ kind: "plant", plant: "Debrecen", geography: "HU", factor: perKWh("0.2"), lines: [], source },
      distances: { truck: { value: "300", unit: "km" } },
    };
    expect(stacked([step]).end.linesKg).toMatchObject({ power: "20", truck: "60" });
  });

  test("green power counts as a total share: half, then all, is the same as all at once", () => {
    expect(kgOf(stacked([green({ share: "0.5" }), green()]))).toBe(kgOf(stacked([green()])));
    expect(kgOf(stacked([green(), green({ share: "0.5" })]))).toBe(kgOf(stacked([green()])));
  });

  test("another grid leaves power of a direct line as it is", () => {
    const clean: ScenarioStep = { kind: "grid", lines: [], geography: "SE", factor: perKWh("0"), source };
    const { end } = stacked([green({ share: "0.5" }), clean]);
    expect(end.linesKg["power"]).toBe("5");
  });

  test("recycled input enters the circular parameters where a line has them", () => {
    const circular = { R1: "0", A: "0.2", Erec: perKg("9"), ED: perKg("0") };
    const on = [line("cathode", { ...lines[0], circular }), ...lines.slice(1)];
    const step: ScenarioStep = {
      ...{ kind: "recycled_content", lines: ["cathode"], share: "0.25", factor: perKg("4"), source },
    };
    // (1 - R1) Ev + R1 [A Erec + (1 - A) Ev] = 15 + 0.25 (0.8 + 16) = 19.2 for a kilogram.
    expect(stacked([step], eu, on).end.linesKg["cathode"]).toBe("192");
  });

  test("what a route recovers brings the credit of the method", () => {
    // MEE full: - R* x A x Ev = 0.9 x 0.5 x 20 x 10 kg.
    const recovered = { cathode: "0.9" };
    expect(kgOf(stacked([route({ recovered })]))).toBe("219");
  });

  test("a second route takes the place of the first", () => {
    const scenario = stacked([route(), route({ route: "direct", factor: perKWh("3.65") })]);
    expect(kgOf(scenario)).toBe("316.5");
    expect(scenario.lines.filter(({ code }) => code === routeLine)).toHaveLength(1);
  });

  test("second use takes burden and credit of the end of life away and says so", () => {
    const scenario = stacked([route({ recovered: { cathode: "0.9" } }), route({ route: "second_use" })]);
    expect(kgOf(scenario)).toBe("280");
    expect(scenario.steps[1]?.notes).toEqual(["SECOND_USE"]);
  });

  test("second use leaves neither credit nor disposal in the circular formula", () => {
    const circular = { R2: "0.9", ErecEoL: perKg("3"), ED: perKg("1") };
    const on = [line("cathode", { ...lines[0], circular }), ...lines.slice(1)];
    expect(stacked([], eu, on).start.stagesKg["end_of_life"]).not.toBe("0");
    expect(stacked([route({ route: "second_use" })], eu, on).end.stagesKg["end_of_life"]).toBe("0");
  });
});

describe("what a method does not take", () => {
  test("certificates are refused under the EU draft with the line, and the next step stands on the result before", () => {
    const scenario = stacked([green({ model: "contract" }), green({ share: "0.5" })], eu);
    expect(scenario.steps[0]).toMatchObject({
      status: "refused",
      kgChange: "0",
      notes: ["CERTIFICATE_REFUSED"],
      problems: [{ code: "E_ELECTRICITY_MODEL", line: "power" }],
    });
    expect(kgOf(scenario)).toBe("255");
  });

  test("certificates count under MEE and ISO with a word that others refuse them", () => {
    for (const header of [mee, iso]) {
      const [step] = stacked([green({ model: "contract" })], header).steps;
      expect(step).toMatchObject({ status: "applied", notes: ["CERTIFICATE_ACCEPTED"] });
    }
  });

  test("an end of life outside the boundary has no effect and says why", () => {
    const [step] = stacked([route({ line: null })], {
      ...iso,
      energy: { output: { value: "10", unit: "kWh" } },
    }).steps;
    expect(step).toMatchObject({ status: "no_effect", notes: ["OUTSIDE_BOUNDARY"], touched: [routeLine] });
  });

  test("power with a factor of zero is remarked", () => {
    expect(stacked([green({ factor: perKWh("0") })]).steps[0]?.notes).toContain("ZERO_FACTOR");
  });

  test.each<[what: string, step: ScenarioStep, problem: object]>([
    ["a line that is none", green({ lines: ["ghost"] }), { code: "E_LINE_UNKNOWN", line: "ghost" }],
    ["a line of another kind", green({ lines: ["cathode"] }), { code: "E_LINE_UNKNOWN", line: "cathode" }],
    ["a share above one", green({ share: "1.1" }), { code: "E_SHARE_RANGE", path: "share" }],
    ["a share that is no number", green({ share: "all" }), { code: "E_SHARE_RANGE", path: "share" }],
    [
      "a factor of another dimension",
      green({ factor: perKg("1") }),
      { code: "E_UNIT_DIMENSION", line: "power" },
    ],
    ["a route without its factor", route({ factor: null }), { code: "E_MISSING_FACTOR", path: "factor" }],
    ["recovery of what is no material", route({ recovered: { power: "1" } }), { code: "E_LINE_UNKNOWN" }],
    ["recovery of more than all", route({ recovered: { cathode: "2" } }), { code: "E_SHARE_RANGE" }],
    ["a process line that is none", route({ line: "ghost" }), { code: "E_LINE_UNKNOWN", path: "line" }],
    [
      "a mass ratio below zero",
      { kind: "chemistry", lines: ["cathode"], chemistry: "X", factor: perKg("1"), massRatio: "-1", source },
      { code: "E_NEGATIVE_QUANTITY", path: "massRatio", line: "cathode" },
    ],
    [
      "a mass ratio that is no number",
      { kind: "chemistry", lines: ["cathode"], chemistry: "X", factor: perKg("1"), massRatio: "x", source },
      { code: "E_NOT_FINITE", path: "massRatio", line: "cathode" },
    ],
  ])("%s is refused and changes nothing", (_, step, problem) => {
    const scenario = stacked([step]);
    expect(scenario.steps[0]?.status).toBe("refused");
    expect(scenario.steps[0]?.problems).toContainEqual(expect.objectContaining(problem));
    expect(kgOf(scenario)).toBe("280");
    expect(scenario.lines).toBe(lines);
  });

  test("an inventory without a result has no scenario, and its errors are told", () => {
    const broken = [line("cathode", { amount: "10", amountUnit: "kg" })];
    expect(stackScenario(broken, mee, [green()])).toMatchObject({
      errors: [{ code: "E_MISSING_FACTOR", path: "materials[0].Ev" }],
    });
  });
});

describe("a step that holds the factor of one material", () => {
  test.each([
    { kind: "recycled_content", share: "0.2" },
    { kind: "chemistry", chemistry: "LFP", massRatio: "1" },
  ] as const)("is refused while nobody says of which: $kind", (more) => {
    const { steps, start, end } = stacked([{ ...more, lines: [], factor: perKg("1.5"), source }], mee);
    expect(steps).toMatchObject([
      { status: "refused", problems: [{ code: "E_LINES_REQUIRED", path: "lines", line: null }] },
    ]);
    expect(end).toEqual(start);
  });

  test.each([
    ["NCM cathode active material", "三元正极活性材料", true],
    ["LFP", "磷酸铁锂", true],
    ["Cathode material NCM811", "正极材料", true],
    ["Binder of the cathode", "正极粘结剂", false],
    ["Aluminium foil", "正极铝箔", false],
    ["Synthetic graphite", "人造石墨", false],
  ])("takes %s for the cathode: %s, %s", (nameEn, nameZh, expected) => {
    expect(isCathodeMaterial(line("any", { nameEn, nameZh }))).toBe(expected);
  });
});

describe("stacked steps", () => {
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => String(percent / 100));
  const decimal = fc.integer({ min: 0, max: 3000 }).map((thousandth) => String(thousandth / 1000));
  const step: fc.Arbitrary<ScenarioStep> = fc.oneof(
    fc.record({ share, factor: decimal.map(perKWh) }).map(green),
    decimal.map((factor): ScenarioStep => ({
      kind: "grid",
      lines: [],
      geography: "X",
      factor: perKWh(factor),
      source,
    })),
    fc.record({ share, factor: decimal.map(perKg) }).map((more): ScenarioStep => ({
      ...{ kind: "recycled_content", lines: ["cathode"], source },
      ...more,
    })),
    fc.record({ factor: decimal.map(perKWh), recovered: share.map((cathode) => ({ cathode })) }).map(route),
    fc.constant(route({ route: "second_use" })),
    fc.record({ factor: decimal.map(perKg), massRatio: decimal }).map((more): ScenarioStep => ({
      ...{ kind: "chemistry", lines: ["cathode"], chemistry: "X", source },
      ...more,
    })),
  );

  test("add up to the difference between end and start, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.constantFrom(mee, eu, iso), (steps, header) => {
        const { start, end, steps: outcomes } = stacked(steps, header);
        const sum = outcomes.reduce((total, { kgChange }) => add(total, value(kgChange)), zero);
        expect(compare(sum, subtract(value(end.totalKg), value(start.totalKg)))).toBe(0);
        const parts = outcomes.reduce((total, { cfpChange }) => add(total, value(cfpChange)), zero);
        expect(compare(parts, subtract(value(end.cfp), value(start.cfp)))).toBe(0);
      }),
    );
  });

  test("end in what the changed inventory gives by itself", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (steps) => {
        const scenario = stacked(steps);
        expect(stacked([], mee, scenario.lines).start).toEqual(scenario.end);
      }),
    );
  });

  test("nothing stacked changes nothing", () => {
    const { start, end } = stacked([]);
    expect(end).toBe(start);
  });
});

describe("the published paths on illustrative inventories", () => {
  const example = (id: string) => {
    const found = scenarioExamples.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    const scenario = stacked(
      found.steps.map(({ step: one }) => one),
      found.header,
      found.lines,
    );
    return { found, scenario };
  };

  test("every line is marked as made up, and every step is taken", () => {
    for (const { id } of scenarioExamples) {
      const { found, scenario } = example(id);
      expect(found.lines.every(({ illustrative }) => illustrative)).toBe(true);
      expect(scenario.steps.map(({ status }) => status)).toEqual(found.steps.map(() => "applied"));
    }
  });

  test("the LFP path goes from 60 over 40, 34 and 29.4 to 27.9 kg per kWh, the third point 0.7 higher than printed", () => {
    const { scenario } = example("lfp");
    expect([scenario.start.cfp, ...scenario.steps.map(({ cfp }) => cfp)]).toEqual([
      ...["59.999925", "39.981975", "34.6822375", "29.3825", "28.6445", "27.9065"],
    ]);
    const rounded = scenario.steps.map(({ cfp }) => round(value(cfp), 1, "half_up"));
    expect(rounded).toEqual(["40.0", "34.7", "29.4", "28.6", "27.9"]);
    expect(percent(scenario.steps[3]?.changeOfStart)).toBe("-52.3");
    expect(percent(scenario.steps[4]?.changeOfStart)).toBe("-53.5");
  });

  test("the NCM path loses 58.2 and then 60.8 percent", () => {
    const { scenario } = example("ncm");
    expect(percent(scenario.steps[0]?.changeOfStart)).toBe("-58.2");
    expect(percent(scenario.steps[3]?.changeOfStart)).toBe("-60.8");
  });

  test("the routes burden 5.11, 2.9 and 3.65 kg; against the first that is 43.2 and 28.6 percent less", () => {
    const { found, scenario } = example("routes");
    const added = scenario.steps.map(({ totalKg }) =>
      subtract(value(totalKg), value(scenario.start.totalKg)),
    );
    expect(added.map((kg) => round(kg, 2, "half_up"))).toEqual(["5.11", "2.90", "3.65"]);
    expect(found.steps.map(({ published }) => published.addedKg)).toEqual(["5.11", "2.9", "3.65"]);
    const against = added.map((kg) => divide(subtract(kg, added[0] ?? zero), added[0] ?? zero));
    expect(against.map((part) => round({ ...part, scale: part.scale - 2 }, 1, "half_up"))).toEqual([
      ...["0.0", "-43.2", "-28.6"],
    ]);
  });

  function percent(fraction: string | null | undefined): string {
    const part = value(fraction ?? "");
    return round({ ...part, scale: part.scale - 2 }, 1, "half_up");
  }
});

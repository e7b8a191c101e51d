import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Exact } from "../../quantity/exact.ts";
import {
  absolute,
  add,
  compare,
  divide,
  isZero,
  multiply,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../../quantity/exact.ts";
import { calculateFootprint } from "../footprint.ts";
import type { InventoryHeader } from "../inventory.ts";
import { toPcfRequest } from "../inventory.ts";
import { emptyLine } from "../inventory-line.ts";
import type { InventoryLine } from "../inventory-line.ts";
import { findMethod } from "../method.ts";
import { methods } from "../request.ts";
import type { PcfRequest } from "../request.ts";
import { requestUnder } from "../request-under.ts";
import { bandPosition, isOfChemistry, isOutsideEvery } from "./band.ts";
import { compareInventories } from "./compare-inventories.ts";
import { contributionTree, emissionsByLine } from "./contribution-tree.ts";
import { hotSpots } from "./hot-spots.ts";
import type { Input } from "./line-parts.ts";
import { explainMethods, methodRules } from "./method-difference.ts";
import { inventories } from "../../../test/random-inventory.ts";
import type { ResultModel } from "./result-model.ts";
import { isInRange, resultModel, resultWith } from "./result-model.ts";
import { sensitivities } from "./sensitivity.ts";
import { substituteElectricity } from "./substitute-electricity.ts";
import { orderSwitch, switchPoint } from "./switch-point.ts";

const exact = (text: string) => parseExact(text) ?? zero;
const sumOf = (values: readonly Exact[]) => values.reduce((sum, value) => add(sum, value), zero);
const areSame = (a: Exact, b: Exact) => compare(a, b) === 0;

const header: InventoryHeader = {
  method: "mee-full",
  gwpSet: "AR6",
  energy: {
    usableCapacity: { value: "100", unit: "kWh" },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  },
  parameters: {
    A: "0.5",
    productEol: { value: "12.5", unit: "kgCO2e" },
    output: { value: "3", unit: "piece" },
  },
};

function modelUnder(method: string, lines: readonly InventoryLine[]): ResultModel {
  const { request } = requestUnder(method, lines, header);
  const model = resultModel(request);
  if (model === null) throw new Error(JSON.stringify(calculateFootprint(request)));
  return model;
}

const method = fc.constantFrom(...methods);

describe("the contribution tree", () => {
  test("agrees with the result to the last digit, line by line and stage by stage, under every method", () =>
    fc.assert(
      fc.property(inventories, method, (lines, name) => {
        const { parts, result, totalKg, perUnit, method: version } = modelUnder(name, lines);
        expect(toDecimal(totalKg)).toBe(result.totalKg);
        expect(toDecimal(perUnit)).toBe(result.cfp);
        const byLine = emissionsByLine(parts);
        for (const [line, kg] of Object.entries(result.linesKg)) {
          expect([line, toDecimal(byLine.get(line) ?? zero)]).toEqual([line, kg]);
        }
        const tree = contributionTree(parts, version.stages, () => null);
        for (const { stage, kg } of tree.stages) expect(toDecimal(kg)).toBe(result.stagesKg[stage]);
      }),
      { numRuns: 200 },
    ));

  test("every node is the exact sum of those below it", () =>
    fc.assert(
      fc.property(inventories, method, (lines, name) => {
        const { parts, method: version } = modelUnder(name, lines);
        const componentOf = (code: string) => lines.find((line) => line.code === code)?.component ?? null;
        const tree = contributionTree(parts, version.stages, componentOf);
        expect(areSame(tree.kg, sumOf(tree.stages.map(({ kg }) => kg)))).toBe(true);
        for (const stage of tree.stages) {
          expect(areSame(stage.kg, sumOf(stage.components.map(({ kg }) => kg)))).toBe(true);
          for (const component of stage.components) {
            expect(areSame(component.kg, sumOf(component.lines.map(({ kg }) => kg)))).toBe(true);
            for (const line of component.lines) {
              expect(areSame(line.kg, sumOf(line.parts.map(({ kg }) => kg)))).toBe(true);
            }
          }
        }
      }),
      { numRuns: 100 },
    ));

  test("a cut input has no part, and the receiver counts with its mass", () => {
    const lines = [material("big", "995", "10"), { ...material("small", "5", "30"), cut: true }];
    const { parts, result } = modelUnder("mee-partial", lines);
    expect(result.totalKg).toBe("10000");
    expect(parts.filter(({ line }) => line === "small")).toEqual([]);
    expect(toDecimal(emissionsByLine(parts).get("big") ?? zero)).toBe("10000");
  });
});

describe("hot spots", () => {
  const emissions = fc
    .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: -50, max: 50 })), {
      selector: ([code]) => code,
      maxLength: 12,
    })
    .map((drawn) => new Map(drawn.map(([code, kg]) => [code, exact(String(kg))])));
  const sizeOf = (codes: Iterable<string>, of: ReadonlyMap<string, Exact>) =>
    sumOf([...codes].map((code) => absolute(of.get(code) ?? zero)));

  test("make at least 80 %, and one fewer would not", () =>
    fc.assert(
      fc.property(emissions, (of) => {
        const found = hotSpots(of);
        const wanted = multiply(sizeOf(of.keys(), of), exact("0.8"));
        expect(compare(sizeOf(found, of), wanted)).toBeGreaterThanOrEqual(0);
        if (found.length > 0) expect(compare(sizeOf(found.slice(0, -1), of), wanted)).toBeLessThan(0);
      }),
    ));

  test("do not depend on the order of the lines, ties included", () =>
    fc.assert(
      fc.property(emissions, (of) => {
        expect(hotSpots(new Map([...of].toReversed()))).toEqual(hotSpots(of));
      }),
    ));

  test("exactly 80 % is enough, and a credit counts by its size", () => {
    const of = (kg: Record<string, string>) =>
      new Map(Object.entries(kg).map(([code, value]) => [code, exact(value)]));
    expect(hotSpots(of({ a: "80", b: "20" }))).toEqual(["a"]);
    expect(hotSpots(of({ b: "40", a: "-40", c: "20" }))).toEqual(["a", "b"]);
    expect(hotSpots(of({ a: "0" }))).toEqual([]);
  });
});

describe("the difference of two methods", () => {
  test("is the sum of its steps exactly, in kilograms and in the unit of the result, for any inventory", () =>
    fc.assert(
      fc.property(inventories, method, method, (lines, one, other) => {
        const [from, to] = [modelUnder(one, lines), modelUnder(other, lines)];
        const { kg, perUnit, steps } = explainMethods(from, to);
        expect(areSame(kg, subtract(to.totalKg, from.totalKg))).toBe(true);
        expect(areSame(sumOf(steps.map((step) => step.kg)), kg)).toBe(true);
        for (const step of steps) {
          expect(areSame(sumOf(step.lines.map((line) => line.kg)), step.kg)).toBe(true);
        }
        expect(steps.map(({ rule }) => rule)).toEqual(methodRules);
        const isOutput = (name: string) => name === "iso14067-ctg";
        expect(perUnit === null).toBe(isOutput(one) !== isOutput(other));
        if (perUnit === null) return;
        expect(areSame(perUnit, subtract(to.perUnit, from.perUnit))).toBe(true);
        expect(areSame(sumOf(steps.map((step) => step.perUnit ?? zero)), perUnit)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  test("of a method from itself is nothing", () =>
    fc.assert(
      fc.property(inventories, method, (lines, name) => {
        const { kg, steps } = explainMethods(modelUnder(name, lines), modelUnder(name, lines));
        expect(isZero(kg) && steps.every((step) => isZero(step.kg) && step.lines.length === 0)).toBe(true);
      }),
      { numRuns: 30 },
    ));

  test("puts each cause under its rule", () => {
    const recycled = {
      ...material("foil", "100", "10"),
      ...{ recycledShare: "0.5", recycledFactorValue: "2", recycledFactorUnit: "kgCO2e/kg" },
    };
    const lines = [recycled, truck("delivery", "distribution")];
    const parts = (to: string) =>
      Object.fromEntries(
        explainMethods(modelUnder("mee-partial", lines), modelUnder(to, lines))
          .steps.filter(({ kg }) => !isZero(kg))
          .map(({ rule, kg, lines: changed }) => [rule, [toDecimal(kg), changed.map(({ line }) => line)]]),
      );
    // ISO leaves delivery out; the full life cycle adds 0.5 x A x 10 x 100 kg and the 12.5 kg of the product.
    expect(parts("iso14067-ctg")).toEqual({ boundary: ["-76", ["delivery"]] });
    expect(parts("mee-full")).toEqual({ allocation: ["262.5", ["foil", "productEol"]] });
  });

  test("electricity that a method refuses can be compared with the average put in its place", () => {
    const power: InventoryLine = {
      ...material("power", "1000", "0.1"),
      ...{ kind: "electricity", stage: "production", amountUnit: "kWh", factorUnit: "kgCO2e/kWh" },
      electricityModel: "contract",
    };
    const lines = [material("foil", "100", "10"), power];
    expect(resultModel(requestUnder("eu-cfb-ev", lines, header).request)).toBeNull();
    const average = { value: "0.6", unit: "kgCO2e/kWh" };
    const substituted = substituteElectricity(lines, "eu-cfb-ev", average);
    expect(substituted.changed).toEqual(["power"]);
    expect(substituteElectricity(lines, "mee-full", average).changed).toEqual([]);
    const { steps } = explainMethods(
      modelUnder("mee-partial", lines),
      modelUnder("eu-cfb-ev", substituted.lines),
    );
    expect(steps.flatMap(({ rule, kg }) => (rule === "electricity" ? toDecimal(kg) : []))).toEqual(["500"]);
  });
});

describe("sensitivity", () => {
  test("each result is what the calculation gives with that input changed", () =>
    fc.assert(
      fc.property(inventories, method, (lines, name) => {
        const model = modelUnder(name, lines);
        for (const { input, low, high } of sensitivities(model)) {
          for (const { value, perUnit } of [low, high]) {
            const changed = withValue(model.request, input, value);
            if (changed === null) continue;
            const answer = calculateFootprint(changed);
            if ("errors" in answer) throw new Error(JSON.stringify([input.name, answer]));
            expect([input.name, toDecimal(perUnit)]).toEqual([input.name, answer.cfp]);
          }
        }
      }),
      { numRuns: 60 },
    ));

  test("under a cut-off each result is what the calculation gives, also where another input is cut or takes the mass", () => {
    const unlike = { cut: 0, receiver: 0 };
    fc.assert(
      fc.property(cutOffRequests, (request) => {
        const model = resultModel(request);
        fc.pre(model !== null);
        for (const input of model.inputs) {
          for (const by of ["0", "0.9", "1.1", "2"]) {
            const value = multiply(input.value, exact(by));
            const changed = isInRange(model, input, value) ? withValue(request, input, value) : null;
            if (changed === null) continue;
            const answer = calculateFootprint(changed);
            const found = resultWith(model, input, value);
            const expected = "errors" in answer ? null : answer.cfp;
            expect([input, by, found && toDecimal(found.perUnit)]).toEqual([input, by, expected]);
            for (const [place, now] of ("errors" in answer
              ? []
              : (answer.cutoff?.components ?? [])
            ).entries()) {
              const then = model.result.cutoff?.components[place];
              unlike.cut += Number(now.cut.length !== then?.cut.length);
              unlike.receiver += Number(now.receiver !== then?.receiver);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(unlike.cut, unlike.receiver)).toBeGreaterThan(50);
  });

  test("a share at which a factor is missing that nobody stated gives no result, not one without it", () => {
    const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
    const { request } = requestUnder("mee-partial", [], header);
    const recycled = { id: "foil", mass: { value: "10", unit: "kg" }, Rr: "1", Er: perKg("2") };
    const inputs = (material: object) => {
      const model = resultModel({ ...request, materials: [{ ...recycled, ...material }] });
      return model === null
        ? null
        : sensitivities(model).flatMap(({ input }) => (input.line === null ? [] : input.name));
    };
    expect(inputs({})).toEqual(["Er", "mass"]);
    expect(inputs({ Ev: perKg("9") })).toEqual(["Rr", "Er", "mass"]);
  });

  test("ranks by the distance of both results, whatever the order of the lines", () => {
    const lines = [material("a", "10", "1"), material("b", "1000", "3"), material("c", "100", "5")];
    const ranked = (some: readonly InventoryLine[]) =>
      sensitivities(modelUnder("mee-partial", some)).map(({ input }) => `${input.line ?? ""} ${input.name}`);
    expect(ranked(lines)).toEqual(ranked(lines.toReversed()));
    expect(ranked(lines).filter((one) => one.endsWith("mass"))).toEqual(["b mass", "c mass", "a mass"]);
  });

  test("a share ends at one, and the other sources of electricity make room", () => {
    const perKWh = (value: string) => ({ value, unit: "kgCO2e/kWh" });
    const power: InventoryLine = {
      ...material("power", "100", "0"),
      ...{ kind: "electricity", stage: "production", amountUnit: "kWh" },
      electricitySources: [
        { share: "0.95", model: "direct", factor: perKWh("0") },
        { share: "0.05", model: "national_average", factor: perKWh("1") },
      ],
    };
    const model = modelUnder("mee-partial", [material("foil", "1", "10"), power]);
    const found = sensitivities(model).find(({ input }) => input.name === "sources[0].share");
    expect(
      found && [toDecimal(found.high.value), toDecimal(multiply(found.high.perUnit, model.denominator))],
    ).toEqual(["1", "10"]);
  });
});

describe("a switch point", () => {
  test("of any input gives the result it was asked for, exactly", () =>
    fc.assert(
      fc.property(inventories, method, fc.constantFrom("0.9", "0.97", "1.04", "1.1"), (lines, name, by) => {
        const model = modelUnder(name, lines);
        const target = multiply(model.perUnit, exact(by));
        for (const input of model.inputs) {
          const found = switchPoint(model, input, target);
          if (found === null) continue;
          expect(isInRange(model, input, found.value)).toBe(true);
          const at = (value: Exact) => resultWith(model, input, value)?.perUnit ?? zero;
          if (found.tolerance === null) {
            const relative = absolute(subtract(divide(at(found.value), target), exact("1")));
            expect(compare(relative, exact("1e-29"))).toBeLessThan(1);
            continue;
          }
          // What halving finds is told within a part of the input, however steep the result is there: a step of that
          // size back towards the input's own value is on the other side.
          const isBelow = compare(found.value, input.value) < 0;
          const back = (isBelow ? add : subtract)(found.value, found.tolerance);
          const sides = [compare(at(found.value), target), compare(at(back), target)];
          expect(Math.min(...sides)).toBeLessThan(1);
          expect(Math.max(...sides)).toBeGreaterThan(-1);
        }
      }),
      { numRuns: 60 },
    ));

  test("finds amount, cycles and recycled share of the worked example", () => {
    const foil = {
      ...material("foil", "1000", "10"),
      ...{ recycledShare: "0.2", recycledFactorValue: "2", recycledFactorUnit: "kgCO2e/kg" },
    };
    const model = modelUnder("mee-partial", [foil]);
    // 8 400 kg over 48 000 kWh is 0.175; half of it is reached at half the mass or twice the cycles.
    expect(toDecimal(model.perUnit)).toBe("0.175");
    const at = (name: string, target: string) => {
      const input = model.inputs.find((one) => one.name === name);
      const found = input === undefined ? null : switchPoint(model, input, exact(target));
      return found && [toDecimal(found.value), toDecimal(found.change), found.tolerance];
    };
    expect(at("mass", "0.0875")).toEqual(["500", "-0.5", null]);
    expect(at("fecPerYear", "0.0875")).toEqual(["120", "1", null]);
    expect(at("usableCapacity", "0.35")).toEqual(["50", "-0.5", null]);
    expect(at("Rr", "0.15")).toEqual(["0.35", "0.75", null]);
    expect(at("Rr", "0.01")).toBeNull();
  });

  test("where the warranty ends by distance first, years beyond it reach nothing; before it halving finds them", () => {
    const request = toPcfRequest([material("foil", "1000", "10")], {
      ...{ method: "mee-partial", gwpSet: "AR6" },
      energy: {
        usableCapacity: { value: "100", unit: "kWh" },
        vehicleCategory: "light_noncommercial",
        warrantyYears: { value: "10", unit: "a" },
        warrantyKm: { value: "160000", unit: "km" },
      },
    }).request;
    const model = resultModel(request);
    const years = model?.inputs.find(({ name }) => name === "warrantyYears");
    if (!model || !years) throw new Error("The example computes.");
    expect(switchPoint(model, years, multiply(model.perUnit, exact("0.5")))).toBeNull();
    const found = switchPoint(model, years, multiply(model.perUnit, exact("2")));
    if (found === null) throw new Error("Twice the result is in reach.");
    expect(found.tolerance).not.toBeNull();
    expect(Number(toDecimal(found.value))).toBeCloseTo(4, 10);
  });

  test("says at which amount two lines change places", () => {
    const model = modelUnder("mee-partial", [material("a", "100", "10"), material("b", "50", "15")]);
    const found = orderSwitch(model, "a", exact("750"));
    expect(found && toDecimal(found.value)).toBe("75");
  });
});

describe("two inventories", () => {
  test("lines are matched by code, then by kind and name, and the differences add up", () => {
    const calculated = (lines: readonly InventoryLine[]) => ({
      lines,
      result: modelUnder("mee-partial", lines).result,
    });
    const named = (code: string, nameEn: string, amount: string) => ({
      ...material(code, amount, "10"),
      nameEn,
    });
    const comparison = compareInventories(
      calculated([named("foil", "Copper foil", "10"), named("x", "Cells", "5"), named("gone", "Tape", "1")]),
      calculated([named("foil", "Copper foil", "10"), named("y", " CELLS", "7"), named("new", "Glue", "2")]),
    );
    expect(comparison.matchedByName).toEqual([{ code: "y", codeInFirst: "x" }]);
    expect(comparison.unchanged).toBe(1);
    expect(
      comparison.difference.lines.map(({ code, change, differenceKg }) => [code, change, differenceKg]),
    ).toEqual([
      ["x", "changed", "20"],
      ["new", "added", "20"],
      ["gone", "removed", "-10"],
    ]);
    expect(comparison.difference.totalDifferenceKg).toBe("30");
  });
});

describe("published values", () => {
  test.each([
    ["59.9", "below"],
    ["60", "inside"],
    ["98", "inside"],
    ["98.1", "above"],
  ] as const)("%s lies %s of 60 to 98", (value, position) =>
    expect(bandPosition(value, { value: null, min: "60", max: "98" })).toBe(position),
  );

  test("a value is outside only when every range with two ends says so", () => {
    const range = (min: string, max: string) => ({ value: null, min, max });
    expect(isOutsideEvery("150", [range("60", "98"), range("100", "120")])).toBe(true);
    expect(isOutsideEvery("110", [range("60", "98"), range("100", "120")])).toBe(false);
    expect(isOutsideEvery("150", [{ value: "83.5", min: null, max: null }])).toBe(false);
  });
});

function material(code: string, amount: string, factorValue: string): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, position: 0, kind: "material", stage: "raw_materials", nameEn: code, nameZh: code },
    ...{ amount, amountUnit: "kg", factorValue, factorUnit: "kgCO2e/kg", sourceEn: "", sourceZh: "" },
  };
}

function truck(code: string, stage: string): InventoryLine {
  return {
    ...material(code, "1", "0.076"),
    ...{ kind: "transport", stage, amountUnit: "t", factorUnit: "kgCO2e/tkm" },
    ...{ transportMode: "road", distance: "1000", distanceUnit: "km" },
  };
}

/** Two components of materials round the threshold of the cut-off and of equal factors, so that little decides. */
const cutOffRequests: fc.Arbitrary<PcfRequest> = fc
  .record({
    name: method,
    auto: fc.boolean(),
    drawn: fc.array(
      fc.record({
        component: fc.constantFrom("cell", "casing"),
        grams: fc.constantFrom("800", "950", "990", "1000", "1050", "1100", "9000"),
        virgin: fc.constantFrom("2", "9", "10", "11"),
        recycled: fc.option(fc.constantFrom("0.5", "1")),
        isRecovered: fc.boolean(),
        cut: fc.boolean(),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  })
  .map(({ name, auto, drawn }) => {
    const heavy = ["cell", "casing"].map((component) => ({
      ...{ component, grams: "98000", virgin: "10", recycled: null, isRecovered: false, cut: false },
    }));
    const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
    const materials = [...heavy, ...drawn].map(
      ({ component, grams, virgin, recycled, isRecovered, cut }, place) => ({
        ...{ id: `m${place}`, component, mass: { value: grams, unit: "g" }, Ev: perKg(virgin), cut },
        ...(recycled === null ? {} : { Rr: recycled, Er: perKg("3") }),
        ...(name === "mee-full" && isRecovered
          ? { Rstar: "0.5", eol: { basis: "per_kg" as const, value: perKg("0.25") } }
          : {}),
        ...(name === "eu-cfb-ev" && isRecovered
          ? { cff: { A: "0.2", R2: "0.9", ErecEoL: perKg("1"), ED: perKg("0.5") } }
          : {}),
      }),
    );
    const { request } = requestUnder(name, [], header);
    const activity = { amount: { value: "1", unit: "kg" }, factor: perKg("7") };
    return {
      ...request,
      materials,
      activities: [{ id: "other", stage: findMethod(name)?.stages.at(-1) ?? "", ...activity }],
      cutoff: { auto },
    };
  });

/** The same request with another value of an input; null where decimals cannot say it. */
function withValue(
  request: PcfRequest,
  { line, name, unit, value: now }: Input,
  value: Exact,
): PcfRequest | null {
  const text = toDecimal(value, 200);
  if (!areSame(exact(text), value)) return null;
  const quantity = { value: text, unit };
  const member = (of: object): object => {
    const [first = "", second] = name.split(".");
    const source = /^sources\[(\d+)\]$/.exec(first);
    if (source !== null) return {};
    if (first === "eol")
      return { eol: { ...("eol" in of && typeof of.eol === "object" ? of.eol : {}), value: quantity } };
    const inner = unit === "" ? text : quantity;
    return second === undefined ? { [first]: inner } : { [first]: { ...cffOf(of), [second]: inner } };
  };
  const cffOf = (of: object) => ("cff" in of && typeof of.cff === "object" ? of.cff : {});
  if (name.startsWith("sources[")) return null;
  if (line === null) {
    if (name === "A" && request.A !== undefined) return { ...request, A: text };
    if (name === "productEol") return { ...request, productEol: quantity };
    const isOwn = name !== "A" && Object.hasOwn(request.energy, name);
    return isOwn
      ? { ...request, energy: { ...request.energy, [name]: unit === "" ? text : quantity } }
      : null;
  }
  if (isZero(now)) return null;
  const changed = <T extends { readonly id: string }>(list: readonly T[] | undefined) =>
    (list ?? []).map((one) => (one.id === line ? { ...one, ...member(one) } : one));
  return {
    ...request,
    materials: changed(request.materials),
    activities: changed(request.activities),
    electricity: changed(request.electricity),
    transport: changed(request.transport),
  };
}

test.each([
  ["LFP pack, made in China", "NMC", false],
  ["LFP pack, made in China", "LFP", true],
  ["NCM811 pack, made in the United States", "NMC", true],
  ["NCM811 pack, made in the United States", "LFP", false],
  ["NCM and LFP packs, selected studies", "LFP", true],
  ["Power battery made in China, range of footprints", "NMC", true],
  ["LFP pack, made in China", "LTO", true],
  ["LFP pack, made in China", null, true],
] as const)("the published range of %s is one for a battery of %s: %s", (nameEn, chemistry, expected) => {
  expect(isOfChemistry(nameEn, chemistry)).toBe(expected);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPrintedAs, minus, over, plus, rational, times } from "../../test/rational.ts";
import type { Rational } from "../../test/rational.ts";
import { add, one, parseExact, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { calculate } from "./calculate.ts";
import { circularFormula } from "./circular-formula.ts";
import type { CircularInputs } from "./circular-formula.ts";

const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
/** Wrought aluminium, with the recovery of the published CFB-EV case and round factors of our own. */
const aluminium = {
  mass: { value: "40", unit: "kg" },
  A: "0.2",
  R1: "0.25",
  R2: "0.9",
  Ev: perKg("10"),
  Erec: perKg("2"),
  ErecEoL: perKg("1.5"),
  ED: perKg("0.1"),
};
const cff = (fields: object) => calculate({ op: "cff", material: { ...aluminium, ...fields } });
const refused = (code: string, path: string) => ({ errors: [{ code, path: `material.${path}` }] });

describe("the circular formula", () => {
  test("gives production, recycling, energy and disposal, each with its sign", () =>
    // 40 x (0.75 x 10 + 0.25 x (0.2 x 2 + 0.8 x 10)); 40 x 0.8 x 0.9 x (1.5 - 10); 0; 40 x 0.1 x 0.1
    expect(cff({})).toEqual({
      productionKg: "384",
      eolMaterialKg: "-244.8",
      eolEnergyKg: "0",
      eolDisposalKg: "0.4",
      totalKg: "139.6",
      warnings: [],
    }));

  test("counts what burning replaces, heat in MJ and electricity in kWh alike", () =>
    expect(
      cff({
        ...{ A: "0.5", R1: "0", R2: "0", R3: "0.5", B: "0.5", Erec: null, ErecEoL: null },
        EER: perKg("2"),
        LHV: { value: "36", unit: "MJ/kg" },
        Xheat: "0.4",
        Xelec: "0.2",
        EseHeat: { value: "0.05", unit: "kgCO2e/MJ" },
        EseElec: { value: "0.36", unit: "kgCO2e/kWh" },
      }),
      // 40 x 0.5 x 0.5 x (2 - 36 x 0.4 x 0.05 - 10 x 0.2 x 0.36)
    ).toMatchObject({ eolEnergyKg: "5.6", eolDisposalKg: "2", productionKg: "400" }));

  test("reads a heating value without a unit in MJ/kg", () => {
    const burnt = { R2: "0", R3: "0.5", ErecEoL: null, EER: perKg("2"), Xheat: "0.4" };
    const EseHeat = { value: "0.05", unit: "kgCO2e/MJ" };
    expect(cff({ ...burnt, EseHeat, LHV: "36" })).toEqual(
      cff({ ...burnt, EseHeat, LHV: { value: "36", unit: "MJ/kg" } }),
    );
    expect(cff({ LHV: "-1" })).toEqual(refused("E_PARAM_RANGE", "LHV"));
    expect(cff({ LHV: "much" })).toEqual(refused("E_NOT_FINITE", "LHV"));
    expect(cff({ LHV: 36 })).toEqual(refused("E_SCHEMA", "LHV"));
  });

  test("takes the material that is avoided as the virgin one unless it is stated", () =>
    expect(cff({ EvStar: perKg("5"), QsoutQp: "0.5" })).toMatchObject({ eolMaterialKg: "-28.8" }));

  test("weighs recycled input by its quality", () =>
    // 40 x (7.5 + 0.25 x (0.4 + 0.8 x 10 x 0.5))
    expect(cff({ QsinQp: "0.5" })).toMatchObject({ productionKg: "344" }));

  test("caps a price ratio above 1 and says so", () =>
    expect(cff({ QsinQp: "1.2" })).toMatchObject({
      productionKg: "384",
      warnings: [{ code: "W_OUT_OF_RANGE", path: "material.QsinQp" }],
    }));

  test.each([
    ["0.2", null, []],
    ["0.5", null, []],
    ["0.3", null, ["W_A_NON_DEFAULT"]],
    ["0.5", "metal", ["W_A_NON_DEFAULT"]],
    ["0.2", "other", ["W_A_NON_DEFAULT"]],
    ["0.20", "metal", []],
  ])("with A %s for the material class %s warns of %j", (A, materialClass, codes) => {
    const answer = cff({ A, materialClass });
    expect("warnings" in answer ? answer.warnings.map(({ code }) => code) : answer).toEqual(codes);
  });

  test("needs no factor of what is multiplied by nothing", () => {
    expect(cff({ R1: "0", Erec: null, R2: "1", ED: null })).toMatchObject({ productionKg: "400" });
    expect(cff({ mass: { value: "0", unit: "kg" }, Ev: null, ErecEoL: null })).toMatchObject({
      totalKg: "0",
    });
    expect(cff({ R2: "0", R3: "1", B: "1", ErecEoL: null, EER: null, ED: null })).toMatchObject({
      eolEnergyKg: "0",
    });
  });

  test.each([
    [{ A: "0.19" }, "E_PARAM_RANGE", "A"],
    [{ A: "0.81" }, "E_PARAM_RANGE", "A"],
    [{ A: undefined }, "E_SCHEMA", "A"],
    [{ A: 0.5 }, "E_SCHEMA", "A"],
    [{ B: "1.1" }, "E_PARAM_RANGE", "B"],
    [{ B: "-0.1" }, "E_PARAM_RANGE", "B"],
    [{ R1: undefined }, "E_SCHEMA", "R1"],
    [{ R2: undefined }, "E_SCHEMA", "R2"],
    [{ R1: "1.5" }, "E_SHARE_RANGE", "R1"],
    [{ R2: "-1" }, "E_SHARE_RANGE", "R2"],
    [{ R3: "2" }, "E_SHARE_RANGE", "R3"],
    [{ R3: "0.2" }, "E_SHARE_RANGE", "R3"],
    [{ QsinQp: "0" }, "E_PARAM_RANGE", "QsinQp"],
    [{ QsoutQp: "-1" }, "E_PARAM_RANGE", "QsoutQp"],
    [{ LHV: { value: "-1", unit: "MJ/kg" } }, "E_PARAM_RANGE", "LHV.value"],
    [{ LHV: { value: "1", unit: "MJ" } }, "E_UNIT_DIMENSION", "LHV.unit"],
    [{ Xheat: "1.01" }, "E_PARAM_RANGE", "Xheat"],
    [{ Xelec: "-0.01" }, "E_PARAM_RANGE", "Xelec"],
    [{ materialClass: "wood" }, "E_SCHEMA", "materialClass"],
    [{ EseHeat: perKg("1") }, "E_UNIT_DIMENSION", "EseHeat.unit"],
    [{ Ev: { value: "1", unit: "kgCO2e/kWh" } }, "E_UNIT_DIMENSION", "Ev.unit"],
    [{ Ev: perKg("-1") }, "E_NEGATIVE_QUANTITY", "Ev.value"],
    [{ mass: { value: "-1", unit: "kg" } }, "E_NEGATIVE_QUANTITY", "mass.value"],
    [{ Ev: null }, "E_MISSING_FACTOR", "Ev"],
    [{ Erec: null }, "E_MISSING_FACTOR", "Erec"],
    [{ ErecEoL: undefined }, "E_MISSING_FACTOR", "ErecEoL"],
    [{ R3: "0.1", ED: null }, "E_MISSING_FACTOR", "EER"],
    [{ ED: null }, "E_MISSING_FACTOR", "ED"],
    [{ ED: perKg("x") }, "E_NOT_FINITE", "ED.value"],
  ])("with %j is refused with %s at %s", (fields, code, path) =>
    expect(cff(fields)).toEqual(refused(code, path)),
  );

  test("needs a material", () =>
    expect(calculate({ op: "cff" })).toEqual({ errors: [{ code: "E_SCHEMA", path: "material" }] }));

  test("names everything that is wrong at once", () =>
    expect(cff({ A: "2", R1: "x", ED: perKg("-1"), LHV: perKg("1") })).toEqual({
      errors: [
        { code: "E_NOT_FINITE", path: "material.R1" },
        { code: "E_UNIT_DIMENSION", path: "material.LHV.unit" },
        { code: "E_NEGATIVE_QUANTITY", path: "material.ED.value" },
        { code: "E_PARAM_RANGE", path: "material.A" },
      ],
    }));
});

const share = fc.integer({ min: 0, max: 1000 }).map((n) => `${n}e-3`);
const factor = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 7 }), fc.integer({ min: 0, max: 5 }))
  .map(([n, places]) => `${n}e-${places}`);
const parameters = fc
  .record({
    ...{ A: fc.integer({ min: 200, max: 800 }).map((n) => `${n}e-3`), B: share, R1: share },
    recovery: fc
      .integer({ min: 0, max: 1000 })
      .chain((R2) =>
        fc.integer({ min: 0, max: 1000 - R2 }).map((R3) => ({ R2: `${R2}e-3`, R3: `${R3}e-3` })),
      ),
    ...{ QsinQp: fc.integer({ min: 1, max: 1000 }).map((n) => `${n}e-3`) },
    ...{ QsoutQp: fc.integer({ min: 1, max: 1000 }).map((n) => `${n}e-3`) },
    ...{ Ev: factor, Erec: factor, ErecEoL: factor, EvStar: factor, EER: factor, ED: factor },
    ...{ LHV: factor, Xheat: share, Xelec: share, EseHeat: factor, EseElec: factor, mass: factor },
  })
  .map(({ recovery, ...rest }) => ({ ...rest, ...recovery }));

describe("for every material", () => {
  test("the formula gives what a second calculation in plain fractions gives", () =>
    fc.assert(
      fc.property(parameters, (p) => {
        const quantity = (name: keyof typeof p, unit: string) => ({ [name]: { value: p[name], unit } });
        const answer = calculate({
          op: "cff",
          material: {
            ...p,
            ...quantity("mass", "kg"),
            ...Object.assign(
              {},
              ...(["Ev", "Erec", "ErecEoL", "EvStar", "EER", "ED"] as const).map((name) =>
                quantity(name, "kgCO2e/kg"),
              ),
            ),
            ...quantity("LHV", "MJ/kg"),
            ...quantity("EseHeat", "kgCO2e/MJ"),
            ...quantity("EseElec", "kgCO2e/kWh"),
          },
        });
        if (!("productionKg" in answer)) throw new Error(JSON.stringify(answer));
        const v = (name: keyof typeof p): Rational => rational(p[name]);
        const unit = rational("1");
        const less = (a: Rational) => minus(unit, a);
        const m = v("mass");
        // The terms as section 4.1 of the method notes prints them, bracket by bracket.
        const production = times(
          m,
          plus(
            times(less(v("R1")), v("Ev")),
            times(v("R1"), plus(times(v("A"), v("Erec")), times(less(v("A")), v("Ev"), v("QsinQp")))),
          ),
        );
        const material = times(
          m,
          less(v("A")),
          v("R2"),
          minus(v("ErecEoL"), times(v("EvStar"), v("QsoutQp"))),
        );
        const heat = times(v("LHV"), v("Xheat"), v("EseHeat"));
        const power = times(v("LHV"), v("Xelec"), over(v("EseElec"), rational("3.6")));
        const energy = times(m, less(v("B")), v("R3"), minus(minus(v("EER"), heat), power));
        const disposal = times(m, minus(less(v("R2")), v("R3")), v("ED"));
        const total = plus(plus(production, material), plus(energy, disposal));
        expect(isPrintedAs(production, answer.productionKg)).toBe(true);
        expect(isPrintedAs(material, answer.eolMaterialKg)).toBe(true);
        expect(isPrintedAs(energy, answer.eolEnergyKg)).toBe(true);
        expect(isPrintedAs(disposal, answer.eolDisposalKg)).toBe(true);
        expect(isPrintedAs(total, answer.totalKg)).toBe(true);
      }),
    ));

  const exactInputs = parameters.map(({ mass: _mass, ...p }): CircularInputs => {
    const exact = (text: string): Exact => parseExact(text) ?? zero;
    return {
      ...{ A: exact(p.A), B: exact(p.B), R1: exact(p.R1), R2: exact(p.R2), R3: exact(p.R3) },
      ...{ QsinQp: exact(p.QsinQp), QsoutQp: exact(p.QsoutQp), Ev: exact(p.Ev), Erec: exact(p.Erec) },
      ...{ ErecEoL: exact(p.ErecEoL), EvStar: exact(p.EvStar), EER: exact(p.EER), LHV: exact(p.LHV) },
      ...{ Xheat: exact(p.Xheat), Xelec: exact(p.Xelec), EseHeat: exact(p.EseHeat) },
      ...{ EseElec: exact(p.EseElec), ED: exact(p.ED) },
    };
  });

  test("A = 1 is the cut-off approach: recycled input at its own burden, no credit for what is recovered", () =>
    fc.assert(
      fc.property(exactInputs, (inputs) => {
        const { production, material } = circularFormula({ ...inputs, A: one });
        expect(toDecimal(material)).toBe("0");
        expect(toDecimal(production)).toBe(
          toDecimal(circularFormula({ ...inputs, A: one, QsinQp: zero }).production),
        );
        expect(toDecimal(circularFormula({ ...inputs, A: one, R1: one }).production)).toBe(
          toDecimal(inputs.Erec),
        );
      }),
    ));

  test("A = 0 is full substitution: recycled input counts as virgin by its quality, recovery is credited whole", () =>
    fc.assert(
      fc.property(exactInputs, (inputs) => {
        const whole = { ...inputs, A: zero, R1: one, R2: one, R3: zero, QsinQp: one, QsoutQp: one };
        const { production, material, disposal } = circularFormula({ ...whole, EvStar: inputs.Ev });
        expect(toDecimal(production)).toBe(toDecimal(inputs.Ev));
        expect(toDecimal(disposal)).toBe("0");
        // Made of recycled material and recovered whole, only the recycling is left.
        expect(toDecimal(add(production, material))).toBe(toDecimal(inputs.ErecEoL));
      }),
    ));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPrintedAs, minus, over, plus, rational, times } from "../../test/rational.ts";
import { compare, multiply, parseExact, zero } from "../quantity/exact.ts";
import { calculateFootprint } from "./footprint.ts";
import type { PcfResult } from "./request.ts";

const kg = (value: string) => ({ value, unit: "kg" });
const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
const energy = {
  usableCapacity: { value: "100", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: { value: "8", unit: "a" },
};
const meeFull = { op: "pcf", method: "mee-full", gwpSet: "AR6", energy };
const meePartial = { ...meeFull, method: "mee-partial" };
const eu = { ...meeFull, method: "eu-cfb-ev", energy: { ...energy, vehicleCategory: "M1" } };
const iso = { ...meeFull, method: "iso14067-ctg", energy: { output: { value: "1", unit: "MWh" } } };
const material = (fields: object = {}) => ({ id: "m", mass: kg("100"), Ev: perKg("10"), ...fields });
const stated = (id: string, stage: string, value: string, fields: object = {}) => ({
  id,
  stage,
  amount: { value, unit: "kgCO2e" },
  factor: { value: "1", unit: "kgCO2e/kgCO2e" },
  ...fields,
});

function resultOf(request: unknown): PcfResult {
  const answer = calculateFootprint(request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

function codesOf(request: unknown): readonly string[] {
  const answer = calculateFootprint(request);
  return ("errors" in answer ? answer.errors : answer.warnings).map(({ code, path }) => `${code} ${path}`);
}

describe("MEE, full life cycle", () => {
  const one = (fields: object, request: object = {}) =>
    resultOf({ ...meeFull, ...request, materials: [material(fields)] });

  test("adds what recovery saves and treatment costs to the raw materials, in one stage", () =>
    // 100 x (0.2 x 0.5 x 10 + 0.2 x 4 + 0.8 x 10 - 0.9 x 0.5 x 10) + 100 x 0.3
    expect(
      one({ Er: perKg("4"), Rr: "0.2", Rstar: "0.9", eol: { basis: "per_kg", value: perKg("0.3") } }),
    ).toMatchObject({
      methodVersion: "mee@draft-2025-03",
      stagesKg: { raw_materials_and_eol: "560", parts: "0", production: "0", distribution: "0" },
      linesKg: { m: "560" },
      warnings: [],
    }));

  test("recycled and recovered whole is the recycled material and its treatment", () =>
    expect(
      one({
        Ev: null,
        Er: perKg("4"),
        Rr: "1",
        Rstar: "1",
        eol: { basis: "absolute", value: stated("", "", "7").amount },
      }).totalKg,
    ).toBe("407"));

  test("without recycling is the virgin material", () => expect(one({}).totalKg).toBe("1000"));

  test("takes another A with a warning, and 0.5 when none is stated", () => {
    expect(one({ Rstar: "1" }, { A: "0.5" })).toMatchObject({ totalKg: "500", warnings: [] });
    expect(one({ Rstar: "1" }, { A: "0.4" })).toMatchObject({
      totalKg: "600",
      warnings: [{ code: "W_A_NON_DEFAULT", path: "A" }],
    });
  });

  test("counts the end of life with the raw materials also for a material of another stage", () =>
    expect(one({ stage: "parts", Rstar: "0.5" })).toMatchObject({
      stagesKg: { raw_materials_and_eol: "-250", parts: "1000" },
      linesKg: { m: "750" },
      splitKg: { m: { parts: "1000", raw_materials_and_eol: "-250" } },
      warnings: [{ code: "W_NET_CREDIT", path: "stagesKg.raw_materials_and_eol" }],
    }));

  test("shows lines of one id together, stage by stage", () =>
    expect(
      resultOf({
        ...meeFull,
        materials: [material()],
        activities: [stated("m", "production", "5")],
        electricity: [
          {
            ...{ id: "m", stage: "raw_materials_and_eol", amount: { value: "2", unit: "kWh" } },
            sources: [{ share: "1", model: "direct", factor: { value: "1", unit: "kgCO2e/kWh" } }],
          },
        ],
      }),
    ).toMatchObject({
      linesKg: { m: "1007" },
      splitKg: { m: { raw_materials_and_eol: "1002", production: "5" } },
    }));

  test("counts the treatment of the whole product once", () =>
    expect(one({}, { productEol: { value: "0.05", unit: "tCO2e" } })).toMatchObject({
      totalKg: "1050",
      linesKg: { m: "1000", productEol: "50" },
      stagesKg: { raw_materials_and_eol: "1050" },
    }));

  test.each([
    [{ Rstar: "1.1" }, {}, "E_SHARE_RANGE materials[0].Rstar"],
    [{ Rr: "0.5" }, {}, "E_MISSING_FACTOR materials[0].Er"],
    [{ Ev: null, Rr: "1", Er: perKg("1"), Rstar: "0.5" }, {}, "E_MISSING_FACTOR materials[0].Ev"],
    [
      { Ev: null, Rr: "1", Er: perKg("1"), Rstar: "1", stage: "parts" },
      {},
      "E_MISSING_FACTOR materials[0].Ev",
    ],
    [{ eol: "none" }, {}, "E_SCHEMA materials[0].eol"],
    [{ eol: { basis: "each", value: perKg("1") } }, {}, "E_SCHEMA materials[0].eol.basis"],
    [
      { eol: { basis: "per_kg", value: stated("", "", "1").amount } },
      {},
      "E_UNIT_DIMENSION materials[0].eol.value.unit",
    ],
    [{ eol: { basis: "absolute", value: perKg("1") } }, {}, "E_UNIT_DIMENSION materials[0].eol.value.unit"],
    [
      { eol: { basis: "absolute", value: { value: "-1", unit: "kgCO2e" } } },
      {},
      "E_NEGATIVE_QUANTITY materials[0].eol.value.value",
    ],
    [{ cff: "yes" }, {}, "E_SCHEMA materials[0].cff"],
    [{}, { productEol: kg("1") }, "E_UNIT_DIMENSION productEol.unit"],
    [{}, { productEol: { value: "-1", unit: "kgCO2e" } }, "E_NEGATIVE_QUANTITY productEol.value"],
    [{}, { A: "1.01" }, "E_PARAM_RANGE A"],
    [{ component: 5 }, {}, "E_SCHEMA materials[0].component"],
  ])("with %j and %j is refused: %s", (fields, request, error) =>
    expect(codesOf({ ...meeFull, ...request, materials: [material(fields)] })).toEqual([error]),
  );

  test("lets a credit be below zero where it says that it is one", () =>
    expect(
      one({ credit: true, eol: { basis: "absolute", value: { value: "-1", unit: "kgCO2e" } } }).totalKg,
    ).toBe("999"));

  const share = fc.integer({ min: 0, max: 1000 }).map((n) => `${n}e-3`);
  const amount = fc.integer({ min: 1, max: 10 ** 8 }).map((n) => `${n}e-4`);
  const inventory = fc.array(
    fc.record({
      mass: amount,
      Ev: amount,
      Er: amount,
      Rr: share,
      Rstar: share,
      eol: amount,
      once: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );

  test("gives what a second calculation in plain fractions gives", () =>
    fc.assert(
      fc.property(inventory, share, fc.integer({ min: 1, max: 20 }), (materials, A, years) => {
        const result = resultOf({
          ...meeFull,
          A,
          energy: { ...energy, warrantyYears: { value: String(years), unit: "a" } },
          materials: materials.map(({ once, ...m }, place) => ({
            ...{ id: `m${place}`, mass: kg(m.mass), Rr: m.Rr, Rstar: m.Rstar },
            ...{ Ev: perKg(m.Ev), Er: perKg(m.Er) },
            eol: once
              ? { basis: "absolute", value: { value: m.eol, unit: "kgCO2e" } }
              : { basis: "per_kg", value: perKg(m.eol) },
          })),
          // Keeps the total off zero, whatever the credits are.
          activities: [stated("rest", "production", "1e15")],
        });
        const a = rational(A);
        const lines = materials.map((m) => {
          const [mass, Ev, Er, Rr, Rs] = [m.mass, m.Ev, m.Er, m.Rr, m.Rstar].map(rational);
          if (!mass || !Ev || !Er || !Rr || !Rs) throw new Error("five of them");
          const eol = m.once ? rational(m.eol) : times(mass, rational(m.eol));
          const bracket = [
            times(Rr, a, Ev),
            times(Rr, Er),
            times(minus(rational("1"), Rr), Ev),
            times(rational("-1"), Rs, a, Ev),
          ].reduce(plus);
          return plus(times(mass, bracket), eol);
        });
        for (const [place, line] of lines.entries()) {
          expect(isPrintedAs(line, result.linesKg[`m${place}`] ?? "")).toBe(true);
        }
        const raw = lines.reduce(plus);
        const total = plus(raw, rational("1e15"));
        expect(isPrintedAs(raw, result.stagesKg["raw_materials_and_eol"] ?? "")).toBe(true);
        expect(isPrintedAs(total, result.totalKg)).toBe(true);
        expect(isPrintedAs(over(total, rational(String(6000 * years))), result.cfp)).toBe(true);
      }),
    ));
});

describe("EU, carbon footprint of EV batteries", () => {
  const cff = { R2: "0.9", ErecEoL: perKg("1.5"), ED: perKg("0.1"), R1: "0.25", Erec: perKg("2"), A: "0.2" };

  test("a published NMC111 battery: stages per kWh add up to 0.1548, the end of life below zero", () => {
    const perKwh = { raw_materials: "5179.2", production: "2376", distribution: "182.4" };
    const result = resultOf({
      ...eu,
      activities: [
        ...Object.entries(perKwh).map(([stage, value]) => stated(stage, stage, value)),
        stated("credit", "end_of_life", "307.2", {
          factor: { value: "-1", unit: "kgCO2e/kgCO2e" },
          credit: true,
        }),
      ],
    });
    expect(result).toMatchObject({
      methodVersion: "eu-cfb-ev@draft-2024-04",
      totalEnergyKWh: "48000",
      stagesKg: { ...perKwh, end_of_life: "-307.2" },
      totalKg: "7430.4",
      cfp: "0.1548",
      warnings: [{ code: "W_NET_CREDIT", path: "stagesKg.end_of_life" }],
    });
  });

  test("counts the production of a material with the raw materials and what becomes of it at the end of life", () =>
    expect(resultOf({ ...eu, materials: [material({ id: "al", mass: kg("40"), cff })] })).toMatchObject({
      stagesKg: { raw_materials: "384", production: "0", distribution: "0", end_of_life: "-244.4" },
      linesKg: { al: "139.6" },
      splitKg: { al: { raw_materials: "384", end_of_life: "-244.4" } },
    }));

  test("lets production waste have its own end of life", () =>
    expect(
      resultOf({
        ...eu,
        materials: [material({ id: "scrap", stage: "production", mass: kg("40"), cff })],
      }).stagesKg,
    ).toEqual({ raw_materials: "0", production: "384", distribution: "0", end_of_life: "-244.4" }));

  test("takes A from the material, then from the request, then the default of its class", () => {
    const total = (own: object, request: object = {}) =>
      resultOf({
        ...eu,
        ...request,
        materials: [material({ cff: { R2: "1", ErecEoL: perKg("0"), ...own } })],
      }).totalKg;
    // 100 x 10 x (1 - (1 - A))
    expect(total({ A: "0.8" }, { A: "0.2" })).toBe("800");
    expect(total({}, { A: "0.2" })).toBe("200");
    expect(total({})).toBe("500");
    expect(total({ materialClass: "metal" })).toBe("200");
    expect(total({ materialClass: "other" })).toBe("500");
  });

  test("without circular parameters counts recycled input by the formula, and no end of life", () => {
    // 100 x (0.75 x 10 + 0.25 x (0.5 x 4 + 0.5 x 10))
    const plain = resultOf({ ...eu, materials: [material({ Rr: "0.25", Er: perKg("4") })] });
    expect(plain).toMatchObject({ totalKg: "925", stagesKg: { end_of_life: "0" } });
    expect(plain).not.toHaveProperty("splitKg");
    const same = material({ cff: { R1: "0.25", Erec: perKg("4"), ED: perKg("0") } });
    expect(resultOf({ ...eu, materials: [same] }).totalKg).toBe("925");
    expect(resultOf({ ...eu, A: "0.8", materials: [material({ Rr: "0.25", Er: perKg("4") })] }).totalKg).toBe(
      "880",
    );
  });

  test("takes what the circular parameters leave open from the material, and no two different values", () => {
    const open = { R2: "0", ED: perKg("0") };
    const recycled = { Rr: "0.25", Er: perKg("4") };
    expect(resultOf({ ...eu, materials: [material({ ...recycled, cff: open })] }).totalKg).toBe("925");
    const twice = { ...open, R1: "0.25", Erec: perKg("4"), Ev: perKg("10") };
    expect(resultOf({ ...eu, materials: [material({ ...recycled, cff: twice })] }).totalKg).toBe("925");
    expect(
      codesOf({
        ...eu,
        materials: [material({ ...recycled, cff: { ...twice, R1: "0.5", Ev: perKg("9") } })],
      }),
    ).toEqual(["E_SCHEMA materials[0].cff.Ev", "E_SCHEMA materials[0].cff.R1"]);
  });

  const electricity = (model: string) => [
    {
      id: "e",
      stage: "production",
      amount: { value: "1", unit: "kWh" },
      sources: [
        { share: "0.5", model: "direct", factor: { value: "0.04", unit: "kgCO2e/kWh" } },
        { share: "0.5", model, factor: { value: "0.6", unit: "kgCO2e/kWh" } },
      ],
    },
  ];

  test("takes direct connection and the national average, and neither contracts nor certificates", () => {
    expect(resultOf({ ...eu, electricity: electricity("national_average") }).totalKg).toBe("0.32");
    for (const model of ["contract", "residual", "internal"]) {
      expect(codesOf({ ...eu, electricity: electricity(model) })).toEqual([
        "E_ELECTRICITY_MODEL electricity[0].sources[1].model",
      ]);
      expect(resultOf({ ...meePartial, electricity: electricity(model) }).totalKg).toBe("0.32");
      expect(resultOf({ ...iso, electricity: electricity(model) }).totalKg).toBe("0.32");
    }
  });

  test("has no default factors of transport", () =>
    expect(
      codesOf({
        ...eu,
        transport: [
          {
            id: "t",
            stage: "distribution",
            mode: "road",
            mass: kg("1"),
            distance: { value: "1", unit: "km" },
          },
        ],
      }),
    ).toEqual(["E_MISSING_FACTOR transport[0].factor"]));

  test.each([
    [{ cff: { ...cff, A: "0.9" } }, {}, ["E_PARAM_RANGE materials[0].cff.A"]],
    [
      { cff: { ...cff, A: "0.3" } },
      {},
      ["W_A_NON_DEFAULT materials[0].cff.A", "W_NET_CREDIT stagesKg.end_of_life"],
    ],
    [{}, { A: "0.1" }, ["E_PARAM_RANGE A"]],
    [{ cff: { ...cff, R3: "0.2" } }, {}, ["E_SHARE_RANGE materials[0].cff.R3"]],
    [{ cff: {} }, {}, ["E_MISSING_FACTOR materials[0].cff.ED"]],
    [{ cff: { ED: perKg("1") }, Ev: null }, {}, ["E_MISSING_FACTOR materials[0].Ev"]],
    [{ cff: { ED: perKg("1") }, Rr: "0.1" }, {}, ["E_MISSING_FACTOR materials[0].Er"]],
    [{ cff: "yes" }, {}, ["E_SCHEMA materials[0].cff"]],
    [{ Rstar: "1.1" }, {}, ["E_SHARE_RANGE materials[0].Rstar"]],
    [{ eol: {} }, {}, ["E_SCHEMA materials[0].eol.basis"]],
    [{}, { productEol: { value: "1", unit: "kg" } }, ["E_UNIT_DIMENSION productEol.unit"]],
    [{}, { energy }, ["E_FEC_UNDEFINED energy.fecPerYear"]],
  ])("with %j and %j answers %j", (fields, request, codes) =>
    expect(codesOf({ ...eu, ...request, materials: [material(fields)] })).toEqual(codes),
  );
});

describe("members that another method understands", () => {
  const whole = { productEol: { value: "7", unit: "kgCO2e" } };
  const own = { Rstar: "0.9", eol: { basis: "per_kg", value: perKg("3") }, cff: { R2: "0.5" } };
  const unused = ["productEol", "materials[0].Rstar", "materials[0].eol", "materials[0].cff"];

  test.each([
    ["mee-full", meeFull, unused.slice(3)],
    ["eu-cfb-ev", eu, unused.slice(0, 3)],
    ["mee-partial", { ...meeFull, method: "mee-partial" }, unused],
    [
      "iso14067-ctg",
      { op: "pcf", method: "iso14067-ctg", energy: { output: { value: "1", unit: "t" } } },
      unused,
    ],
  ])("stand in a request under %s, count for nothing and are named", (_, method, names) => {
    const kept = names.some((name) => name.endsWith("cff")) ? own : { ...own, cff: { ED: perKg("1") } };
    const bare = Object.fromEntries(
      Object.entries(kept).filter(([name]) => !names.includes(`materials[0].${name}`)),
    );
    const isWhole = !names.includes("productEol");
    const { unused: named, ...answer } = resultOf({ ...method, ...whole, materials: [material(kept)] });
    expect(named).toEqual(names);
    expect(answer).toEqual(resultOf({ ...method, ...(isWhole ? whole : {}), materials: [material(bare)] }));
  });
});

describe("a cut-off in an inventory", () => {
  const pack = (request: object, ...materials: object[]) => ({ ...request, materials });
  const glue = material({ id: "glue", mass: kg("0.5"), Ev: null, cut: true, cutReason: "no data" });
  const steel = material({ id: "steel", mass: kg("60"), Ev: perKg("2") });
  const copper = material({ id: "copper", mass: kg("39.5"), Ev: perKg("4") });

  test("gives the mass to the strongest input of its component and leaves a record", () => {
    const result = resultOf(
      pack(
        iso,
        { ...steel, component: "case" },
        { ...copper, component: "case" },
        { ...glue, component: "case" },
        material({ id: "cam", component: "cell", mass: kg("10"), Ev: perKg("20") }),
      ),
    );
    expect(result).toMatchObject({
      linesKg: { steel: "120", copper: "160", glue: "0", cam: "200" },
      totalKg: "480",
      warnings: [{ code: "W_CUTOFF_APPLIED", path: "materials[2]" }],
    });
    expect(result.cutoff).toEqual({
      threshold: "0.01",
      cumulativeLimit: "0.05",
      components: [
        {
          component: "case",
          totalMassKg: "100",
          cutMassKg: "0.5",
          receiver: "copper",
          cut: [{ id: "glue", massKg: "0.5", share: "0.005", because: "flagged", reason: "no data" }],
        },
        { component: "cell", totalMassKg: "10", cutMassKg: "0", receiver: null, cut: [] },
      ],
    });
  });

  test("is automatic when asked for, and asks for no factor of what it cuts", () => {
    const quiet = { ...glue, cut: false, cutReason: undefined };
    expect(resultOf(pack({ ...meePartial, cutoff: { auto: true } }, steel, copper, quiet))).toMatchObject({
      linesKg: { copper: "160", glue: "0" },
      cutoff: { cumulativeLimit: null, components: [{ component: null, receiver: "copper" }] },
    });
    expect(codesOf(pack(meePartial, steel, copper, quiet))).toEqual(["E_MISSING_FACTOR materials[2].Ev"]);
    expect(resultOf(pack({ ...meePartial, cutoff: {} }, steel, copper)).cutoff).toMatchObject({
      components: [{ receiver: null }],
    });
    expect(resultOf(pack(meePartial, steel, copper))).not.toHaveProperty("cutoff");
  });

  test("chooses the receiver by what a kilogram emits with its recycled share", () => {
    const recycled = { ...copper, Rr: "0.9", Er: perKg("1") };
    expect(resultOf(pack(meePartial, steel, recycled, glue))).toMatchObject({
      cutoff: { components: [{ receiver: "steel" }] },
      linesKg: { steel: "121" },
    });
  });

  test("carries the end of life of the receiver along", () =>
    // 40 x (4 - 0.5 x 4) with the half kilogram of glue
    expect(resultOf(pack(meeFull, steel, { ...copper, Rstar: "1" }, glue))).toMatchObject({
      linesKg: { copper: "80", steel: "120", glue: "0" },
    }));

  test.each([
    [meePartial, [{ ...steel, cut: true }, copper], ["E_CUTOFF_LIMIT materials[0].cut"]],
    [
      { ...iso, cutoff: { auto: true, cumulativeLimit: "0.004" } },
      [steel, copper, glue],
      ["E_CUTOFF_LIMIT materials"],
    ],
    [
      { ...iso, cutoff: { auto: true, threshold: "0.5" } },
      [
        { ...steel, mass: kg("4") },
        { ...copper, mass: kg("40") },
        { ...glue, mass: kg("1") },
      ],
      ["E_CUTOFF_LIMIT materials"],
    ],
    [{ ...meePartial, cutoff: { auto: true, threshold: "2" } }, [steel], ["E_SHARE_RANGE cutoff.threshold"]],
    [{ ...meePartial, cutoff: { auto: 1 } }, [steel], ["E_SCHEMA cutoff.auto"]],
    [
      { ...meePartial, cutoff: { auto: true, threshold: "1" } },
      [steel, copper],
      ["E_CUTOFF_LIMIT materials"],
    ],
    [{ ...meePartial, cutoff: {} }, [{ ...steel, mass: kg("0") }], ["E_ZERO_DENOMINATOR materials"]],
    [
      meePartial,
      [steel, { ...copper, Ev: perKg("1") }, { ...glue, Ev: perKg("9") }],
      ["W_CUTOFF_APPLIED materials[2]", "W_CUTOFF_HIGH_EF materials[2]"],
    ],
  ])("of %j with %j answers %j", (request, materials, codes) =>
    expect(codesOf(pack(request, ...materials))).toEqual(codes),
  );

  test("asks for the factor of whatever must take the mass, be it of no mass itself", () => {
    const flagged = (id: string) => material({ id, mass: kg("1"), cut: true });
    const taker = material({ id: "taker", mass: kg("0"), Ev: null });
    const request = { ...meePartial, cutoff: { threshold: "1" } };
    expect(codesOf(pack(request, flagged("a"), taker, flagged("b")))).toEqual([
      "E_MISSING_FACTOR materials[1].Ev",
    ]);
  });

  test("by rules that cannot be read asks for no factor of what it might cut", () => {
    const unreadable = { threshold: "much" };
    const bare = { ...steel, Ev: null };
    expect(codesOf(pack({ ...meePartial, cutoff: unreadable }, bare, glue))).toEqual([
      "E_NOT_FINITE cutoff.threshold",
      "E_MISSING_FACTOR materials[0].Ev",
    ]);
    expect(codesOf(pack({ ...meePartial, cutoff: { ...unreadable, auto: true } }, bare, glue))).toEqual([
      "E_NOT_FINITE cutoff.threshold",
    ]);
  });

  test("that leaves no input with a factor to take the mass asks for one", () =>
    expect(codesOf(pack(meePartial, { ...steel, mass: kg("99"), Ev: null }, glue))).toEqual([
      "E_MISSING_FACTOR materials[0].Ev",
    ]));
});

describe("for every method", () => {
  const stagesOf = {
    "mee-partial": ["raw_materials_and_parts", "production", "distribution"],
    "mee-full": ["raw_materials_and_eol", "parts", "production", "distribution"],
    "eu-cfb-ev": ["raw_materials", "production", "distribution", "end_of_life"],
    "iso14067-ctg": ["raw_materials", "production"],
  } as const;
  const heads = { "mee-partial": meePartial, "mee-full": meeFull, "eu-cfb-ev": eu, "iso14067-ctg": iso };
  const digits = fc.integer({ min: 1, max: 10 ** 6 });
  const share = fc.integer({ min: 0, max: 100 }).map((n) => `${n}e-2`);
  const lines = fc.array(
    fc.record({ mass: digits, Ev: digits, Er: digits, Rr: share, Rstar: share, R2: share, place: fc.nat(3) }),
    { minLength: 1, maxLength: 8 },
  );
  const name = fc.constantFrom("mee-partial", "mee-full", "eu-cfb-ev", "iso14067-ctg" as const);

  const exponent = { kg: "e0", g: "e3", t: "e-3" } as const;

  function request(
    method: keyof typeof heads,
    parts: typeof lines extends fc.Arbitrary<infer T> ? T : never,
    unit: keyof typeof exponent,
    factor: bigint,
  ) {
    const scaled = (mass: number) => `${BigInt(mass) * factor}${exponent[unit]}`;
    const stages = stagesOf[method];
    return {
      ...heads[method],
      materials: parts.map((part, place) => ({
        id: `m${place}`,
        stage: stages[part.place % stages.length],
        mass: { value: scaled(part.mass), unit },
        ...{ Ev: perKg(String(part.Ev)), Er: perKg(String(part.Er)), Rr: part.Rr },
        ...(method === "mee-full" ? { Rstar: part.Rstar } : {}),
        ...(method === "eu-cfb-ev"
          ? { cff: { R2: part.R2, ErecEoL: perKg(String(part.Er)), ED: perKg("1") } }
          : {}),
      })),
      activities: [
        {
          id: "a",
          stage: "production",
          amount: kg(String(1_000_000_000n * factor)),
          factor: perKg("1000000"),
        },
      ],
    };
  }

  test("the units of the masses do not matter", () =>
    fc.assert(
      fc.property(name, lines, (method, parts) => {
        const inKg = resultOf(request(method, parts, "kg", 1n));
        expect(resultOf(request(method, parts, "g", 1n))).toEqual(inKg);
        expect(resultOf(request(method, parts, "t", 1n))).toEqual(inKg);
      }),
    ));

  test("a thousand times the amounts are a thousand times the footprint, with the same shares", () =>
    fc.assert(
      fc.property(name, lines, (method, parts) => {
        const [once, more] = [1n, 1000n].map((factor) => resultOf(request(method, parts, "kg", factor)));
        const exact = (text: string | undefined) => parseExact(text ?? "") ?? zero;
        expect(compare(multiply(exact(once?.cfp), exact("1000")), exact(more?.cfp))).toBe(0);
        expect(more?.shares).toEqual(once?.shares);
      }),
    ));

  test("the order of the materials does not matter", () =>
    fc.assert(
      fc.property(name, lines, (method, parts) => {
        const straight = request(method, parts, "kg", 1n);
        const turned = { ...straight, materials: straight.materials.toReversed() };
        expect(resultOf(turned)).toEqual(resultOf(straight));
      }),
    ));

  test("stages, lines and shares add up", () =>
    fc.assert(
      fc.property(name, lines, (method, parts) => {
        const result = resultOf(request(method, parts, "kg", 1n));
        const sum = (values: Readonly<Record<string, string>>) =>
          Object.values(values).map(rational).reduce(plus);
        expect(isPrintedAs(sum(result.stagesKg), result.totalKg)).toBe(true);
        expect(isPrintedAs(sum(result.linesKg), result.totalKg)).toBe(true);
        const off = minus(sum(result.shares), rational("1"));
        expect(off.n * 10n ** 30n < off.d && -off.n * 10n ** 30n < off.d).toBe(true);
        for (const [id, split] of Object.entries(result.splitKg ?? {})) {
          expect(isPrintedAs(sum(split), result.linesKg[id] ?? "")).toBe(true);
        }
      }),
    ));
});

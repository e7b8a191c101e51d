import fc from "fast-check";
import { calculate } from "../domain/carbon-footprint/calculate.ts";

interface Requests {
  readonly runs: number;
  /** Absent: another one each time; it is named in the failure. */
  readonly seed?: number;
}

/**
 * Puts random requests of every operation to the calculation, from nearly right to nonsense. Whatever JSON it is, the
 * answer is a result or a list of errors with their places, never both, and a second asking gives the same. Answers what
 * went wrong, with the request and seed that show it again; nothing when all went well.
 */
export function calculateAnything({ runs, seed }: Requests): readonly string[] {
  const details = fc.check(
    fc.property(fc.oneof({ weight: 9, arbitrary: request }, fc.jsonValue()), (input) => {
      const text = JSON.stringify(calculate(input));
      if (text !== JSON.stringify(calculate(structuredClone(input)))) throw new Error("two answers");
      const answer: unknown = JSON.parse(text);
      if (typeof answer !== "object" || answer === null) throw new Error("no answer");
      const isRefused = "errors" in answer;
      if (isRefused && Object.keys(answer).length !== 1) throw new Error("a refusal with a result");
      if (isRefused && !isList(answer.errors)) throw new Error("a refusal without a reason");
      const broken = isRefused ? undefined : figuresOf(answer).find((figure) => !decimalText.test(figure));
      if (broken !== undefined) throw new Error(`${broken} in ${text}`);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  return details.failed ? [fc.defaultReportMessage(details) ?? "failed without words"] : [];
}

const decimalText = /^-?\d+(\.\d+)?$/;
const figureNames =
  /^(?:.*Kg|totalEnergyKWh|cfp|total|value|text|fec|years|shares|weights|masses|perItem|by.*)$/;

/** The figures of an answer: texts, or texts by name. */
function figuresOf(answer: object): readonly string[] {
  return Object.entries(answer)
    .filter(([name]) => figureNames.test(name) && name !== "splitKg")
    .flatMap(([, figure]: readonly [string, unknown]) =>
      typeof figure === "object" && figure !== null ? Object.values(figure).map(String) : [String(figure)],
    );
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

const decimal = fc.oneof(
  fc.integer({ min: 1, max: 10 ** 6 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.nat(9)).map(([n, places]) => `${n}e-${places}`),
);
const share = fc.integer({ min: 0, max: 100 }).map((n) => `${n}e-2`);
const of = (...units: readonly string[]) => fc.record({ value: decimal, unit: fc.constantFrom(...units) });
const mass = of("kg", "t", "g");
const perKg = of("kgCO2e/kg", "tCO2e/t", "gCO2/kg");
const perKwh = of("kgCO2e/kWh", "gCO2e/MJ", "tCO2e/MWh");
const flag = fc.boolean();
const gwpSet = fc.constant("AR6");

/** Members of which each may be absent, but those that are needed. */
const some = (needed: Members, optional: Members = {}) =>
  fc.record<Record<string, unknown>>({ ...needed, ...optional }, { requiredKeys: Object.keys(needed) });
type Members = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Up to five elements, each with an id of its own. */
const list = (element: fc.Arbitrary<Record<string, unknown>>, least = 0) =>
  fc
    .array(element, { minLength: least, maxLength: 5 })
    .map((elements) => elements.map((fields, place) => ({ id: `line ${place}`, ...fields })));

const recovery = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b) - Math.min(a, b)] as const)
  .map(([R2, R3]) => ({ R2: `${R2}e-2`, R3: `${R3}e-2` }));
const circular = fc
  .tuple(
    some(
      {
        A: fc.integer({ min: 20, max: 80 }).map((n) => `${n}e-2`),
        ...{ R1: share, Erec: perKg, ErecEoL: perKg, EER: perKg, ED: perKg },
      },
      {
        ...{ B: share, EvStar: perKg, Xheat: share, Xelec: share, LHV: of("MJ/kg", "kWh/t") },
        ...{ EseHeat: perKwh, EseElec: perKwh, QsinQp: fc.constantFrom("0.5", "1.1") },
        ...{ QsoutQp: fc.constantFrom("0.5", "1"), materialClass: fc.constantFrom("metal", "other") },
      },
    ),
    recovery,
  )
  .map(([fields, shares]) => ({ ...fields, ...shares }));

const meeEnergy = some(
  {
    usableCapacity: of("kWh", "MWh", "kWh rated"),
    vehicleCategory: fc.constantFrom("light_noncommercial", "light_commercial", "medium_heavy"),
    warrantyYears: of("a", "month"),
  },
  { warrantyKm: of("km", "m"), kmPerYear: fc.constantFrom("20000", "5e4"), fecPerYear: of("1/a", "1/month") },
);
const euEnergy = some({
  usableCapacity: of("kWh", "MWh"),
  vehicleCategory: fc.constantFrom("M1", "N1", "L", "M3", "N2"),
  warrantyYears: of("a", "month"),
});
const methods = {
  "mee-partial": {
    stages: ["raw_materials_and_parts", "production", "distribution"],
    models: ["direct", "national_average", "contract", "residual", "internal"],
    energy: meeEnergy,
    material: { Rr: share, Er: perKg },
    whole: {},
  },
  "mee-full": {
    stages: ["raw_materials_and_eol", "parts", "production", "distribution"],
    models: ["direct", "national_average", "contract", "residual", "internal"],
    energy: meeEnergy,
    material: {
      ...{ Rr: share, Er: perKg, Rstar: share },
      eol: fc.oneof(
        fc.record({ basis: fc.constant("per_kg"), value: perKg }),
        fc.record({ basis: fc.constant("absolute"), value: of("kgCO2e", "tCO2e") }),
      ),
    },
    whole: { A: share, productEol: of("kgCO2e", "tCO2e") },
  },
  "eu-cfb-ev": {
    stages: ["raw_materials", "production", "distribution", "end_of_life"],
    models: ["direct", "national_average"],
    energy: euEnergy,
    material: { cff: circular },
    whole: { A: fc.constantFrom("0.2", "0.5", "0.8") },
  },
  "iso14067-ctg": {
    stages: ["raw_materials", "production"],
    models: ["direct", "national_average", "contract", "residual", "internal"],
    energy: fc.record({ output: of("kWh", "t", "piece") }),
    material: { Rr: share, Er: perKg },
    whole: {},
  },
} as const;

const pcf = fc.constantFrom(...Object.entries(methods)).chain(([method, { stages, models, ...own }]) => {
  const stage = fc.constantFrom<string>(...stages);
  const source = fc.record({
    share: fc.constant("0.5"),
    model: fc.constantFrom<string>(...models),
    factor: perKwh,
  });
  return some(
    {
      method: fc.constant(method),
      energy: own.energy,
      materials: list(
        some(
          { mass, Ev: perKg, Er: perKg },
          { stage, ...own.material, component: fc.constantFrom("cell", "case") },
        ),
        1,
      ),
    },
    {
      ...{ gwpSet, allowMixedGwp: flag, ...own.whole },
      cutoff: some({ auto: flag }, { threshold: fc.constantFrom("0.01", "0.2") }),
      activities: list(some({ stage, amount: of("kWh", "MJ"), factor: perKwh }, { gwpSet, credit: flag })),
      electricity: list(
        some({ stage, amount: of("kWh", "GJ"), sources: fc.array(source, { minLength: 2, maxLength: 2 }) }),
      ),
      transport: list(
        some(
          {
            ...{ stage, mass, distance: of("km", "m"), factor: of("kgCO2e/tkm", "gCO2e/(t·km)") },
            mode: fc.constantFrom("road", "rail", "water", "air"),
          },
          { emptyShare: share },
        ),
      ),
    },
  );
});

const leg = some({ mode: fc.constantFrom("road", "rail", "water", "air"), work: of("tkm", "kgkm") });
const score = fc.constantFrom("1", "2.5", "5");
const operations = {
  convert: some({ quantity: of("kWh", "MJ"), to: fc.constantFrom("GJ", "10^4 kWh") }),
  total_energy: meeEnergy.map((fields) => ({ method: "mee", ...fields })),
  characterise: some({ flows: list(some({ gas: fc.constantFrom("CO2", "CH4", "SF6"), mass })) }, { gwpSet }),
  transport: some({ defaults: fc.constant("mee"), legs: list(leg) }),
  cutoff: some({ inputs: list(some({ mass, factor: perKg }), 1) }, { threshold: share, auto: flag }),
  cff: fc
    .tuple(circular, some({ mass, Ev: perKg }))
    .map(([fields, more]): Record<string, unknown> => ({ material: { ...fields, ...more } })),
  dqr: some({
    scheme: fc.constantFrom("three", "pef4"),
    items: list(
      some({
        ...{ emission: of("kgCO2e", "tCO2e"), TeR: score, GeR: score, TiR: score, P: score },
        data: fc.constantFrom("primary", "secondary"),
      }),
      1,
    ),
  }),
  round: some({ value: decimal, places: fc.nat(100) }, { mode: fc.constantFrom("half_up", "half_even") }),
  pcf,
};

/** Two of three are whole footprints, which have the most to go wrong. */
const rightRequest = fc.oneof(
  ...Object.entries(operations).map(([op, fields]) => ({
    weight: op === "pcf" ? 16 : 1,
    arbitrary: fields.map((members): fc.JsonValue => asJson({ op, ...members })),
  })),
);

/** What stands in place of a value somewhere in a request. */
const wrong = fc.oneof(
  fc.constantFrom<fc.JsonValue>(
    "",
    "0",
    "-1",
    "NaN",
    "1,5",
    "1e99",
    "1e101",
    "kg",
    "kWh",
    "AR5",
    "SAR",
    "use",
  ),
  fc.constantFrom<fc.JsonValue>(null, true, 0, 1.5, [], {}, "__proto__", "line 0", "contract", "guess"),
  fc.jsonValue(),
);

/** Up to three values of a right request replaced, wherever they stand. */
const request = fc
  .tuple(rightRequest, fc.array(fc.tuple(fc.nat(), wrong), { maxLength: 3 }))
  .map(([right, changes]) => changes.reduce((json, [place, value]) => replaced(json, place, value), right));

/** The value at the n-th place of a request, counted round and round, replaced. */
function replaced(json: fc.JsonValue, place: number, value: fc.JsonValue): fc.JsonValue {
  let count = 0;
  JSON.stringify(json, (_, member: unknown) => {
    count += 1;
    return member;
  });
  let left = place % count;
  return asJson(
    JSON.parse(
      JSON.stringify(json, (_, member: unknown) => {
        left -= 1;
        return left === -1 ? value : member;
      }),
    ),
  );
}

function asJson(value: unknown): fc.JsonValue {
  const json: fc.JsonValue = JSON.parse(JSON.stringify(value));
  return json;
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BatteryCategory } from "../battery/category.ts";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { compare, parseExact } from "../quantity/exact.ts";
import type { Candidate, Judged, KeptReading, MeasuredBattery } from "./judge-readings.ts";
import { judgeReadings } from "./judge-readings.ts";
import { findMeasured, measuredAttributes } from "./measured.ts";
import type { Reading } from "./parse-reading.ts";
import { readingParser, readingValue } from "./parse-reading.ts";

const parse = readingParser(bundledCatalogue);
const now = new Date("2026-11-20T12:00:00Z");
const rules = { catalogue: bundledCatalogue, now, source: "bms" };

const car: MeasuredBattery = {
  ...{ category: "EV", manufacturedOn: "2026-01", placedOnMarketOn: null, hasEnded: false, mayWrite: true },
  ...{ ratedCapacityAh: "280", ratedEnergyKwh: "100" },
};
const sent = {
  ...{ productUrl: "https://r.example/01/1/21/A", attribute: "fullCycleCount", value: 100 },
  measuredAt: "2026-06-01T08:00:00Z",
};

function read(changes: Readonly<Record<string, unknown>> = {}): Reading {
  const parsed = parse({ ...sent, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function judge(
  changes: Readonly<Record<string, unknown>>,
  battery: Partial<MeasuredBattery> = {},
  around: readonly KeptReading[] = [],
): Judged | undefined {
  return judgeReadings([{ reading: read(changes), battery: { ...car, ...battery }, around }], rules)[0];
}

const codesOf = (judged: Judged | undefined) => judged?.problems.map(({ code, path }) => [code, path]);

describe("what is measured", () => {
  test("BATT-AnnexXIII-4: is every number and event of the single battery, and never its status, days or descriptions", () => {
    const ids = measuredAttributes(bundledCatalogue).map(({ attribute }) => attribute.id);
    const others = bundledCatalogue.attributes.filter(
      ({ id, dataSet, level }) => dataSet === "point4" && level === "item" && !ids.includes(id),
    );
    expect(others.map(({ id }) => id)).toEqual([
      "dateOfPuttingIntoService",
      "batteryStatus",
      "measurementMetadata",
    ]);
    expect(ids).toContain("operatingConditionsRecord");
    expect(
      measuredAttributes(bundledCatalogue).every(({ attribute }) => attribute.dataSet === "point4"),
    ).toBe(true);
  });

  test("counts up where Annex VII Part B sums over the life, and for numbers of times", () => {
    const counters = measuredAttributes(bundledCatalogue).filter(({ isCounter }) => isCounter);
    expect(counters.map(({ attribute }) => attribute.id)).toEqual([
      ...["fullCycleCount", "energyThroughput", "capacityThroughput"],
      ...["timeAboveUpperTemperature", "timeBelowLowerTemperature"],
      ...["chargingTimeAboveUpperTemperature", "chargingTimeBelowLowerTemperature"],
      ...["deepDischargeEvents", "overchargeEvents"],
    ]);
  });

  test("follows a row that is added to the catalogue, without code", () => {
    const [row] = bundledCatalogue.attributes.filter(({ id }) => id === "stateOfCharge");
    if (row === undefined) throw new Error("The catalogue lost its state of charge.");
    const next = { ...bundledCatalogue, attributes: [{ ...row, id: "stateOfHope" }] };
    expect(findMeasured(next, "stateOfHope")?.form.kind).toBe("number");
    expect(readingParser(next)({ ...sent, attribute: "stateOfHope", value: "101" }).ok).toBe(false);
  });
});

describe("a reading as it is sent", () => {
  test.each([
    [{ value: "100" }, "100", 100],
    [{ attribute: "stateOfCharge", value: 80.5 }, "80.5", "80.5"],
    [{ attribute: "stateOfCharge", value: "80.50" }, "80.5", "80.5"],
    [{ attribute: "operatingConditionsRecord", value: -12 }, "-12", "-12"],
  ])("%j is read by its type", (changes, value, ofCatalogue) => {
    const reading = read(changes);
    expect(reading.value).toBe(value);
    const measured = findMeasured(bundledCatalogue, reading.attribute);
    expect(measured === null ? null : readingValue(measured, reading)).toBe(ofCatalogue);
  });

  test("an event is an object, and happened on the day it is dated with unless it says otherwise", () => {
    const event = { attribute: "negativeEvents", measuredAt: "2026-06-01T23:30:00-02:00" };
    expect(read({ ...event, value: { kind: "water" } }).detail).toEqual({ day: "2026-06-02", kind: "water" });
    const stated = { kind: "accident", day: "2026-05-30" };
    expect(read({ ...event, value: undefined, detail: stated }).detail).toEqual({ ...stated });
  });

  test("numbers taken together are an object", () =>
    expect(
      read({ attribute: "internalResistanceIncreaseCellModule", value: { cell: "3.0", module: 4 } }).detail,
    ).toEqual({ cell: "3", module: "4" }));

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    [
      "a state of health above 100 %",
      { attribute: "stateOfCertifiedEnergy", value: 100.1 },
      "E_VALUE_RANGE",
      "value",
    ],
    ["less than nothing", { value: -1 }, "E_VALUE_RANGE", "value"],
    ["half a cycle", { value: 1.5 }, "E_VALUE_WHOLE", "value"],
    [
      "colder than anything is",
      { attribute: "operatingConditionsRecord", value: -300 },
      "E_VALUE_RANGE",
      "value",
    ],
    ["no value", { value: "" }, "E_REQUIRED", "value"],
    ["two values", { detail: { day: "2026-06-01" } }, "E_VALUE_MEMBER", "detail"],
    ["a local time", { measuredAt: "2026-06-01T08:00:00" }, "E_TIME_FORMAT", "measuredAt"],
    ["a number for a time", { measuredAt: 1_780_000_000 }, "E_TIME_FORMAT", "measuredAt"],
    [
      "the battery status",
      { attribute: "batteryStatus", value: "waste" },
      "E_READING_NOT_MEASURED",
      "attribute",
    ],
    [
      "a data point of the model",
      { attribute: "nominalVoltage", value: 3 },
      "E_READING_NOT_MEASURED",
      "attribute",
    ],
    ["a name of the language", { attribute: "constructor", value: 3 }, "E_READING_NOT_MEASURED", "attribute"],
    ["a word it does not know", { unit: "cycles" }, "E_VALUE_MEMBER", "unit"],
    [
      "an unknown kind of event",
      { attribute: "negativeEvents", value: { kind: "x" } },
      "E_VALUE_CHOICE",
      "value.kind",
    ],
    [
      "an event after its date",
      { attribute: "negativeEvents", value: { kind: "water", day: "2026-06-02" } },
      "E_READING_DAY",
      "value.day",
    ],
    ["a method as long as a book", { method: "x".repeat(501) }, "E_VALUE_TOO_LONG", "method"],
  ])("%s is refused", (_, changes, code, path) => {
    const parsed = parse({ ...sent, ...changes });
    expect(parsed.ok ? [] : parsed.problems.map((one) => [one.code, one.path])).toEqual([[code, path]]);
  });

  test.each([null, 3, "x", [], [sent]])("%j is no reading", (given) =>
    expect(parse(given)).toMatchObject({ ok: false, problems: [{ code: "E_READING_FORM" }] }),
  );

  test("all that is wrong is said at once, and nothing throws", () => {
    const parsed = parse({ attribute: "nothing", value: [], measuredAt: "noon" });
    expect(parsed.ok ? [] : parsed.problems.map(({ code }) => code)).toEqual([
      ...["E_REQUIRED", "E_READING_NOT_MEASURED", "E_TIME_FORMAT"],
    ]);
    fc.assert(
      fc.property(fc.anything(), (given) => {
        parse(given);
      }),
    );
  });
});

describe("which battery a reading is of", () => {
  const set = [
    "remainingCapacity",
    "remainingPowerCapability",
    "remainingRoundTripEfficiency",
    "ohmicResistance",
  ];
  const answers = (attribute: string, category: BatteryCategory) =>
    codesOf(judge({ attribute, value: 50 }, { category }));

  test("BATT-AnnexXIII-4(b): certified energy is measured at batteries of electric vehicles alone", () => {
    expect(answers("stateOfCertifiedEnergy", "EV")).toEqual([]);
    for (const category of ["LMT", "industrialStationary", "industrialOther"] as const)
      expect(answers("stateOfCertifiedEnergy", category)).toEqual([
        ["E_ATTRIBUTE_NOT_APPLICABLE", "attribute"],
      ]);
  });

  test.each(set)(
    "BATT-AnnexXIII-4(b): %s is measured at light means of transport and storage, never at vehicles",
    (attribute) => {
      for (const category of ["LMT", "industrialStationary"] as const)
        expect(answers(attribute, category)).toEqual([]);
      expect(answers(attribute, "EV")).toEqual([["E_ATTRIBUTE_NOT_APPLICABLE", "attribute"]]);
    },
  );

  test.each<[string, Partial<MeasuredBattery>, string]>([
    ["of another operator", { mayWrite: false }, "E_READING_FOREIGN"],
    ["of another operator that has ended", { mayWrite: false, hasEnded: true }, "E_READING_FOREIGN"],
    ["that has ended", { hasEnded: true }, "E_READING_ENDED"],
  ])("a battery %s takes none", (_, battery, code) =>
    expect(codesOf(judge({}, battery))).toEqual([[code, "productUrl"]]),
  );

  test("a battery that is not there takes none", () =>
    expect(codesOf(judgeReadings([{ reading: read(), battery: null, around: [] }], rules)[0])).toEqual([
      ["E_READING_BATTERY", "productUrl"],
    ]));
});

describe("when a reading was taken", () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly (readonly string[])[]]>([
    ["five minutes ahead", { measuredAt: "2026-11-20T12:05:00Z" }, []],
    ["more ahead", { measuredAt: "2026-11-20T12:05:00.001Z" }, [["E_READING_FUTURE", "measuredAt"]]],
    ["in the month of manufacture", { measuredAt: "2026-01-01T00:00:00Z" }, []],
    ["before it", { measuredAt: "2025-12-31T23:59:59Z" }, [["E_READING_BEFORE_MADE", "measuredAt"]]],
    [
      "of an event before it",
      { attribute: "negativeEvents", value: { kind: "water", day: "2025-12-31" } },
      [["E_READING_BEFORE_MADE", "value.day"]],
    ],
  ])("%s", (_, changes, codes) => expect(codesOf(judge(changes))).toEqual(codes));
});

describe("readings beside each other", () => {
  const kept = (measuredAt: string, value: string, source = "bms"): KeptReading => ({
    ...{ measuredAt, value, source },
    detail: null,
  });

  test.each<[string, unknown, string, readonly (readonly string[])[]]>([
    ["a counter that stays", "100", "2026-06-01T08:00:00Z", []],
    ["a counter that falls", "99", "2026-06-01T08:00:00Z", [["E_READING_COUNTER", "value"]]],
    ["a late one above what came after", "201", "2026-06-01T08:00:00Z", [["E_READING_COUNTER", "value"]]],
    ["a late one in between", "150", "2026-06-01T08:00:00Z", []],
  ])("%s", (_, value, measuredAt, codes) => {
    const around = [kept("2026-05-01T00:00:00.000Z", "100"), kept("2026-07-01T00:00:00.000Z", "200.0")];
    expect(codesOf(judge({ value, measuredAt }, {}, around))).toEqual(codes);
  });

  test("what says the same of the same moment is known, from whatever zone it is dated", () => {
    const around = [kept("2026-06-01T08:00:00.000Z", "100.0")];
    expect(judge({ measuredAt: "2026-06-01T10:00:00+02:00" }, {}, around)?.outcome).toBe("known");
    expect(codesOf(judge({ value: 101 }, {}, around))).toEqual([["E_READING_CONTRADICTS", "value"]]);
    // Another source may have counted otherwise at that moment.
    expect(judge({ value: 101 }, {}, [kept("2026-06-01T08:00:00.000Z", "100", "file")])?.outcome).toBe(
      "kept",
    );
  });

  test("an event that is sent again is known, whatever the order of its members", () => {
    const event = { attribute: "negativeEvents", value: { kind: "water", day: "2026-06-01" } };
    const again = { attribute: "negativeEvents", value: { day: "2026-06-01", kind: "water" } };
    const judged = judgeReadings(
      [event, again].map((one) => ({ reading: read(one), battery: car, around: [] })),
      rules,
    );
    expect(judged.map(({ outcome }) => outcome)).toEqual(["kept", "known"]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly KeptReading[], readonly string[]]>([
    ["capacity a tenth above new", { attribute: "measuredCapacity", value: 308 }, [], []],
    ["more than that", { attribute: "measuredCapacity", value: "308.1" }, [], ["W_READING_ABOVE_RATED"]],
    [
      "a fade that falls a little",
      { attribute: "capacityFade", value: 5 },
      [kept("2026-05-01T00:00:00.000Z", "10")],
      [],
    ],
    [
      "a fade that falls much",
      { attribute: "capacityFade", value: 4 },
      [kept("2026-05-01T00:00:00.000Z", "10")],
      ["W_READING_RECOVERED"],
    ],
    [
      "health that rises much",
      { attribute: "stateOfCertifiedEnergy", value: 96 },
      [kept("2026-05-01T00:00:00.000Z", "90")],
      ["W_READING_RECOVERED"],
    ],
    [
      "health that falls",
      { attribute: "stateOfCertifiedEnergy", value: 80 },
      [kept("2026-05-01T00:00:00.000Z", "90")],
      [],
    ],
    [
      "a charge that jumps",
      { attribute: "stateOfCharge", value: 100 },
      [kept("2026-05-01T00:00:00.000Z", "1")],
      [],
    ],
  ])("%s is kept, and said where it is unlikely", (_, changes, around, codes) => {
    const judged = judge(changes, {}, around);
    expect(judged?.outcome).toBe("kept");
    expect(judged?.warnings.map(({ code }) => code)).toEqual(codes);
  });

  test("more minutes of heat than the battery is old are kept, and said", () => {
    const old = { category: "LMT", manufacturedOn: "2026-05" } as const;
    const minutes = { attribute: "timeAboveUpperTemperature", measuredAt: "2026-05-02T00:00:00Z" };
    expect(judge({ ...minutes, value: 1440 }, old)?.warnings).toEqual([]);
    expect(judge({ ...minutes, value: 1441 }, old)?.warnings.map(({ code }) => code)).toEqual([
      "W_READING_LONGER_THAN_LIFE",
    ]);
  });
});

describe("whatever is sent", () => {
  /** Few moments and values, so that they meet. */
  const readings = fc.array(
    fc.record({
      attribute: fc.constantFrom("fullCycleCount", "deepDischargeEvents", "stateOfCharge"),
      value: fc.integer({ min: 0, max: 6 }),
      hour: fc.integer({ min: 0, max: 9 }),
      source: fc.constantFrom("bms", "file"),
    }),
    { maxLength: 25 },
  );
  type Sent = {
    readonly attribute: string;
    readonly value: number;
    readonly hour: number;
    readonly source: string;
  };
  const readingOf = ({ attribute, value, hour }: Sent) =>
    read({ attribute, value, measuredAt: `2026-06-01T0${String(hour)}:00:00Z` });

  /** Each in a call of its own, with all that is kept. */
  function singly(sent: readonly Sent[], kept: (KeptReading & { attribute: string })[] = []): Judged[] {
    return sent.map((one) => {
      const reading = readingOf(one);
      const around = kept.filter(({ attribute }) => attribute === one.attribute);
      const [judged] = judgeReadings([{ reading, battery: car, around }], { ...rules, source: one.source });
      if (judged === undefined) throw new Error("Every reading is judged.");
      if (judged.outcome === "kept") kept.push({ ...reading, source: one.source });
      return judged;
    });
  }

  test("counters never go down by time", () =>
    fc.assert(
      fc.property(readings, (sent) => {
        const kept: (KeptReading & { attribute: string })[] = [];
        singly(sent, kept);
        for (const attribute of ["fullCycleCount", "deepDischargeEvents"]) {
          const line = kept.filter((one) => one.attribute === attribute);
          for (const one of line)
            for (const other of line)
              if (one.measuredAt < other.measuredAt) {
                const [a, b] = [parseExact(one.value ?? ""), parseExact(other.value ?? "")];
                expect(a !== null && b !== null && compare(a, b) <= 0).toBe(true);
              }
        }
      }),
    ));

  test("many at once end as many sent singly", () =>
    fc.assert(
      fc.property(readings, (sent) => {
        const ofOne = sent.filter(({ source }) => source === "bms");
        const candidates = ofOne.map((one): Candidate => ({
          reading: readingOf(one),
          battery: car,
          around: [],
        }));
        expect(judgeReadings(candidates, rules)).toEqual(singly(ofOne));
      }),
    ));

  test("sent again, all that was kept is known and all that was refused is refused", () =>
    fc.assert(
      fc.property(readings, (sent) => {
        const kept: (KeptReading & { attribute: string })[] = [];
        const first = singly(sent, kept).map(({ outcome }) => outcome);
        const count = kept.length;
        const again = singly(sent, kept).map(({ outcome }) => outcome);
        expect(kept).toHaveLength(count);
        expect(again).toEqual(first.map((outcome) => (outcome === "refused" ? "refused" : "known")));
      }),
    ));
});

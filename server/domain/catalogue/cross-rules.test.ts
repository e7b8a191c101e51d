import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import type { AttributeValues } from "./completeness.ts";
import { crossProblems } from "./cross-rules.ts";

const found = (values: AttributeValues) =>
  crossProblems(bundledCatalogue, values).map(
    ({ code, path, params }) => `${code} ${path} ${params?.["expected"] ?? ""}`,
  );

describe("values are compared with each other", () => {
  test.each<readonly [AttributeValues, readonly string[]]>([
    [{ minimumVoltage: "240", nominalVoltage: "350", maximumVoltage: "403.2" }, []],
    [{ minimumVoltage: "350", nominalVoltage: "350" }, ["E_RULE_ASCENDING nominalVoltage 350"]],
    // A gap hides nothing.
    [{ minimumVoltage: "500", maximumVoltage: "403.2" }, ["E_RULE_ASCENDING maximumVoltage 500"]],
    [
      { minimumVoltage: "9", nominalVoltage: "10", maximumVoltage: "8" },
      ["E_RULE_ASCENDING maximumVoltage 10"],
    ],
  ])("BATT-AnnexXIII-1(h): voltages ascend: %j", (values, expected) =>
    expect(found(values)).toEqual(expected),
  );

  test.each<readonly [AttributeValues, readonly string[]]>([
    [{ idleTemperatureLower: "-20", idleTemperatureUpper: "45" }, []],
    [{ idleTemperatureLower: "5", idleTemperatureUpper: "-5" }, ["E_RULE_ASCENDING idleTemperatureUpper 5"]],
  ])("BATT-AnnexXIII-1(l): the lower idle temperature lies below the upper one: %j", (values, expected) =>
    expect(found(values)).toEqual(expected),
  );

  test("BATT-AnnexXIII-1(e): both origins of a recycled metal make its share", () => {
    const parts = { recycledNickelSharePreConsumer: "4.1", recycledNickelSharePostConsumer: "1.90" };
    expect(found({ ...parts, recycledNickelShare: "6" })).toEqual([]);
    expect(found({ ...parts, recycledNickelShare: "6.01" })).toEqual([
      "E_RULE_SUM recycledNickelShare 4.1 + 1.90",
    ]);
  });

  test("says nothing about what is not stated", () =>
    expect(
      found({ recycledNickelShare: "6", recycledNickelSharePreConsumer: "1", maximumVoltage: "4" }),
    ).toEqual([]));

  test("equal values pass a rule that is not strict", () => {
    const rules = [
      { id: "r", kind: "ascending", strict: false, attributes: ["minimumVoltage", "maximumVoltage"] },
    ] as const;
    expect(
      crossProblems({ ...bundledCatalogue, rules }, { minimumVoltage: "4", maximumVoltage: "4.0" }),
    ).toEqual([]);
  });
});

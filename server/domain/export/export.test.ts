import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import { sampleValue } from "../record/sample-value.ts";
import type { JsonObject } from "../record/strict-json.ts";
import mapping from "./catena-x-mapping-1.0.0.json" with { type: "json" };
import { catenaXFile } from "./catena-x.ts";
import type { ModelNode } from "./catena-x-model.ts";
import { batteryPass } from "./catena-x-model.ts";
import { passportsTable, passportTable } from "./table.ts";

function documentWith(statutory: JsonObject, voluntary: JsonObject = {}): JsonObject {
  return {
    ...{ digitalProductPassportId: "urn:uuid:1", granularity: "item", recordVersion: 2 },
    ...{ uniqueProductIdentifier: "https://pass.example/01/1/21/A", dppStatus: "active" },
    ...{ lastUpdated: "2027-03-01T00:00:00Z", contentSpecificationIds: ["law-1.0", "own-1.0"] },
    ...{ "law-1.0": statutory, "own-1.0": voluntary },
  };
}

const everything: JsonObject = Object.fromEntries(
  bundledCatalogue.attributes.flatMap(({ id, type }) =>
    type.kind === "series" ? [] : [[id, sampleValue(type)] as const],
  ),
);

const isPublishedForm = new Ajv({ allErrors: true, strict: false }).compile(batteryPass.model);

/** What keeps a payload from the published form, other than required members that the note names. */
function faults(payload: JsonObject): readonly string[] {
  isPublishedForm(payload);
  return (isPublishedForm.errors ?? [])
    .filter(({ keyword }) => keyword !== "required")
    .map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

function nodeAt(node: ModelNode | undefined, [step, ...rest]: readonly string[]): ModelNode | undefined {
  if (step === undefined) return node;
  return nodeAt(/^\d+$/.test(step) ? node?.items : node?.properties?.[step], rest);
}

describe("a passport in the shape of Catena-X", () => {
  test("says which model it is, by the identifier of its version", () => {
    expect(catenaXFile(documentWith({})).semanticId).toBe(
      "urn:samm:io.catenax.battery.battery_pass:6.1.0#BatteryPass",
    );
  });

  test("takes members only from data points the catalogue has, to members the model has, each once", () => {
    for (const { from, to } of mapping.rows) {
      const [id = ""] = from.split(".");
      if (!id.startsWith("@")) expect([id, findAttribute(bundledCatalogue, id)?.id]).toEqual([id, id]);
      expect([to, nodeAt(batteryPass.model, to.split("."))?.type]).toEqual([to, expect.any(String)]);
    }
    const targets = mapping.rows.map(({ to }) => to);
    expect(new Set(targets).size).toBe(targets.length);
  });

  // Written down a second time, apart from the table, so that a change of the table does not go unseen.
  test.each([
    ["characteristics.warranty.lifeValue", "integer", undefined],
    ["characteristics.physicalDimension.weight.value", "number", undefined],
    ["performance.rated.capacity.value", "number", "ampereHour"],
    ["performance.rated.roundTripEfficiency.50PercentLife", "number", "percent"],
    ["performance.dynamic.selfDischargingRate", "number", "percent"],
    ["performance.dynamic.resistance.remaining.pack.value", "number", "ohm"],
    ["performance.dynamic.energy.throughput.value", "number", "kilowattHour"],
    ["materials.active.nickel.recycled", "number", "percent"],
    ["sustainability.carbonFootprint.0.lifecycle", "string", undefined],
    ["sources.0.category", "string", undefined],
    ["handling.content.sparePart.0.nameAtManufacturer", "string", undefined],
  ])("finds %s as the model has it", (place, type, unit) => {
    expect(nodeAt(batteryPass.model, place.split("."))).toMatchObject({ type, ...(unit && { unit }) });
  });

  test("holds numbers in the model's units, lists where the model has them, and no member made up", () => {
    const { payload, note } = catenaXFile(
      documentWith({
        ...{ ratedCapacity: "280.50", batterySerialNumber: "A1", batteryMass: "600" },
        ...{ manufacturerName: { name: "Voltara" }, warrantyPeriod: 96, stateOfCharge: "70" },
        ...{ measurementMetadata: { measuredAt: "2027-01-02T03:04:05Z" }, expectedLifetimeYears: "7.5" },
        ...{ currentSelfDischargeRate: "0.25", manufacturerIdentifier: { scheme: "BPN", value: "BPNL1" } },
        batteryCategory: "industrialSmall",
        instructionsForUse: [
          { resourceTitle: "Use", url: "https://pass.example/use", contentType: "text/html" },
        ],
        hazardousSubstances: [{ name: "Cobalt", casNumber: "7440-48-4", ecNumber: "231-158-0" }],
        hazardousSubstanceConcentration: [{ name: "Cobalt", concentration: { lower: "5", upper: "5" } }],
      }),
    );
    expect(payload).toEqual({
      specVersion: "urn:io.catenax.battery.battery_pass:6.1.0",
      metadata: { version: "2", status: "approved", lastModification: "2027-03-01" },
      identification: {
        category: "industrial",
        identification: { serial: [{ key: "partInstanceId", value: "A1" }] },
      },
      characteristics: {
        warranty: { lifeUnit: "unit:month", lifeValue: 96 },
        physicalDimension: { weight: { unit: "unit:kilogram", value: 600 } },
      },
      sources: [
        {
          ...{ header: "Use", content: "https://pass.example/use", type: "URL" },
          category: "User Manuals and Guides",
        },
      ],
      materials: {
        hazardous: {
          other: [
            {
              ...{ concentration: 5, materialUnit: "unit:percent" },
              materialIdentification: [
                { type: "CAS", name: "Cobalt", id: "7440-48-4" },
                { type: "EC", name: "Cobalt", id: "231-158-0" },
              ],
            },
          ],
        },
      },
      performance: {
        rated: { capacity: { value: 280.5 } },
        dynamic: { stateOfCharge: { value: 70, time: "2027-01-02T03:04:05Z" }, selfDischargingRate: 0.25 },
      },
    });
    expect(faults(payload)).toEqual([]);
    expect(note.notTaken).toEqual([
      ...["manufacturerName", "measurementMetadata", "expectedLifetimeYears", "manufacturerIdentifier"],
      ...["hazardousSubstances", "hazardousSubstanceConcentration"],
    ]);
    expect(note.missing).toContain("metadata.passportIdentifier");
    expect(note.missing).toContain("performance.rated.capacity.thresholdExhaustion");
    expect(note.missing).not.toContain("metadata.registrationIdentifier");
    expect(note.rounded).toEqual({});
  });

  test("is of the published form, but for required members, which it names, with every data point there is", () => {
    const { payload, note } = catenaXFile(documentWith(everything));
    expect(faults(payload)).toEqual([]);
    expect(note.missing.length).toBeGreaterThan(0);
    expect(isPublishedForm(payload)).toBe(false);
    const named = (isPublishedForm.errors ?? []).map(({ instancePath, params }) =>
      [
        ...instancePath.split("/").filter((step) => step !== "" && !/^\d+$/.test(step)),
        params["missingProperty"],
      ].join("."),
    );
    expect(new Set(note.missing)).toEqual(new Set(named));
  });

  test("names every data point it has no member for, and digits a number cannot hold", () => {
    const long = "0.1234567890123456789";
    const { note, payload } = catenaXFile(
      documentWith({ ...everything, carbonFootprintPerFunctionalUnit: long }),
    );
    for (const id of ["renewableContentMaterials", "powerEnergyRatio", "cathodeMaterials", "repairHistory"])
      expect([id, note.notTaken.includes(id)]).toEqual([id, true]);
    for (const id of [
      "ratedCapacity",
      "carbonFootprintStageDistribution",
      "damageWarnings",
      "carbonFootprintDeclaration",
    ])
      expect([id, note.notTaken.includes(id)]).toEqual([id, false]);
    expect(note.rounded).toEqual({ "sustainability.carbonFootprint.0.value": long });
    expect(JSON.stringify(payload)).not.toContain("null");
  });
});

describe("passports as tables", () => {
  test("one: a row for each data point, with its title, unit and source in the language", () => {
    const text = [
      { value: "Take it back", language: "en" },
      { value: "交回", language: "zh" },
    ];
    const document = documentWith({ ratedCapacity: "280", wastePreventionInfo: text }, { own: { a: [1] } });
    const rows = passportTable(document, bundledCatalogue, "zh");
    const of = (id: string) => rows.find(([first]) => first === id);
    expect(of("ratedCapacity")).toEqual([
      ...["ratedCapacity", findAttribute(bundledCatalogue, "ratedCapacity")?.title.zh, "280", "Ah"],
      ...[findAttribute(bundledCatalogue, "ratedCapacity")?.source, "law-1.0", "2"],
    ]);
    expect(of("wastePreventionInfo")?.[2]).toBe("交回");
    expect(of("own")).toEqual(["own", "own", '{"a":[1]}', "", "", "own-1.0", "2"]);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });

  test("many: a row each, a column for each data point that any of them has", () => {
    const passports = [documentWith({ ratedCapacity: "280" }), documentWith({ batteryMass: "600" })];
    const [ids = [], titles = [], ...rows] = passportsTable(
      passports.map((document) => ({ document, catalogue: bundledCatalogue })),
      "en",
    );
    expect(ids.slice(-2)).toEqual(["ratedCapacity", "batteryMass"]);
    expect(titles.at(-1)).toBe(`${findAttribute(bundledCatalogue, "batteryMass")?.title.en ?? ""} (kg)`);
    expect(rows.map((row) => row.slice(-2))).toEqual([
      ["280", ""],
      ["", "600"],
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import { sampleValue } from "../record/sample-value.ts";
import type { JsonObject } from "../record/strict-json.ts";
import mapping from "./catena-x-mapping-1.0.0.json" with { type: "json" };
import { catenaXFile } from "./catena-x.ts";
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

describe("a passport in the shape of Catena-X", () => {
  test("takes members only from data points the catalogue has", () => {
    for (const { from } of mapping.rows) {
      const [id = ""] = from.split(".");
      if (!id.startsWith("@")) expect([id, findAttribute(bundledCatalogue, id)?.id]).toEqual([id, id]);
    }
    const targets = mapping.rows.map(({ to }) => to);
    expect(new Set(targets).size).toBe(targets.length);
  });

  test("holds numbers in the model's units, lists where the model has them, and no member made up", () => {
    const { payload, note } = catenaXFile(
      documentWith({
        ...{ ratedCapacity: "280.50", batterySerialNumber: "A1", batteryMass: "600" },
        ...{ manufacturerName: { name: "Voltara" }, warrantyPeriod: 96 },
      }),
    );
    expect(payload).toEqual({
      metadata: {
        ...{ passportIdentifier: "urn:uuid:1", version: "2", status: "active" },
        lastModification: "2027-03-01T00:00:00Z",
      },
      identification: { identification: { serial: [{ key: "partInstanceId", value: "A1" }] } },
      product: {
        characteristics: {
          warranty: { lifeUnit: "unit:month", lifeValue: 96 },
          physicalDimension: { weight: { unit: "unit:kilogram", value: 600 } },
        },
      },
      performance: { rated: { capacity: { value: 280.5 } } },
    });
    expect(note.notTaken).toEqual(["manufacturerName"]);
    expect(note.rounded).toEqual({});
  });

  test("names every data point it has no member for, and digits a number cannot hold", () => {
    const long = "0.1234567890123456789";
    const { note, payload } = catenaXFile(
      documentWith({ ...everything, carbonFootprintPerFunctionalUnit: long }),
    );
    const taken = mapping.rows.map(({ from }) => from);
    for (const id of Object.keys(everything))
      expect([id, note.notTaken.includes(id)]).toEqual([id, !taken.includes(id)]);
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

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { calculateFootprint } from "../carbon-footprint/footprint.ts";
import { toPcfRequest } from "../carbon-footprint/inventory.ts";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { emptyLine } from "../carbon-footprint/inventory-line.ts";
import type { ExportedInventory, OlcaEntity } from "./write-olca.ts";
import { writeOlca } from "./write-olca.ts";

const uuidOf = (name: string) => {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
};

function line(
  changes: Partial<InventoryLine> & Pick<InventoryLine, "code" | "kind" | "stage">,
): InventoryLine {
  return {
    ...{
      ...emptyLine,
      position: 1,
      nameEn: changes.code,
      nameZh: changes.code,
      sourceEn: "s",
      sourceZh: "s",
    },
    ...changes,
  };
}

const lines: readonly InventoryLine[] = [
  line({
    ...{
      code: "cathode",
      kind: "material",
      stage: "raw_materials_and_parts",
      amount: "0.25",
      amountUnit: "t",
    },
    ...{ factorValue: "7.9", factorUnit: "kgCO2e/kg", recycledShare: "0.2" },
    ...{ recycledFactorValue: "2", recycledFactorUnit: "kgCO2e/kg" },
    uncertainty: { distribution: "lognormal", gsd: "1.2" },
    quality: { TeR: "1", GeR: "2", TiR: "3" },
  }),
  line({
    ...{ code: "power", kind: "electricity", stage: "production", amount: "1.5", amountUnit: "MWh" },
    ...{ factorValue: "0.6", factorUnit: "kgCO2e/kWh", electricityModel: "national_average" },
    uncertainty: { distribution: "uniform", spread: "0.1" },
  }),
  line({
    ...{ code: "truck", kind: "transport", stage: "distribution", amount: "600", amountUnit: "kg" },
    ...{
      factorValue: "0.1",
      factorUnit: "kgCO2e/tkm",
      transportMode: "road",
      distance: "1000",
      distanceUnit: "km",
    },
  }),
  line({
    ...{ code: "printed", kind: "activity", stage: "production", amount: "1", amountUnit: "t" },
    publishedProblem: "E_UNIT_DIMENSION",
  }),
];

function inventory(changes: Partial<ExportedInventory> = {}): ExportedInventory {
  const { request } = toPcfRequest(lines, {
    method: "mee-partial",
    gwpSet: "AR6",
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
  });
  const result = calculateFootprint(request);
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  return {
    ...{ id: "d", productName: "Pack 100", description: "A pack", output: { value: "1", unit: "piece" } },
    lines: lines.map((one) => ({ line: one, source: { title: "A source", year: 2024 } })),
    ...{ result, methodVersion: result.methodVersion, gwpSet: "AR6" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", place: { code: "CN-HE", name: "Handan, CN" } },
    company: { name: "O", address: "1 Road", city: "H", zipCode: "1", country: "CN", email: "o@o.example" },
    ...{ changedAt: "2026-05-04T10:20:30Z", allocation: null, electricity: null },
    ...changes,
  };
}

interface Exchange {
  readonly amount: number;
  readonly isInput: boolean;
  readonly isQuantitativeReference: boolean;
  readonly internalId: number;
  readonly flow: { readonly "@id": string };
  readonly unit: { readonly "@id": string; readonly name: string };
  readonly flowProperty: { readonly "@id": string };
  readonly defaultProvider?: { readonly "@id": string };
  readonly uncertainty?: Readonly<Record<string, unknown>>;
}

function exchangesOf(entities: readonly OlcaEntity[], id: string): readonly Exchange[] {
  const process = entities.find((one) => one.folder === "processes" && one.id === id);
  const { exchanges }: { exchanges: Exchange[] } = JSON.parse(JSON.stringify(process?.entity ?? {}));
  return exchanges;
}

const productOf = (entities: readonly OlcaEntity[]) =>
  entities.findLast(({ folder }) => folder === "processes")?.id ?? "";

/** What a tool computes: each input times what its default provider emits for one unit. */
function totalOf(entities: readonly OlcaEntity[]): number {
  return exchangesOf(entities, productOf(entities))
    .filter(({ isInput }) => isInput)
    .reduce((sum, { amount, defaultProvider }) => {
      const [product, gas] = exchangesOf(entities, defaultProvider?.["@id"] ?? "");
      return sum + (amount / (product?.amount ?? 0)) * (gas?.amount ?? 0);
    }, 0);
}

/** Members of the classes we write most of. Source: olca-schema 2 (GreenDelta), their definitions in its repository. */
const ofEvery = [
  "@id",
  "@type",
  "name",
  "description",
  "category",
  "lastChange",
  "tags",
  "version",
  "library",
];
const members: Readonly<Record<string, readonly string[]>> = {
  Process: [
    ...[
      "allocationFactors",
      "defaultAllocationMethod",
      "exchanges",
      "lastInternalId",
      "location",
      "parameters",
    ],
    ...["processDocumentation", "processType", "dqSystem", "exchangeDqSystem", "socialDqSystem", "dqEntry"],
    ...["isInfrastructureProcess", "socialAspects"],
  ],
  Exchange: [
    ...[
      "amount",
      "amountFormula",
      "baseUncertainty",
      "costFormula",
      "costValue",
      "currency",
      "defaultProvider",
    ],
    ...["dqEntry", "flow", "flowProperty", "internalId", "isAvoidedProduct", "isInput"],
    ...["isQuantitativeReference", "location", "uncertainty", "unit"],
  ],
  ProcessDocumentation: [
    ...["completenessDescription", "creationDate", "dataCollectionDescription", "dataDocumentor"],
    ...["dataGenerator", "dataSelectionDescription", "dataSetOwner", "dataTreatmentDescription"],
    ...["geographyDescription", "intendedApplication", "inventoryMethodDescription", "isCopyrightProtected"],
    ...["modelingConstantsDescription", "projectDescription", "publication", "restrictionsDescription"],
    ...["samplingDescription", "sources", "technologyDescription", "timeDescription", "validFrom"],
    ...["validUntil", "useAdvice", "flowCompleteness", "complianceDeclarations", "reviews"],
  ],
  Uncertainty: [
    ...[
      "distributionType",
      "mean",
      "meanFormula",
      "geomMean",
      "geomMeanFormula",
      "minimum",
      "minimumFormula",
    ],
    ...["sd", "sdFormula", "geomSd", "geomSdFormula", "mode", "modeFormula", "maximum", "maximumFormula"],
  ],
  Actor: ["address", "city", "country", "email", "telefax", "telephone", "website", "zipCode"],
};

describe("an inventory for openLCA", () => {
  const entities = writeOlca(inventory(), uuidOf);

  test("gives the declared total again when its providers are linked", () => {
    // 250 x (0.8 x 7.9 + 0.2 x 2) + 1500 x 0.6 + 0.6 x 1000 x 0.1
    expect(totalOf(entities)).toBeCloseTo(2640, 9);
    expect(Number(inventory().result.totalKg)).toBeCloseTo(2640, 9);
  });

  test("counts what belongs to no line as an input of its own", () => {
    const { result } = inventory();
    const more = { ...result, totalKg: "2660" };
    expect(totalOf(writeOlca(inventory({ result: more }), uuidOf))).toBeCloseTo(2660, 9);
  });

  test("holds every data set that another refers to, each once", () => {
    const ids = new Set(entities.map(({ id }) => id));
    expect(ids.size).toBe(entities.length);
    const units = new Set<string>();
    const text = JSON.stringify(entities);
    for (const { entity } of entities.filter(({ folder }) => folder === "unit_groups")) {
      const group: { units: { "@id": string }[] } = JSON.parse(JSON.stringify(entity));
      for (const unit of group.units) units.add(unit["@id"]);
    }
    for (const [, type = "", id = ""] of text.matchAll(/"@type":"(\w+)","@id":"([^"]+)"/g))
      expect(type === "Unit" ? units.has(id) : ids.has(id), `${type} ${id}`).toBe(true);
  });

  test("names no member that its class does not have", () => {
    const unknown: string[] = [];
    // Every object that says its class, however deep it stands; a reference says no more than who is meant.
    JSON.parse(JSON.stringify(entities), (_, value: unknown) => {
      if (typeof value !== "object" || value === null || !("@type" in value)) return value;
      const known = members[String(value["@type"])];
      for (const name of known === undefined ? [] : Object.keys(value))
        if (![...ofEvery, ...(known ?? [])].includes(name)) unknown.push(`${String(value["@type"])}.${name}`);
      return value;
    });
    expect(unknown).toEqual([]);
    const classes = entities.map(({ entity }) => entity["@type"]);
    for (const name of ["Process", "Actor"]) expect(classes).toContain(name);
  });

  test("is the same archive every time, in the folders of the schema", () => {
    expect(writeOlca(inventory(), uuidOf)).toEqual(entities);
    expect([...new Set(entities.map(({ folder }) => folder))].toSorted()).toEqual([
      ...["actors", "flow_properties", "flows", "lcia_categories", "lcia_methods", "locations"],
      ...["processes", "sources", "unit_groups"],
    ]);
  });

  test("writes transport as work, amounts in the unit of their quantity, and one quantitative reference", () => {
    const exchanges = exchangesOf(entities, productOf(entities));
    expect(exchanges.map(({ amount, unit, internalId }) => [amount, unit.name, internalId])).toEqual([
      [1, "Item(s)", 1],
      [250, "kg", 2],
      [1500, "kWh", 3],
      [600, "t*km", 4],
    ]);
    expect(exchanges.filter(({ isQuantitativeReference }) => isQuantitativeReference)).toHaveLength(1);
    expect(exchanges[1]?.uncertainty).toMatchObject({
      ...{ distributionType: "LOG_NORMAL_DISTRIBUTION", geomMean: 250, geomSd: 1.2 },
    });
    expect(exchanges[2]?.uncertainty).toMatchObject({
      ...{ distributionType: "UNIFORM_DISTRIBUTION", minimum: 1350, maximum: 1650 },
    });
  });

  test("leaves a row out that does not count, and says so", () => {
    const text = JSON.stringify(entities);
    expect(text).toContain("left out: printed");
    expect(text).not.toContain('"name":"printed"');
  });

  test("states an output other than a piece in its own quantity", () => {
    const cells = writeOlca(inventory({ output: { value: "2", unit: "MWh" } }), uuidOf);
    expect(exchangesOf(cells, productOf(cells))[0]).toMatchObject({ amount: 2000, unit: { name: "kWh" } });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import type { Context } from "../context.ts";
import { anyone } from "../context.ts";
import type { DataSet } from "../domain/access/audience.ts";
import type { PassportCategory } from "../domain/battery/category.ts";
import { passportCategories } from "../domain/battery/category.ts";
import { bundledCatalogue } from "../domain/catalogue/bundled-catalogue.ts";
import { findAttribute } from "../domain/catalogue/catalogue.ts";
import { parseAttributeValue } from "../domain/catalogue/parse-value.ts";
import { requirementOf } from "../domain/catalogue/requirement.ts";
import { readAttributes } from "../services/attribute/read.ts";
import { readFile } from "../services/document/read.ts";
import { readDocument } from "../services/passport/document.ts";
import type { FilledBattery } from "../test/filled-battery.ts";
import { filledBattery, statable } from "../test/filled-battery.ts";
import type { Fixture, TestOperator } from "../test/fixture.ts";
import { fixture } from "../test/fixture.ts";
import { refusalFrom } from "../test/refusal-of.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let batteries: ReadonlyMap<PassportCategory, FilledBattery>;
let readers: Readonly<Record<"anyone" | "interest" | "authority" | "operator", Context>>;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const filled = new Map<PassportCategory, FilledBattery>();
  for (const category of passportCategories) filled.set(category, await filledBattery(operator, category));
  batteries = filled;
  const official = async (role: "authority" | "interest") =>
    registry.as(await registry.person(role, { role, operatorId: null }));
  readers = {
    anyone: registry.as(anyone),
    interest: await official("interest"),
    authority: await official("authority"),
    operator: operator.reviewer,
  };
});
afterAll(() => database.end());

/** Who reads a data set, written down once more. Source: Regulation (EU) 2023/1542, Art. 77(2). */
const readersOf: Readonly<Record<DataSet, readonly (keyof typeof readers)[]>> = {
  point1: ["anyone", "interest", "authority", "operator"],
  point2: ["interest", "authority", "operator"],
  point3: ["authority", "operator"],
  point4: ["interest", "operator"],
};

/** The content of Annex XIII, point by point. What the registry takes from elsewhere has tests where that is. */
const rows = [
  [
    "BATT-AnnexXIII-1(a)",
    "point1",
    ["batteryModelIdentifier", "batteryCategory", "batteryMass", "ratedCapacity", "batteryChemistry"],
  ],
  [
    "BATT-AnnexXIII-1(b)",
    "point1",
    ["batteryChemistry", "criticalRawMaterials", "hazardousSubstances", "substanceImpacts"],
  ],
  ["BATT-AnnexXIII-1(f)", "point1", ["renewableContentShare"]],
  ["BATT-AnnexXIII-1(g)", "point1", ["ratedCapacity"]],
  [
    "BATT-AnnexXIII-1(h)",
    "point1",
    ["minimumVoltage", "nominalVoltage", "maximumVoltage", "voltageTemperatureRange"],
  ],
  [
    "BATT-AnnexXIII-1(i)",
    "point1",
    ["originalPowerCapability", "maximumPermittedPower", "powerTemperatureRange"],
  ],
  ["BATT-AnnexXIII-1(j)", "point1", ["expectedLifetimeCycles", "cycleLifeReferenceTest"]],
  ["BATT-AnnexXIII-1(k)", "point1", ["capacityThresholdForExhaustion"]],
  [
    "BATT-AnnexXIII-1(l)",
    "point1",
    ["idleTemperatureLower", "idleTemperatureUpper", "idleTemperatureReferenceTest"],
  ],
  ["BATT-AnnexXIII-1(m)", "point1", ["warrantyPeriod"]],
  ["BATT-AnnexXIII-1(n)", "point1", ["initialRoundTripEfficiency", "roundTripEfficiencyAtHalfLife"]],
  ["BATT-AnnexXIII-1(o)", "point1", ["initialInternalResistanceCell", "initialInternalResistancePack"]],
  ["BATT-AnnexXIII-1(p)", "point1", ["cycleLifeTestCRate"]],
  ["BATT-AnnexXIII-1(q)", "point1", ["separateCollectionSymbol", "cadmiumLeadSymbols"]],
  ["BATT-AnnexXIII-1(r)", "point1", ["euDeclarationOfConformity", "euDeclarationOfConformityId"]],
  [
    "BATT-AnnexXIII-1(s)",
    "point1",
    [
      ...["wastePreventionInfo", "separateCollectionInfo", "collectionAndTreatmentInfo"],
      ...["wasteHandlingSafetyInfo", "labelsAndSymbolsMeaning", "substanceImpacts"],
    ],
  ],
  [
    "BATT-AnnexXIII-2(a)",
    "point2",
    ["cathodeMaterials", "anodeMaterials", "electrolyteMaterials", "otherDetailedComposition"],
  ],
  ["BATT-AnnexXIII-2(b)", "point2", ["componentPartNumbers", "sparePartSources"]],
  [
    "BATT-AnnexXIII-2(c)",
    "point2",
    [
      ...["removalManual", "disassemblyManual", "explodedDiagrams", "disassemblySequences"],
      ...["fasteningTechniques", "disassemblyTools", "damageWarnings", "cellCountAndLayout"],
    ],
  ],
  ["BATT-AnnexXIII-2(d)", "point2", ["safetyMeasures"]],
  ["BATT-AnnexXIII-3-1", "point3", ["testReportResults"]],
  [
    "BATT-AnnexXIII-4(a)",
    "point4",
    [
      ...["measuredCapacity", "capacityFade", "currentPower", "powerFade", "currentInternalResistance"],
      ...["currentRoundTripEfficiency", "roundTripEfficiencyFade", "internalResistanceIncreasePack"],
      ...["expectedLifetimeYears", "expectedLifetimeCyclesOfItem"],
    ],
  ],
  [
    "BATT-AnnexXIII-4(b)",
    "point4",
    ["stateOfCertifiedEnergy", "remainingCapacity", "remainingPowerCapability", "selfDischargeEvolution"],
  ],
  ["BATT-AnnexXIII-4(c)", "point4", ["batteryStatus"]],
  ["BATT-AnnexXIII-4(d)", "point4", ["fullCycleCount", "negativeEvents", "stateOfCharge"]],
] as const satisfies readonly (readonly [string, DataSet, readonly string[]])[];

describe.each(rows)("%s: %s", (_, dataSet, ids) => {
  test.each(ids)("%s is a data point of the catalogue with type, law for each category and readers", (id) => {
    const attribute = findAttribute(bundledCatalogue, id);
    expect(attribute).toMatchObject({ id, dataSet, level: dataSet === "point4" ? "item" : "model" });
    expect(attribute?.type.kind === "decimal" ? attribute.unit : "none is needed").toBeTruthy();
    for (const category of passportCategories) expect(attribute?.law[category]).toBeTruthy();
  });

  test.each(ids)("%s is entered, read by whom the law lets, and by nobody else", async (id) => {
    const where = passportCategories.filter((category) => applies(category, id));
    expect(where.length).toBeGreaterThan(0);
    for (const category of where) {
      const filled = batteries.get(category);
      if (filled === undefined) throw new Error(`There is no battery of ${category}.`);
      const productUrl = dataSet === "point4" ? filled.item : filled.model;
      for (const reader of ["anyone", "interest", "authority", "operator"] as const) {
        const text = JSON.stringify(await readDocument(readers[reader], { productUrl }));
        const isThere = text.includes(`"${id}":`);
        expect([category, reader, isThere]).toEqual([category, reader, readersOf[dataSet].includes(reader)]);
      }
    }
  });

  test.each(ids)(
    "%s has its place in the form of each category that it applies to, and in no other",
    async (id) => {
      if (dataSet === "point4") return expect(findAttribute(bundledCatalogue, id)?.origin).toBe("stated");
      for (const category of passportCategories) {
        const filled = batteries.get(category);
        const { groups } = await readAttributes(operator.author, { id: filled?.modelId ?? "" });
        const isThere = groups.some(({ rows: inGroup }) =>
          inGroup.some(({ attribute, outcome }) => attribute.id === id && outcome !== "notApplicable"),
        );
        expect([category, isThere]).toEqual([category, belongs(category, id)]);
      }
    },
  );
});

/** Whether such a battery holds the value: what the law bars or does not ask of it cannot be stated. */
function applies(category: PassportCategory, id: string): boolean {
  const given = ["batteryModelIdentifier", "batteryCategory", "batteryStatus", ...documents];
  const level = findAttribute(bundledCatalogue, id)?.level ?? "model";
  return given.includes(id) || statable(category, level).some((attribute) => attribute.id === id);
}

function belongs(category: PassportCategory, id: string): boolean {
  const attribute = findAttribute(bundledCatalogue, id);
  if (attribute === undefined) return false;
  const requirement = requirementOf(bundledCatalogue, attribute, { category, day: "2027-02-18" });
  return requirement.kind !== "notApplicable" && !(requirement.kind === "barred" && requirement.forEver);
}

/** Data points that are files. */
const documents = bundledCatalogue.attributes.flatMap(({ id, type }) =>
  type.kind === "list" && type.of.kind === "document" ? [id] : [],
);

describe("what is asked of single values", () => {
  const parsed = (id: string, value: unknown) => {
    const attribute = findAttribute(bundledCatalogue, id);
    return attribute === undefined ? null : parseAttributeValue(attribute, value).ok;
  };

  test("BATT-AnnexXIII-1(f): no renewable content at all is a value", () => {
    expect([parsed("renewableContentShare", "0"), parsed("renewableContentShare", "100.1")]).toEqual([
      true,
      false,
    ]);
  });

  test("BATT-AnnexXIII-1(i): power stands at states of charge of 80 and 20 percent", () => {
    const type = findAttribute(bundledCatalogue, "originalPowerCapability")?.type;
    const members = type?.kind === "object" ? type.members.map(({ id }) => id) : [];
    expect(members.filter((id) => /80|20/.test(id))).toHaveLength(2);
  });

  test("BATT-AnnexXIII-1(m): the warranty is a whole number of months", () => {
    expect([
      parsed("warrantyPeriod", 96),
      parsed("warrantyPeriod", 1.5),
      parsed("warrantyPeriod", "long"),
    ]).toEqual([true, false, false]);
  });

  test("BATT-AnnexXIII-4(c): a sixth word for the status is refused", () => {
    const words = ["original", "repurposed", "re-used", "remanufactured", "waste"];
    expect(words.map((word) => parsed("batteryStatus", word))).toEqual(words.map(() => true));
    expect(parsed("batteryStatus", "recycled")).toBe(false);
  });
});

describe("BATT-AnnexXIII-2, BATT-AnnexXIII-3: files behind restricted points", () => {
  test.each([
    ["disassemblyManual", ["interest", "authority", "operator"]],
    ["testReportResults", ["authority", "operator"]],
  ] as const)("%s opens for %j with its address, and for nobody else", async (id, entitled) => {
    const productUrl = batteries.get("EV")?.model ?? "";
    const text = JSON.stringify(await readDocument(readers.operator, { productUrl }));
    const address = new RegExp(`"${id}":\\[\\{[^}]*"url":"([^"]+)"`).exec(text)?.[1] ?? "";
    const file = { productUrl, id: address.slice(address.lastIndexOf("/") + 1) };
    for (const reader of ["anyone", "interest", "authority", "operator"] as const) {
      const asked = readFile(readers[reader], file);
      if (entitled.some((one) => one === reader)) expect((await asked).bytes.length).toBeGreaterThan(0);
      else expect((await refusalFrom(asked)).code).toMatch(/^NOT_(?:SIGNED_IN|ALLOWED)$/);
    }
  });
});

import { describe, expect, test } from "vitest";
import { disclosureGroups } from "../access/audience.ts";
import { batteryCategories, informationCategories } from "../battery/category.ts";
import { fileTiersOf } from "../passport/document-attribute.ts";
import { restrictedAttributes } from "../passport/restricted-attributes.ts";
import { documentedFrom } from "../recycled-content/documentation-duty.ts";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import { findAttribute } from "./catalogue.ts";

const { attributes, repeatedRows, acts } = bundledCatalogue;
const find = (id: string) => findAttribute(bundledCatalogue, id);

const labelInformation = [
  ...["manufacturerName", "manufacturerPostalAddress", "batteryCategory", "batteryModelIdentifier"],
  ...["manufacturingPlace", "manufacturingDate", "batteryMass", "ratedCapacity", "batteryChemistry"],
  ...["hazardousSubstances", "extinguishingAgent", "criticalRawMaterials"],
];
const wasteInformation = [
  ...["wastePreventionInfo", "separateCollectionInfo", "collectionAndTreatmentInfo"],
  ...["wasteHandlingSafetyInfo", "labelsAndSymbolsMeaning", "substanceImpacts"],
];

describe("the bundled catalogue", () => {
  test("holds every data point: 106 of the model and 50 of the single battery", () => {
    expect(attributes.filter(({ level }) => level === "model")).toHaveLength(106);
    expect(attributes.filter(({ level }) => level === "item")).toHaveLength(50);
  });

  test("OWN-ECG-1: all 71 rows of the Commission's table are in it, row 25 as a repetition of row 11", () => {
    const rows = [
      ...attributes.flatMap(({ guidance }) => guidance?.row ?? []),
      ...repeatedRows.map(({ row }) => row),
    ];
    expect([...new Set(rows)].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 71 }, (_, at) => at + 1),
    );
    expect(repeatedRows).toEqual([{ row: 25, attribute: "ratedCapacity", source: "Annex XIII 1(g)" }]);
    expect(find("ratedCapacity")?.guidance?.row).toBe(11);
  });

  test("OWN-ECG-1: rows 17, 18, 19 and 44 are pending for all three kinds of battery, and no others", () => {
    const pending = attributes.filter(({ guidance }) => guidance?.EV === "pending");
    expect(new Set(pending.map(({ guidance }) => guidance?.row))).toEqual(new Set([17, 18, 19, 44]));
    for (const { guidance } of pending)
      expect([guidance?.LMT, guidance?.industrial]).toEqual(["pending", "pending"]);
  });

  // Full records of the first format hide what is restricted in exactly this order and under these names.
  test("keeps the restricted attributes as the record format has them, in their order", () => {
    const restricted = attributes.filter(({ dataSet }) => dataSet !== "point1");
    expect(
      restricted.map(({ id, dataSet, level, section, type }) => ({
        ...{ id, dataSet, level, section },
        list: type.kind === "list",
      })),
    ).toEqual(
      restrictedAttributes.map(({ id, group, level, section, list }) => ({
        ...{ id, level, section, list },
        dataSet: disclosureGroups[group],
      })),
    );
  });

  test("gives each file the readers that Annex XIII gives its data point", () => {
    const ids = (dataSet: string) =>
      [...fileTiersOf(bundledCatalogue)].flatMap(([id, tier]) => (tier === dataSet ? id : [])).toSorted();
    expect(ids("point1")).toEqual([
      ...["carbonFootprintDeclaration", "dueDiligenceReport", "euDeclarationOfConformity"],
      "instructionsForUse",
    ]);
    expect(ids("point2")).toEqual([
      ...["damageWarnings", "disassemblyManual", "disassemblySequences", "disassemblyTools"],
      ...["explodedDiagrams", "fasteningTechniques", "removalManual", "safetyMeasures"],
    ]);
    expect(ids("point3")).toEqual(["testReportResults"]);
    expect(ids("point4")).toEqual([]);
  });

  test.each(["Cobalt", "Lithium", "Nickel", "Lead"])(
    "BATT-Art8(1): the share of %s begins on the day on which it must be documented",
    (metal) => {
      const starts = find(`recycled${metal}Share`)?.starts;
      for (const category of batteryCategories)
        expect([category, starts?.[category]?.notBefore]).toEqual([category, documentedFrom(category)]);
    },
  );

  test.each([
    ["Art13(6)(b): the label information of Annex VI Part A", labelInformation],
    ["Art13(6)(b): the declaration of conformity", ["euDeclarationOfConformity"]],
    ["Art13(6)(b): the due diligence report", ["dueDiligenceReport"]],
    ["Art13(6)(b): the waste information of Art. 74(1)(a) to (f)", wasteInformation],
    ["Art13(4): the symbol for separate collection", ["separateCollectionSymbol"]],
  ])("BATT-%s is owed behind the code of every battery without a passport", (_, ids) => {
    for (const id of ids)
      for (const category of informationCategories)
        expect([id, category, find(id)?.law[category]]).toEqual([id, category, "mandatory"]);
  });

  test("BATT-Art13(6)(c): the recovered shares of the four metals are owed by starting batteries, of those without a passport by them alone", () => {
    for (const metal of ["Cobalt", "Lead", "Lithium", "Nickel"]) {
      const { SLI, portable, industrialSmall } = find(`recycled${metal}Share`)?.law ?? {};
      expect([SLI, portable, industrialSmall]).toEqual(["mandatory", undefined, undefined]);
    }
  });

  test("BATT-Art77(2)-sub4: nothing restricted and nothing of the passport's own belongs to a battery without a passport", () => {
    const owed = attributes.filter(({ law }) =>
      informationCategories.some((category) => (law[category] ?? "notApplicable") !== "notApplicable"),
    );
    expect(owed.filter(({ dataSet }) => dataSet !== "point1")).toEqual([]);
    expect(owed.filter(({ section }) => ["document", "links", "carbonFootprint"].includes(section))).toEqual(
      [],
    );
    expect(owed.length).toBeGreaterThan(30);
  });

  test("knows no act that was not found adopted, but for the one that postponed the due diligence", () =>
    expect(acts.filter(({ inForceFrom }) => inForceFrom !== null).map(({ id }) => id)).toEqual([
      "dueDiligencePostponement",
    ]));

  test.each([
    "batteryMass",
    "ratedCapacity",
    "nominalVoltage",
    "batteryChemistry",
    "warrantyPeriod",
    "batteryCategory",
    "batteryModelIdentifier",
    "euDeclarationOfConformityId",
  ])("%s is stated by the operator", (id) => expect(find(id)?.origin).toBe("stated"));

  test("nobody enters what the registry knows: header, operator, plant, footprint, recycled shares, links", () =>
    expect(attributes.filter(({ origin }) => origin === "derived").map(({ section }) => section)).toEqual(
      expect.arrayContaining([
        "document",
        "operator",
        "manufacturer",
        "carbonFootprint",
        "recycledContent",
        "links",
      ]),
    ));

  test("sets Chinese as the screens do: no space in a date, words in full-width brackets", () => {
    const chinese = JSON.stringify(bundledCatalogue).match(/(?<="zh":")[^"]+/g) ?? [];
    expect(chinese.length).toBeGreaterThan(500);
    const breaking =
      /(?:19|20)\d\d 年|[年月] \d|\d [月日]|\p{Script=Han} (?:19|20)\d\d年|\d[年月日] \p{Script=Han}|\([^()]*\p{Script=Han}[^()]*\)/u;
    expect(chinese.filter((text) => breaking.test(text))).toEqual([]);
  });
});

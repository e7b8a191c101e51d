import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batteryCategories, informationCategories, passportCategories } from "../battery/category.ts";
import type { BatteryCategory } from "../battery/category.ts";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import { findAttribute } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { requirementOf } from "./requirement.ts";

const { attributes } = bundledCatalogue;
const firstDay = "2027-02-18";

function required(id: string, category: BatteryCategory, day = firstDay, catalogue = bundledCatalogue) {
  const attribute = findAttribute(catalogue, id);
  if (attribute === undefined) throw new Error(`The catalogue has no ${id}.`);
  return requirementOf(catalogue, attribute, { category, day });
}

/** The catalogue on the day an act is found: the switch is data. */
function withAct(id: string, inForceFrom: string): Catalogue {
  const acts = bundledCatalogue.acts.map((act) => (act.id === id ? { ...act, inForceFrom } : act));
  return { ...bundledCatalogue, acts };
}

const anAttribute = fc.constantFrom(...attributes);
const aCategory = fc.constantFrom(...batteryCategories);
const aDay = fc
  .date({ min: new Date("2024-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("what applies to a category", () => {
  test.each(["LMT", "industrialStationary", "industrialOther"] as const)(
    "BATT-Art77(2)-sub4: capacity at exhaustion and state of certified energy do not belong to %s",
    (category) => {
      expect(required("capacityThresholdForExhaustion", category)).toEqual({ kind: "notApplicable" });
      expect(required("stateOfCertifiedEnergy", category)).toEqual({ kind: "notApplicable" });
    },
  );

  test("BATT-AnnexXIII-1(k), -4(b): both are required of an electric vehicle battery", () => {
    expect(required("capacityThresholdForExhaustion", "EV")).toEqual({ kind: "required", from: firstDay });
    expect(required("stateOfCertifiedEnergy", "EV")).toEqual({ kind: "required", from: firstDay });
  });

  test.each([62, 63, 64, 65, 66])(
    "BATT-Art77(2)-sub4: row %i does not belong to an electric vehicle battery",
    (row) => {
      for (const { id } of attributes.filter(({ guidance }) => guidance?.row === row))
        expect(required(id, "EV")).toEqual({ kind: "notApplicable" });
    },
  );

  test("BATT-AnnexXIII-4(b): light means of transport and stationary storage owe their remaining capacity", () => {
    expect(required("remainingCapacity", "LMT").kind).toBe("required");
    expect(required("remainingCapacity", "industrialStationary").kind).toBe("required");
    expect(required("remainingCapacity", "industrialOther").kind).toBe("optional");
  });

  test("BATT-AnnexXIII-1(j): cycle life depends on the use of an industrial battery", () => {
    expect(required("expectedLifetimeCycles", "EV").kind).toBe("required");
    expect(required("expectedLifetimeCycles", "industrialOther")).toEqual({ kind: "conditional" });
  });
});

describe("BATT-Art13(6): what is owed behind the code of a battery without a passport", () => {
  test.each(informationCategories)("%s: label data from 18 February 2027 on", (category) => {
    expect(required("batteryMass", category, "2027-02-17")).toEqual({ kind: "notYetDue", from: firstDay });
    expect(required("batteryMass", category)).toEqual({ kind: "required", from: firstDay });
    expect(required("cadmiumLeadSymbols", category)).toEqual({ kind: "conditional" });
    expect(required("materialCompositionSummary", category)).toEqual({ kind: "notApplicable" });
    expect(required("cathodeMaterials", category)).toEqual({ kind: "notApplicable" });
  });

  test.each(informationCategories)("%s: the due diligence report is barred until its day", (category) => {
    expect(required("dueDiligenceReport", category)).toMatchObject({ kind: "barred", until: "2027-08-18" });
    expect(required("dueDiligenceReport", category, "2027-08-18").kind).toBe("required");
  });

  test("(c): recovered metals of starting batteries alone, from the day they must be documented", () => {
    const of = (category: BatteryCategory, day: string) => required("recycledLeadShare", category, day);
    expect(of("SLI", firstDay)).toEqual({ kind: "notYetDue", from: "2028-08-18" });
    expect(of("SLI", "2028-08-18")).toEqual({ kind: "required", from: "2028-08-18" });
    expect(of("portable", "2028-08-18")).toEqual({ kind: "notApplicable" });
    expect(of("industrialSmall", "2028-08-18")).toEqual({ kind: "notApplicable" });
  });

  test("Art. 13(3): the least duration is asked of portable batteries alone", () => {
    expect(required("minimumAverageDuration", "portable")).toEqual({ kind: "conditional" });
    expect(required("minimumAverageDuration", "SLI")).toEqual({ kind: "notApplicable" });
  });
});

describe("what is barred", () => {
  test.each([17, 18, 19, 44])("OWN-ECG-3: row %i is barred on the first day of the passport", (row) => {
    const rows = attributes.filter(({ guidance }) => guidance?.row === row);
    expect(rows.length).toBeGreaterThan(0);
    for (const { id } of rows)
      for (const category of passportCategories)
        expect(required(id, category)).toMatchObject({ kind: "barred", forEver: false });
  });

  test("OWN-ECG-4: row 16 is barred for ever", () => {
    for (const category of passportCategories)
      expect(required("materialCompositionSummary", category, "2099-12-31")).toEqual({
        ...{ kind: "barred", until: null, forEver: true },
      });
  });

  test("OWN-ECG-3: an act switches its row on by its date alone, months later where the law says so", () => {
    const adopted = withAct("carbonFootprintDeclarationEV", "2027-08-31");
    const at = (day: string) => required("carbonFootprintDeclaration", "EV", day, adopted);
    expect(at("2027-08-30")).toEqual({ kind: "barred", until: "2027-08-31", forEver: false });
    expect(at("2027-08-31")).toEqual({ kind: "notYetDue", from: "2028-08-31" });
    expect(at("2028-08-30").kind).toBe("notYetDue");
    expect(at("2028-08-31")).toEqual({ kind: "required", from: "2028-08-31" });
  });

  test("BATT-Art7(1): an act for electric vehicles frees no other category", () => {
    const adopted = withAct("carbonFootprintDeclarationEV", "2027-08-31");
    expect(required("carbonFootprintDeclaration", "LMT", "2031-01-01", adopted).kind).toBe("barred");
  });

  test("BATT-Art7(1): an early act waits for the floor of its category", () => {
    const adopted = withAct("carbonFootprintDeclarationLMT", "2027-03-01");
    expect(required("carbonFootprintDeclaration", "LMT", "2028-08-17", adopted)).toMatchObject({
      ...{ kind: "barred", until: "2028-08-18" },
    });
    expect(required("carbonFootprintDeclaration", "LMT", "2028-08-18", adopted).kind).toBe("notYetDue");
    expect(required("carbonFootprintDeclaration", "LMT", "2028-09-01", adopted).kind).toBe("required");
  });

  test.each([
    ["2027-08-17", "barred"],
    ["2027-08-18", "required"],
  ])("BATT-AnnexXIII-1(d): on %s the due diligence report is %s", (day, kind) =>
    expect(required("dueDiligenceReport", "EV", day).kind).toBe(kind),
  );

  test("instructions for use stay optional once they may stand, for no law asks for them in the passport", () =>
    expect(
      required("instructionsForUse", "EV", "2028-01-01", withAct("instructionsForUse", "2027-06-01")),
    ).toEqual({
      kind: "optional",
    }));
});

describe("what is due later", () => {
  test.each([
    ["EV", "2027-02-18", { kind: "notYetDue", from: "2028-08-18" }],
    ["EV", "2028-08-17", { kind: "notYetDue", from: "2028-08-18" }],
    ["EV", "2028-08-18", { kind: "required", from: "2028-08-18" }],
    ["LMT", "2028-08-18", { kind: "notYetDue", from: "2033-08-18" }],
    ["LMT", "2033-08-18", { kind: "required", from: "2033-08-18" }],
  ] as const)(
    "BATT-AnnexXIII-1(e), Art8(1): %s on %s owes its recycled cobalt: %j",
    (category, day, expected) => expect(required("recycledCobaltShare", category, day)).toEqual(expected),
  );

  test("BATT-Art8(1): a late act on the method moves the duty, 24 months after it", () =>
    expect(
      required("recycledCobaltShare", "EV", "2028-08-18", withAct("recycledContentMethod", "2027-01-15")),
    ).toEqual({
      ...{ kind: "notYetDue", from: "2029-01-15" },
    }));

  test("BATT-Art7(1), Art8(1): exclusively external storage has its own dates, and no duty for recycled content", () => {
    const flow = {
      category: "industrialStationary",
      day: "2029-01-01",
      hasOnlyExternalStorage: true,
    } as const;
    const of = (id: string, catalogue = bundledCatalogue) => {
      const attribute = findAttribute(catalogue, id);
      return attribute === undefined ? null : requirementOf(catalogue, attribute, flow);
    };
    expect(of("recycledCobaltShare")).toEqual({ kind: "optional" });
    expect(
      of("carbonFootprintDeclaration", withAct("carbonFootprintDeclarationExternalStorage", "2028-01-01")),
    ).toEqual({
      ...{ kind: "barred", until: "2030-08-18", forEver: false },
    });
  });

  test("BATT-Art77(1): before the passport duty everything mandatory is not yet due", () =>
    expect(required("batteryMass", "EV", "2026-11-21")).toEqual({ kind: "notYetDue", from: firstDay }));
});

describe("for every attribute, category and day", () => {
  test("there is exactly one answer, the same each time", () =>
    fc.assert(
      fc.property(anAttribute, aCategory, aDay, (attribute, category, day) => {
        const answer = requirementOf(bundledCatalogue, attribute, { category, day });
        expect(answer).toEqual(requirementOf(bundledCatalogue, attribute, { category, day }));
        expect(["required", "notYetDue", "conditional", "optional", "notApplicable", "barred"]).toContain(
          answer.kind,
        );
      }),
    ));

  test("what is required of a battery is required of every later one", () =>
    fc.assert(
      fc.property(anAttribute, aCategory, aDay, aDay, (attribute, category, one, other) => {
        const [day, later] = [one, other].toSorted();
        if (day === undefined || later === undefined) return;
        const kindOn = (on: string) => requirementOf(bundledCatalogue, attribute, { category, day: on }).kind;
        if (kindOn(day) === "required") expect(kindOn(later)).toBe("required");
      }),
    ));

  test("BATT-Art77(2)-sub5: a changed row changes exactly its own answers, and no old catalogue's", () =>
    fc.assert(
      fc.property(anAttribute, aCategory, aDay, (row, category, day) => {
        const law = {
          EV: "voluntary",
          LMT: "voluntary",
          industrialStationary: "voluntary",
          industrialOther: "voluntary",
          industrialSmall: "voluntary",
          SLI: "voluntary",
          portable: "voluntary",
        } as const;
        const { isBarredBefore: _, ...free } = { ...row, law, guidance: null };
        const next: Catalogue = {
          ...{ ...bundledCatalogue, version: "1.2.0" },
          attributes: attributes.map((one) => (one.id === row.id ? free : one)),
        };
        const answers = ({ attributes: list }: Catalogue, catalogue: Catalogue) =>
          list.map((one) => [one.id, requirementOf(catalogue, one, { category, day })] as const);
        const before = answers(bundledCatalogue, bundledCatalogue);
        const after = answers(next, next);
        expect(after.find(([id]) => id === row.id)?.[1]).toEqual({ kind: "optional" });
        expect(after.filter(([id]) => id !== row.id)).toEqual(before.filter(([id]) => id !== row.id));
        expect(answers(bundledCatalogue, bundledCatalogue)).toEqual(before);
      }),
      { numRuns: 30 },
    ));
});

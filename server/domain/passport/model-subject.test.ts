import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { catalogueSchema } from "../record/catalogue-schema.ts";
import { publicRecordPayload } from "../record/public-record.ts";
import { sampleModelSubject } from "../record/sample-subject.ts";
import type { ModelOfRecord } from "./model-subject.ts";
import { modelSubject } from "./model-subject.ts";

const footprint = sampleModelSubject.voluntary?.carbonFootprint ?? null;
const model: ModelOfRecord = {
  productUrl: "https://registry.example/01/09520123456788",
  ...{ gtin: "09520123456788", modelCode: "VLT-64", typeDesignation: "VLT-64", name: "Voltara 64" },
  ...{ category: "EV", chemistry: "LFP", massKg: "412.5", ratedCapacityAh: "180", nominalVoltageV: "355.2" },
  ...{ ratedEnergyKwh: "63.936", usableEnergyKwh: "60", warrantyMonths: 96, illustrative: true },
  euDeclarationOfConformityId: "DOC-2026-001",
  chineseCode: null,
  recycledContent: [
    {
      ...{
        metal: "lithium",
        year: 2026,
        sharePercent: "3",
        preConsumerPercent: "1",
        postConsumerPercent: "2",
      },
      ...{ source: "Mass balance", illustrative: true },
    },
  ],
  attributes: { minimumVoltage: "250", renewableContentShare: "0" },
  ...{ files: {}, shownVoluntarily: [] },
};
const operator = {
  ...{
    name: "Voltara Cells GmbH",
    nameOriginal: "沃塔拉电池",
    streetAddress: "Musterweg 1",
    postalCode: "01067",
  },
  ...{ city: "Dresden", country: "DE", email: "passport@voltara.example", web: "https://voltara.example" },
  ...{ identifierScheme: "LEI", identifier: "5493001KJTIIGC8Y1R12" },
};
const plant = {
  ...{ name: "Plant 1", city: "Dresden", region: "DE-SN", country: "DE" },
  ...{ identifierScheme: "GLN", identifier: "9521234567895" },
};
const under = {
  catalogue: bundledCatalogue,
  digest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
  day: "2027-03-01",
};

describe("what the record of a model says", () => {
  const subject = modelSubject(model, { answering: operator, maker: operator }, plant, footprint, under);

  const acts = bundledCatalogue.acts.map((act) => ({ ...act, inForceFrom: "2027-01-01" }));
  const later = { ...under, catalogue: { ...bundledCatalogue, acts }, day: "2029-01-01" };
  const ofUnion = footprint === null ? null : { ...footprint, method: "eu-cfb-ev" };

  test.each([
    ["today", subject],
    [
      "once the acts apply",
      modelSubject(model, { answering: operator, maker: operator }, plant, ofUnion, later),
    ],
  ])(
    "keeps to the schema of its catalogue, with all that model, operator and plant may have: %s",
    (_, said) => {
      const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(
        catalogueSchema(bundledCatalogue),
      );
      validate(
        publicRecordPayload({
          ...{ publicUrl: "https://registry.example", operator: { slug: "voltara", name: operator.name } },
          ...{
            credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
            issuedAt: new Date("2027-03-01T12:00:00Z"),
          },
          ...{
            status: { list: 1, index: 7 },
            logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
            version: 1,
            previous: null,
          },
          subject: said,
        }),
      );
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  test("BATT-AnnexXIII-1(c): no footprint stands among the statutory data before the acts, whatever was declared", () => {
    for (const declared of [footprint, ofUnion]) {
      const { statutory, voluntary } = modelSubject(
        model,
        { answering: operator, maker: operator },
        plant,
        declared,
        under,
      );
      expect(Object.keys(statutory).filter((id) => id.startsWith("carbonFootprint"))).toEqual([]);
      expect(voluntary?.carbonFootprint).toEqual(declared);
    }
  });

  test("the acts once there: a declaration by the method of the Union is statutory, one by another never", () => {
    const idsWith = (method: string) =>
      Object.keys(
        modelSubject(
          model,
          { answering: operator, maker: operator },
          plant,
          footprint === null ? null : { ...footprint, method },
          later,
        ).statutory,
      ).filter((id) => id.startsWith("carbonFootprint"));
    expect(idsWith("eu-cfb-ev")).toContain("carbonFootprintPerFunctionalUnit");
    expect(idsWith("mee-partial")).toEqual([]);
  });

  test("BATT-AnnexXIII-1(e), 1(f): recycled shares may be stated before they are owed; zero renewable content is a value", () => {
    expect(subject.statutory).toMatchObject({
      ...{ recycledLithiumShare: "3", recycledContentYear: 2026, renewableContentShare: "0" },
    });
  });

  test("what is not stated is left out, never written as empty", () => {
    expect(Object.values(subject.statutory).filter((value) => value === null || value === "")).toEqual([]);
    expect(subject.statutory).not.toHaveProperty("maximumVoltage");
  });
});

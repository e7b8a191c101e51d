import { describe, expect, test } from "vitest";
import type { BatterySubject, ModelStatutory } from "../record/credential.ts";
import { contentNames, passportDocument } from "./document.ts";

const plant = { name: "Plant one", city: "Handan", country: "CN" };
const statutory: ModelStatutory = {
  ...{ batteryModelIdentifier: "09520123456788", batteryCategory: "EV", batteryChemistry: "LFP" },
  ...{ manufacturerName: "Voltara", manufacturerEmail: "a@voltara.example" },
  manufacturerPostalAddress: { street: "1 Test Road", postalCode: "1", city: "Handan", country: "CN" },
  economicOperatorIdentifier: { scheme: "demonstration", value: "1" },
  manufacturingPlace: plant,
  ...{ batteryMassKg: "600.5", ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKWh: "100" },
  recycledContent: [2024, 2025].map((year) => ({
    ...{ metal: "nickel", year, sharePercent: "5", preConsumerPercent: "4", postConsumerPercent: "1" },
    ...{ source: "s", illustrative: true },
  })),
};
const model: BatterySubject = {
  ...{ id: "https://registry.example/01/09520123456788", type: "Battery", granularity: "model" },
  statutory,
};
const item: BatterySubject = {
  ...{ id: `${model.id}/21/A1`, type: "Battery", granularity: "item" },
  statutory: { batteryModelPassport: model.id, batterySerialNumber: "A1", manufacturingDate: "2026-10" },
};
const head = {
  ...{ passportId: "01990000-0000-7000-8000-000000000000", documentStatus: "active", facilityId: null },
  ...{ lastUpdated: "2026-11-20T12:00:00Z", economicOperatorId: "did:web:registry.example:op:voltara" },
  ...{ recordVersion: 1, withdrawn: null, saleStop: null, batchSubject: null, restricted: {} },
};
const { statutory: statutoryContent, voluntary: voluntaryContent } = contentNames(model);

describe("the standard document", () => {
  test("has the header attributes of EN 18223 by their exact names", () => {
    const document = passportDocument({ ...head, subject: model, modelSubject: null });
    expect(document).toMatchObject({
      digitalProductPassportId: "urn:uuid:01990000-0000-7000-8000-000000000000",
      uniqueProductIdentifier: model.id,
      ...{
        granularity: "model",
        dppSchemaVersion: "1.0.0",
        dppStatus: "active",
        lastUpdated: "2026-11-20T12:00:00Z",
      },
      economicOperatorId: "did:web:registry.example:op:voltara",
      contentSpecificationIds: [statutoryContent, voluntaryContent],
    });
    expect(document).not.toHaveProperty("facilityId");
    expect(document).toMatchObject({ recordVersion: 1, recordStatus: { status: "valid" } });
    expect(document).not.toHaveProperty("saleStop");
  });

  test("says that its version was withdrawn and that its sale is stopped, with why and since when", () => {
    const withdrawn = { status: "revoked", reason: "wrongData", since: "2026-11-21T10:00:00.000Z" } as const;
    const saleStop = {
      ...{ authority: "Market Watch", reason: "risk", since: "2026-11-21T11:00:00.000Z" },
      statement: "https://registry.example/op/market-watch/suspensions/1",
    };
    const document = passportDocument({ ...head, withdrawn, saleStop, subject: model, modelSubject: null });
    expect(document).toMatchObject({ recordStatus: withdrawn, saleStop });
  });

  test("names elements as the attribute catalogue does, of one year only", () => {
    const document = passportDocument({ ...head, subject: model, modelSubject: null });
    expect(document[statutoryContent]).toMatchObject({
      ...{ batteryMass: "600.5", ratedCapacity: "280", nominalVoltage: "357.2", recycledContentYear: 2025 },
      ...{
        recycledNickelShare: "5",
        recycledNickelSharePreConsumer: "4",
        recycledNickelSharePostConsumer: "1",
      },
    });
  });

  test("of an item says what its model says, too", () => {
    const document = passportDocument({ ...head, subject: item, modelSubject: model });
    expect(document.granularity).toBe("item");
    expect(document[statutoryContent]).toMatchObject({
      batterySerialNumber: "A1",
      batteryMass: "600.5",
      uniqueBatteryIdentifier: item.id,
    });
  });

  test("holds the restricted values its reader was given, and no others", () => {
    const given = passportDocument({
      ...{ ...head, subject: item, modelSubject: model },
      restricted: { batteryStatus: "repurposed" },
    });
    expect(given[statutoryContent]).toMatchObject({ batteryStatus: "repurposed", batterySerialNumber: "A1" });
    const nothing = passportDocument({ ...head, subject: item, modelSubject: model });
    expect(JSON.stringify(nothing)).not.toContain("batteryStatus");
  });

  test("keeps what the law does not ask for under a key of its own", () => {
    const document = passportDocument({ ...head, subject: model, modelSubject: null });
    expect(document[voluntaryContent]).toEqual({ ratedEnergyKWh: "100" });
    expect(document[statutoryContent]).not.toHaveProperty("ratedEnergyKWh");
  });
});

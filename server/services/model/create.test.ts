import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createModel } from "./create.ts";
import { reviseModel } from "./revise.ts";
import { stateRecycledContent } from "./state-recycled-content.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

const gtin = "09520123456788";

describe("a model", () => {
  test("with a GTIN gets the GS1 address, without one an address of the operator", async () => {
    const first = await createModel(operator.author, modelOf(operator, { gtin, modelCode: "A" }));
    expect(first).toMatchObject({ productUrl: `http://localhost:3000/01/${gtin}`, path: `/01/${gtin}` });
    const second = await createModel(operator.author, modelOf(operator, { modelCode: "B" }));
    expect(second.path).toBe("/id/voltara/B");
    expect(second.siblings).toMatchObject([{ id: first.id }]);
  });

  test("is refused with everything that is wrong with it, field by field", async () => {
    const wrong = modelOf(operator, {
      ...{ gtin: "09520123456789", modelCode: "versions", name: " ", category: "plane" },
      ...{ massKg: "-1", ratedCapacityAh: "0", nominalVoltageV: "many", warrantyMonths: "1.5" },
    });
    expect(await problemsFrom(createModel(operator.author, wrong))).toEqual([
      "E_GTIN_CHECK_DIGIT gtin",
      "E_MODEL_CODE_RESERVED modelCode",
      "E_BATTERY_CATEGORY category",
      "E_REQUIRED name",
      "E_NEGATIVE_QUANTITY massKg",
      "E_ZERO_QUANTITY ratedCapacityAh",
      "E_NOT_FINITE nominalVoltageV",
      "E_WARRANTY_MONTHS warrantyMonths",
    ]);
  });

  test("never takes an identifier that is in use", async () => {
    expect(
      await problemsFrom(createModel(operator.author, modelOf(operator, { gtin, modelCode: "C" }))),
    ).toEqual(["IDENTIFIER_TAKEN gtin"]);
    expect(await problemsFrom(createModel(operator.author, modelOf(operator, { modelCode: "B" })))).toEqual([
      "IDENTIFIER_TAKEN modelCode",
    ]);
  });

  test("is not made in another operator's plant", async () => {
    const other = await registry.operator("rival");
    const strange = modelOf({ id: operator.id, facilityId: other.facilityId }, { modelCode: "D" });
    expect((await refusalFrom(createModel(operator.author, strange))).code).toBe("FACILITY_NOT_FOUND");
  });

  test("keeps its identifiers when it is revised", async () => {
    const before = await createModel(
      operator.author,
      modelOf(operator, { modelCode: "E", warrantyMonths: "96" }),
    );
    const revision = {
      id: before.id,
      name: "Renamed",
      warrantyMonths: "",
      euDeclarationOfConformityId: "DoC-1",
    };
    const after = await reviseModel(operator.author, revision);
    expect(after).toMatchObject({
      name: "Renamed",
      warrantyMonths: null,
      euDeclarationOfConformityId: "DoC-1",
    });
    expect(after.productUrl).toBe(before.productUrl);
    expect(await problemsFrom(reviseModel(operator.author, { id: before.id, massKg: "heavy" }))).toEqual([
      "E_NOT_FINITE massKg",
    ]);
  });
});

describe("recycled content", () => {
  const said = {
    year: 2025,
    metal: "nickel",
    preConsumerPercent: "4.5",
    postConsumerPercent: "1.25",
    source: "mass balance",
  };

  test("is the exact sum of both origins; stating it again replaces it", async () => {
    const { id: modelId } = await createModel(operator.author, modelOf(operator, { modelCode: "R" }));
    const once = await stateRecycledContent(operator.author, { modelId, ...said });
    expect(once.recycledContent).toMatchObject([{ metal: "nickel", sharePercent: "5.75" }]);
    const again = await stateRecycledContent(operator.author, { modelId, ...said, postConsumerPercent: "0" });
    expect(again.recycledContent).toMatchObject([{ sharePercent: "4.5", postConsumerPercent: "0" }]);
  });

  test.each([
    [{ preConsumerPercent: "101" }, "E_SHARE_RANGE preConsumerPercent"],
    [{ postConsumerPercent: "-0.1" }, "E_SHARE_RANGE postConsumerPercent"],
    [{ preConsumerPercent: "60", postConsumerPercent: "40.01" }, "E_SHARE_RANGE postConsumerPercent"],
    [{ metal: "copper" }, "E_METAL metal"],
    [{ year: 2027 }, "E_YEAR year"],
    [{ source: "" }, "E_REQUIRED source"],
  ])("%j is refused", async (wrong, expected) => {
    const { id: modelId } = await createModel(
      operator.author,
      modelOf(operator, {
        modelCode: `X${expected.length}${Object.values(wrong).join("")}`.replaceAll(/[^A-Za-z0-9]/g, ""),
      }),
    );
    expect(await problemsFrom(stateRecycledContent(operator.author, { modelId, ...said, ...wrong }))).toEqual(
      [expected],
    );
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import { problemsFrom } from "../../test/refusal-of.ts";
import { addFactors } from "../factor/add.ts";
import { changeEnergy } from "./change-energy.ts";
import { changeHeader } from "./change-header.ts";
import { changeLine } from "./change-line.ts";
import { readDeclaration } from "./read.ts";

let database: TestDatabase;
let operator: TestOperator;
let id: string;

beforeAll(async () => {
  database = await testDatabase();
  const registry = fixture(database);
  operator = await registry.operator("editor");
  await addFactors(registry.keeper, [
    {
      ...{ id: "grid", nameEn: "Grid", nameZh: "电网", value: "0.5", unit: "kgCO2e/kWh", geography: "CN" },
      ...{ year: 2024, sourceTitle: "A source", sourceWhere: null, qualityNote: null, boundary: null },
      illustrative: true,
    },
  ]);
  ({
    draft: { id },
  } = await declaredModel(operator));
  await changeHeader(operator.author, { ...(await now()), header: { method: "eu-cfb-ev" } });
  await changeEnergy(operator.author, { ...(await now()), energy: { vehicleCategory: "M1" } });
});
afterAll(() => database.end());

async function now() {
  return { id, lock: (await read()).lock };
}

function read() {
  return readDeclaration(operator.author, { id });
}

async function change(code: string, changes: LineChanges) {
  return changeLine(operator.author, { ...(await now()), code, changes });
}

const own = { value: "0.6", unit: "kgCO2e/kWh" };

test.each<[string, string, LineChanges, string[]]>([
  [
    "an allocation outside the bounds",
    "cells",
    { circular: { A: "0.9" } },
    ["E_PARAM_RANGE circular.A", "E_MISSING_FACTOR circular.ED"],
  ],
  [
    "shares of the end of life that are too much",
    "cells",
    { circular: { R2: "0.9", R3: "0.2" } },
    ["E_SHARE_RANGE circular.R3"],
  ],
  ["recycling without its factor", "cells", { circular: { R2: "1" } }, ["E_MISSING_FACTOR circular.ErecEoL"]],
  [
    "a unit of another dimension inside the formula",
    "cells",
    { circular: { R2: "1", ErecEoL: { value: "1", unit: "kgCO2e/kWh" } } },
    ["E_UNIT_DIMENSION circular.ErecEoL.unit"],
  ],
  [
    "a model of electricity that the method does not accept, at the second of two sources",
    "power",
    {
      electricitySources: [
        { share: "0.5", model: "direct", factor: own },
        { share: "0.5", model: "contract", factor: own },
      ],
    },
    ["E_ELECTRICITY_MODEL electricitySources[1].model"],
  ],
  [
    "the first of two sources in another unit",
    "power",
    {
      electricitySources: [
        { share: "0.5", model: "direct", factor: { value: "1", unit: "kgCO2e/kg" } },
        { share: "0.5", model: "direct", factor: own },
      ],
    },
    ["E_UNIT_DIMENSION electricitySources[0].factor.unit"],
  ],
  [
    "a source with a factor nobody knows",
    "power",
    { electricitySources: [{ share: "1", model: "direct", factor: own, factorId: "gone" }] },
    ["E_FACTOR_UNKNOWN electricitySources[0].factorId"],
  ],
])("%s is refused at its field", async (_, code, changes, expected) =>
  expect(await problemsFrom(change(code, changes))).toEqual(expected),
);

test("a source that names a library factor carries the library's value, whatever was sent with the name", async () => {
  const sent = {
    share: "1",
    model: "direct",
    factor: { value: "0.001", unit: "kgCO2e/kWh" },
    factorId: "grid",
  };
  const { lines } = await change("power", { electricitySources: [sent] });
  expect(lines.find(({ code }) => code === "power")?.entered.electricitySources).toEqual([
    { ...sent, factor: { value: "0.5", unit: "kgCO2e/kWh" }, factorVersion: 1 },
  ]);
});

test("what a screen edits comes whole: members, stage they count in, parameters, weight of the model", async () => {
  const circular = {
    A: "0.2",
    R2: "0.9",
    ErecEoL: { value: "2", unit: "kgCO2e/kg" },
    ED: { value: "1", unit: "kgCO2e/kg" },
  };
  await change("cells", { circular, geography: "CN-HE", recoveredShare: "0.4" });
  await changeHeader(operator.author, {
    ...(await now()),
    header: { parameters: { rounding: "half_even", fecEvidence: "Test report 7" } },
  });
  const view = await read();
  expect(view.packMassKg).toBe("600");
  expect(view.inventory.parameters).toEqual({ rounding: "half_even", fecEvidence: "Test report 7" });
  expect(view.lines.find(({ code }) => code === "cells")).toMatchObject({
    place: "raw_materials",
    entered: { circular, geography: "CN-HE", recoveredShare: "0.4" },
  });
});

test("a warranty may end by distance alone", async () => {
  await changeEnergy(operator.author, {
    ...(await now()),
    energy: { warrantyYears: null, warrantyKm: { value: "160000", unit: "km" } },
  });
  const { result } = await read();
  expect(result?.totalEnergyKWh).toBe("48000");
});

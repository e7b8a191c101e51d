import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { supplierFootprint } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { catenaX9Sample, catenaXSample, pactSample } from "../../domain/exchange/sample-footprints.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftOf, fixture, modelOf } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { createSupplierProduct } from "../footprint/create-supplier-product.ts";
import { readDeclaration } from "../footprint/read.ts";
import { createModel } from "../model/create.ts";
import { listSupplierFootprints } from "../supplier/list-footprints.ts";
import { exportOlca } from "./export-olca.ts";
import { exportPact } from "./export-pact.ts";
import { importFootprint } from "./import-footprint.ts";
import { useAsFactor } from "./use-as-factor.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("ampera");
});
afterAll(() => database.end());

const received = (ctx: Context, operatorId: string, document: unknown) =>
  importFootprint(ctx, { operatorId, document: JSON.stringify(document) });

const schema: Record<string, unknown> = JSON.parse(
  readFileSync("public/vectors/exchange/pact-product-footprint-3.0.3.schema.json", "utf8"),
);

describe("a received footprint", () => {
  test("is kept as it came, once, with what calculations read of it", async () => {
    const view = await received(operator.author, operator.id, pactSample);
    expect(view).toMatchObject({
      ...{ supplierName: "Lithium works of the test", value: "11.2", unit: "kgCO2e/kg", origin: "pact" },
      ...{ periodEnd: "2025-12-31", validUntil: "2028-12-31", primaryDataShare: "0.685", isExpired: false },
      ...{ operatorName: "Operator voltara", factors: [], mayUse: true, perKilogram: null },
    });
    expect((await received(operator.author, operator.id, pactSample)).id).toBe(view.id);
    // A list of one is the one: what is kept is the footprint.
    expect((await received(operator.author, operator.id, [pactSample])).id).toBe(view.id);
    const kept = await database.db.select().from(supplierFootprint);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.document).toEqual(pactSample);
  });

  test("is seen by whoever received it, by nobody else", async () => {
    expect(await listSupplierFootprints(operator.reviewer, {})).toHaveLength(1);
    expect(await listSupplierFootprints(other.author, {})).toEqual([]);
    expect((await refusalFrom(listSupplierFootprints(other.author, { operatorId: operator.id }))).code).toBe(
      "NOT_ALLOWED",
    );
  });

  test.each<[string, string, readonly string[]]>([
    ["no JSON", "{", ["E_JSON_SYNTAX document"]],
    ["a member twice", '{"a":1,"a":2}', ["E_JSON_DUPLICATE document"]],
    ["no footprint", "[]", ["E_EXCHANGE_FORMAT document"]],
    [
      "a text that no database keeps",
      JSON.stringify({ ...pactSample, companyName: "A\u0000B" }),
      ["E_EXCHANGE_FORMAT document"],
    ],
    [
      "two broken members",
      JSON.stringify({ ...pactSample, id: "x", companyName: 7 }),
      ["E_EXCHANGE_VALUE id", "E_EXCHANGE_TYPE companyName"],
    ],
  ])("with %s is refused whole", async (_, document, problems) => {
    const before = await database.db.$count(supplierFootprint);
    expect(
      await problemsFrom(importFootprint(operator.author, { operatorId: operator.id, document })),
    ).toEqual(problems);
    expect(await database.db.$count(supplierFootprint)).toBe(before);
  });

  test("becomes an own factor with the footprint behind it, and a line takes both over", async () => {
    const [footprint] = await listSupplierFootprints(operator.author, {});
    const made = await useAsFactor(operator.author, {
      ...{ supplierFootprintId: footprint?.id ?? "", code: "li2co3", revises: null, perKilogram: false },
      nameZh: "碳酸锂",
    });
    expect(made).toMatchObject({
      ...{ id: "voltara.li2co3", value: "11.2", unit: "kgCO2e/kg", geography: "CL", year: 2025 },
      ...{ supplierFootprintId: footprint?.id, validUntil: "2028-12-31", gwpSet: "AR6", nameZh: "碳酸锂" },
    });
    expect((await listSupplierFootprints(operator.author, {}))[0]?.factors).toEqual([
      { id: "voltara.li2co3", version: 1 },
    ]);
    const { draft } = await declaredModel(operator, { modelCode: "WITH-SUPPLIER" });
    const changed = await changeLine(operator.author, {
      ...{ id: draft.id, code: "cells", lock: draft.lock, changes: { factorId: made.id } },
    });
    expect(changed.lines[0]?.factor).toMatchObject({ id: made.id, value: "11.2" });
  });

  test("by the square metre is used by the kilogram; one without a mass has no figure for it", async () => {
    const separator = await received(operator.author, operator.id, catenaX9Sample);
    expect(separator).toMatchObject({ value: "6.1", unit: "kgCO2e/kg", origin: "catena-x" });
    const piece = {
      ...pactSample,
      id: "0195b7a0-1111-4222-8333-444455557777",
      pcf: {
        ...JSON.parse(JSON.stringify(pactSample["pcf"])),
        ...{ declaredUnitOfMeasurement: "piece", productMassPerDeclaredUnit: "4" },
      },
    };
    const cell = await received(operator.author, operator.id, piece);
    expect(cell).toMatchObject({ unit: "kgCO2e/piece", perKilogram: "2.8" });
    const use = { supplierFootprintId: cell.id, revises: null };
    expect(await useAsFactor(operator.author, { ...use, code: "cell", perKilogram: true })).toMatchObject({
      ...{ value: "2.8", unit: "kgCO2e/kg" },
    });
    const foil = await received(operator.author, operator.id, catenaXSample);
    expect(
      await problemsFrom(
        useAsFactor(operator.author, {
          ...{ supplierFootprintId: foil.id, code: "foil", revises: null, perKilogram: true },
        }),
      ),
    ).toEqual(["E_EXCHANGE_UNIT perKilogram"]);
  });

  test("of another operator is no factor of anybody else", async () => {
    const [footprint] = await listSupplierFootprints(operator.author, {});
    const use = { code: "x", revises: null, perKilogram: false };
    const foreign = { ...use, supplierFootprintId: footprint?.id ?? "" };
    expect((await refusalFrom(useAsFactor(other.author, foreign))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(useAsFactor(other.author, { ...use, supplierFootprintId: "x" }))).code).toBe(
      "SUPPLIER_FOOTPRINT_NOT_FOUND",
    );
  });
});

describe("a declaration that goes out", () => {
  test("is a PACT footprint of the published form; read in again it says the same", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "OUT" });
    const { footprint, fileName } = await exportPact(operator.reviewer, { id: draft.id });
    const isValid = new Ajv2020({ allErrors: true }).compile(schema);
    expect(isValid(footprint), JSON.stringify(isValid.errors)).toBe(true);
    expect(fileName).toBe("OUT-1-pact.json");
    // 9 000 kg of cells and 900 kg of power; the truck's 100 kg are logistics.
    expect(footprint).toMatchObject({
      comment: expect.stringContaining("Preliminary"),
      pcf: {
        ...{ pcfExcludingBiogenicUptake: "9900", outboundLogisticsGhgEmissions: "100" },
        ...{ productMassPerDeclaredUnit: model.massKg, geographyCountrySubdivision: "CN-HE" },
      },
    });
    expect(await received(other.author, other.id, footprint)).toMatchObject({
      ...{ value: "9900", unit: "kgCO2e/piece", perKilogram: "16.5", supplierName: "Operator voltara" },
    });
  });

  test("by energy content asks for the mass, and by mass needs nothing", async () => {
    const { id: supplierProductId } = await createSupplierProduct(operator.author, {
      ...{
        operatorId: operator.id,
        facilityId: operator.facilityId,
        code: "CELLS",
        nameEn: "Cells",
        nameZh: "电芯",
      },
      ...{ declaredAmount: "1", declaredUnit: "MWh" },
    });
    const base = draftOf({ supplierProductId });
    const made = await createDraft(operator.author, {
      ...base,
      method: "iso14067-ctg",
      inventory: { ...base.inventory, energy: { output: { value: "1", unit: "MWh" } } },
      lines: base.lines.flatMap((line) => (line.stage === "production" ? [line] : [])),
    });
    expect(await problemsFrom(exportPact(operator.author, { id: made.id }))).toEqual([
      "E_EXPORT_MASS massKg",
    ]);
    expect((await exportPact(operator.author, { id: made.id, massKg: "6" })).footprint).toMatchObject({
      pcf: { declaredUnitOfMeasurement: "kilogram", pcfExcludingBiogenicUptake: "150" },
    });
  });

  test("is an archive for openLCA with every data set in its folder", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "OLCA" });
    const { parts, fileName } = await exportOlca(operator.author, { id: draft.id });
    expect(fileName).toBe("OLCA-1-olca.zip");
    const bytes: Uint8Array[] = [];
    for await (const part of parts) bytes.push(part);
    const archive = Buffer.concat(bytes);
    expect(archive.subarray(0, 2).toString()).toBe("PK");
    for (const name of ["olca-schema.json", "processes/", "flows/", "unit_groups/", "lcia_methods/"])
      expect(archive.includes(name)).toBe(true);
  });

  test("is for its operator's own people", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "SECRET" });
    for (const verb of [exportPact, exportOlca]) {
      expect((await refusalFrom(verb(other.author, { id: draft.id }))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(verb(operator.author, { id: "x" }))).code).toBe("DECLARATION_NOT_FOUND");
    }
  });

  test("is not made of an inventory without a result", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "EMPTY" }));
    const draft = await createDraft(operator.author, draftOf({ modelId: model.id }, []));
    for (const verb of [exportPact, exportOlca])
      expect((await refusalFrom(verb(operator.author, { id: draft.id }))).code).toBe("NOT_COMPUTABLE");
  });
});

describe("a circle of supply", () => {
  /** A product of the operator whose declaration the other has received, as a factor of the other's own. */
  async function handOver(from: TestOperator, to: TestOperator, declarationId: string, code: string) {
    const { footprint } = await exportPact(from.author, { id: declarationId });
    const view = await received(to.author, to.id, footprint);
    return useAsFactor(to.author, { supplierFootprintId: view.id, code, revises: null, perKilogram: true });
  }

  const take = (who: TestOperator, draft: { readonly id: string; readonly lock: number }, factorId: string) =>
    changeLine(who.author, { ...{ id: draft.id, lock: draft.lock, code: "cells" }, changes: { factorId } });

  test("is refused when a product would use its own figure", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "SELF" });
    const own = await handOver(operator, operator, draft.id, "self");
    expect(await problemsFrom(take(operator, draft, own.id))).toEqual(["E_SUPPLY_CIRCLE cells.factorId"]);
  });

  test("is never made by a document that merely names a declaration, and its receiver learns nothing of that", async () => {
    const mine = await declaredModel(operator, { modelCode: "NAMED" });
    const theirs = await declaredModel(other, { modelCode: "NAMING" });
    const { footprint } = await exportPact(operator.author, { id: mine.draft.id });
    const pcf = footprint["pcf"];
    if (typeof pcf !== "object" || pcf === null) throw new Error("An export has a footprint.");
    // The other operator writes the identifier of my draft into papers of its own, and uses them.
    const forged = [
      { ...pactSample, id: mine.draft.id },
      { ...pactSample, id: mine.draft.id, companyName: footprint["companyName"] },
      { ...footprint, companyName: "Somebody else" },
      { ...footprint, pcf: { ...pcf, pcfExcludingBiogenicUptake: "1", pcfIncludingBiogenicUptake: "1" } },
    ];
    for (const [at, document] of forged.entries()) {
      const view = await received(other.author, other.id, document);
      const [row] = await database.db
        .select()
        .from(supplierFootprint)
        .where(eq(supplierFootprint.id, view.id));
      expect([row?.declarationId, row?.supplierOperatorId]).toEqual([null, null]);
      const factor = await useAsFactor(other.author, {
        ...{
          supplierFootprintId: view.id,
          code: `forged-${at}`,
          revises: null,
          perKilogram: view.perKilogram !== null,
        },
      });
      const { lock } = await readDeclaration(other.author, { id: theirs.draft.id });
      await take(other, { id: theirs.draft.id, lock }, factor.id);
    }
    // What I really receive from them goes into my draft: there is no circle but in their papers.
    const real = await handOver(other, operator, theirs.draft.id, "real");
    await expect(take(operator, mine.draft, real.id)).resolves.toBeDefined();
  });

  test("is refused over several steps and operators, and nothing of the change stays", async () => {
    const first = await declaredModel(operator, { modelCode: "RING-1" });
    const second = await declaredModel(other, { modelCode: "RING-2" });
    const third = await declaredModel(operator, { modelCode: "RING-3" });
    await take(other, second.draft, (await handOver(operator, other, first.draft.id, "ring1")).id);
    await take(operator, third.draft, (await handOver(other, operator, second.draft.id, "ring2")).id);
    const last = await handOver(operator, operator, third.draft.id, "ring3");
    const refusal = await refusalFrom(take(operator, first.draft, last.id));
    expect(refusal.problems).toEqual([
      { code: "E_SUPPLY_CIRCLE", path: "cells.factorId", params: { value: "3" } },
    ]);
    await take(
      operator,
      { ...first.draft },
      (await handOver(other, operator, second.draft.id, "ring2b")).id,
    ).then(
      () => expect.unreachable("a second way round must be refused as well"),
      (error: unknown) => expect(String(error)).toContain("cells.factorId"),
    );
  });
});

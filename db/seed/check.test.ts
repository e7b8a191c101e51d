import { describe, expect, test } from "vitest";
import { calculateFootprint } from "../../server/domain/carbon-footprint/footprint.ts";
import type { InventoryLine } from "../../server/domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../../server/domain/carbon-footprint/inventory-line.ts";
import { toPcfRequest } from "../../server/domain/carbon-footprint/inventory.ts";
import type { PcfResult } from "../../server/domain/carbon-footprint/request.ts";
import { multiply, parseExact, round, subtract } from "../../server/domain/quantity/exact.ts";
import { parseUnit } from "../../server/domain/quantity/unit.ts";
import { batteryCategories, categoryProblems } from "../../server/domain/battery/category.ts";
import { parseGtin } from "../../server/domain/identifier/gtin.ts";
import type { NewLine } from "../../server/services/footprint/create-draft.ts";
import { factorOf, factors } from "./factors.ts";
import { declarations, openDraft } from "./inventories.ts";
import type { SeedDeclaration } from "./inventories.ts";
import { models } from "./models.ts";
import { originals, recycled, secondLife } from "./lives.ts";
import { operators } from "./operators.ts";
import { otherModels } from "./other-models.ts";
import { supplierProducts } from "./supplier-products.ts";

function nameOf({ subject }: SeedDeclaration): string {
  return "gtin" in subject ? subject.gtin : subject.supplierProductCode;
}

function declarationOf(name: string): SeedDeclaration {
  const found = declarations.find((declaration) => nameOf(declaration) === name);
  if (found === undefined) throw new Error(`no declaration of ${name}`);
  return found;
}

/** The line as the service keeps it: nothing missing, the factor beside its identifier. */
function asKept(line: NewLine, index: number): InventoryLine {
  const factor = line.factorId == null ? null : factorOf(line.factorId);
  return {
    ...emptyLine,
    ...line,
    position: index,
    factorValue: factor?.value ?? line.factorValue ?? null,
    factorUnit: factor?.unit ?? line.factorUnit ?? null,
  };
}

function resultOf({ lines, method, inventory }: SeedDeclaration): PcfResult {
  const { gwpSet, energy } = inventory;
  const answer = calculateFootprint(toPcfRequest(lines.map(asKept), { method, gwpSet, energy }).request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

function exact(text: string) {
  const value = parseExact(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
}

/** A calculated value in the unit and with the places of a printed one. */
function asPrinted(value: string, printed: string, unitsPerPrintedUnit = "1"): string {
  const places = printed.split(".")[1]?.length ?? 0;
  return round(multiply(exact(value), exact(unitsPerPrintedUnit)), places, "half_up");
}

const kgInT = "0.001";

describe("the published pilot pack", () => {
  const pilot = declarationOf("09520000010010");
  const result = resultOf(pilot);

  test("meets total, energy and result exactly", () => {
    expect(result).toMatchObject({ totalKg: "7392", totalEnergyKWh: "48000", cfp: "0.154" });
  });

  test("meets the stages that follow from the published shares exactly", () => {
    expect(result.stagesKg).toEqual({
      raw_materials_and_parts: "6091.008",
      production: "1057.056",
      distribution: "243.936",
    });
  });

  test("warns that the document takes rated for usable energy", () => {
    expect(result.warnings.map(({ code }) => code)).toContain("W_RATED_AS_USABLE");
  });

  test("is all illustrative and claims no primary data", () => {
    expect(
      pilot.lines.filter(({ illustrative, dataKind }) => illustrative !== true || dataKind === "primary"),
    ).toEqual([]);
  });
});

test("the same type from the second plant has another result", () => {
  const plants = models.filter(({ typeDesignation }) => typeDesignation === "LB-NCM-100");
  expect(new Set(plants.map(({ facility }) => facility)).size).toBe(2);
  expect(new Set(plants.map(({ gtin }) => resultOf(declarationOf(gtin)).cfp)).size).toBe(2);
});

describe("1 MWh of cells", () => {
  const cells = declarationOf("QS-LFP-CELLS-2023");
  const result = resultOf(cells);

  test("meets the published stages and total exactly", () => {
    expect(result).toMatchObject({
      stagesKg: { raw_materials: "24740", production: "22700" },
      totalKg: "47440",
      cfp: "47440",
    });
  });

  test.each([
    ["lfp", "12.22"],
    ["graphite", "5.88"],
    ["electrolyte", "6.63"],
    ["inbound-transport", "0.01"],
    ["electricity", "22.7"],
  ])("row %s rounds to the published %s t", (code, printed) => {
    expect(asPrinted(result.linesKg[code] ?? "", printed, kgInT)).toBe(printed);
  });
});

describe("lithium carbonate", () => {
  const carbonate = declarationOf("SG-LI2CO3-2024");
  const result = resultOf(carbonate);

  test.each([
    ["electricity", "750254.808855", "750254.81"],
    ["steam", "30844.61", "30844.61"],
    ["natural-gas", "91967.3722", "91967.37"],
  ])("row %s is %s t, printed %s", (code, tonnes, printed) => {
    const kg = result.linesKg[code] ?? "";
    expect(asPrinted(kg, tonnes, kgInT)).toBe(tonnes);
    expect(asPrinted(kg, printed, kgInT)).toBe(printed);
  });

  test("shows the two transport rows as printed and keeps them out", () => {
    const out = carbonate.lines.filter(({ publishedProblem }) => publishedProblem !== undefined);
    expect(out.map(({ publishedValue, publishedProblem }) => [publishedValue, publishedProblem])).toEqual([
      ["2852.61", "E_UNIT_DIMENSION"],
      ["1267.48", "E_UNIT_DIMENSION"],
    ]);
    expect(Object.keys(result.linesKg)).toEqual(["steam", "natural-gas", "electricity"]);
  });

  test("a transport row let into the calculation is refused with the code shown beside it", () => {
    const lines = carbonate.lines.map(asKept).map((line) => ({ ...line, publishedProblem: null }));
    const { gwpSet, energy } = carbonate.inventory;
    const answer = calculateFootprint(
      toPcfRequest(lines, { method: carbonate.method, gwpSet, energy }).request,
    );
    expect(answer).toMatchObject({ errors: [{ code: "E_UNIT_DIMENSION" }, { code: "E_UNIT_DIMENSION" }] });
  });

  test("43.71 t a tonne without transport, 43.92 published with it", () => {
    expect(asPrinted(result.cfp, "43.71", kgInT)).toBe("43.71");
    expect(carbonate.published?.value).toBe("43.92");
    expect(
      round(subtract(exact("877186.87"), multiply(exact(result.totalKg), exact(kgInT))), 2, "half_up"),
    ).toBe("4120.08");
  });
});

test("cells and modules of 2024 meet the published total and value exactly", () => {
  expect(resultOf(declarationOf("TM-CELLS-MODULES-2024"))).toMatchObject({
    totalKg: "1389103800",
    cfp: "101.99",
  });
});

test.each([
  ["09520000010010", "raw_materials_and_parts", "0.824"],
  ["09520000010010", "production", "0.143"],
  ["QS-LFP-CELLS-2023", "raw_materials", "0.52"],
  ["QS-LFP-CELLS-2023", "production", "0.48"],
])("%s meets the published share of %s, %s", (name, stage, printed) => {
  const declaration = declarationOf(name);
  expect(declaration.published?.shares?.[stage]).toBe(printed);
  expect(asPrinted(resultOf(declaration).shares[stage] ?? "", printed)).toBe(printed);
});

describe.each(declarations.map((declaration) => [nameOf(declaration), declaration] as const))(
  "declaration of %s",
  (_, declaration) => {
    test("gives every line one code, two names and two sources", () => {
      expect(new Set(declaration.lines.map(({ code }) => code)).size).toBe(declaration.lines.length);
      for (const line of declaration.lines) {
        expect(line.nameZh).toMatch(/\p{Script=Han}/u);
        expect(line.sourceZh).toMatch(/\p{Script=Han}/u);
        expect(`${line.nameEn}${line.sourceEn}`).not.toMatch(/\p{Script=Han}/u);
      }
    });

    test("marks a line illustrative exactly where its source says so", () => {
      for (const { illustrative, sourceEn } of declaration.lines) {
        expect(/illustrat/i.test(sourceEn)).toBe(illustrative ?? false);
      }
    });
  },
);

test("no name of a published company stands anywhere but in a source", () => {
  const shown = JSON.stringify([
    operators,
    models,
    otherModels,
    supplierProducts,
    factors.map((factor) => ({ ...factor, sourceTitle: null })),
    declarations.map((declaration) => ({ ...declaration, published: null })),
  ]);
  expect(shown).not.toMatch(/国轩|九岭|兰钧|远景|gotion|jiuling|lanjun|envision/i);
});

test("every operator and plant says in both languages that it is a demonstration", () => {
  for (const shown of operators.flatMap((operator) => [operator, ...operator.facilities])) {
    expect(shown.name).toContain("(demonstration)");
    expect(shown.nameOriginal).toContain("（演示）");
  }
});

test.each([...models, ...otherModels].map((model) => [model.gtin, model] as const))(
  "model %s is sound",
  (gtin, model) => {
    expect(parseGtin(gtin)).toMatchObject({ ok: true });
    expect(gtin.startsWith("0952")).toBe(true);
    const wh = multiply(exact(model.ratedCapacityAh), exact(model.nominalVoltageV));
    expect(subtract(multiply(wh, exact("0.001")), exact(model.ratedEnergyKwh)).numerator).toBe(0n);
    const plants = operators.find(({ slug }) => slug === model.operator)?.facilities ?? [];
    expect(plants.map(({ code }) => code)).toContain(model.facility);
    expect(categoryProblems(model)).toEqual([]);
  },
);

test.each(models.map((model) => [model.gtin, model] as const))(
  "pack %s of a vehicle has two batteries and a declared footprint",
  (gtin, model) => {
    expect(model.items).toHaveLength(2);
    expect(declarationOf(gtin).method).toBe("mee-partial");
  },
);

test("there is something of every category but small industrial batteries", () => {
  const shown = new Set([...models, ...otherModels].map(({ category }) => category));
  expect(batteryCategories.filter((category) => !shown.has(category))).toEqual(["industrialSmall"]);
});

test("a second life is made of packs of two makers by a third, and holds no more energy than they have left", () => {
  const rack = otherModels.find(({ gtin }) => gtin === secondLife.gtin);
  expect(new Set([...originals, secondLife].map(({ operator }) => operator)).size).toBe(3);
  expect(rack?.operator).toBe(secondLife.operator);
  const left = originals.reduce((sum, { gtin, use }) => {
    const model = models.find((one) => one.gtin === gtin);
    return sum + (Number(model?.ratedEnergyKwh) * (use.left.at - 25 * use.left.lostPerWeek)) / 100;
  }, 0);
  expect(Number(rack?.ratedEnergyKwh)).toBeLessThan(left);
  expect(Number(rack?.ratedEnergyKwh)).toBeGreaterThan(left * 0.8);
});

test("what is recycled was issued before, by another operator than the one that recycles it", () => {
  const model = otherModels.find(({ gtin }) => gtin === recycled.gtin);
  expect(model?.items.map(({ serial }) => serial)).toContain(recycled.serial);
  expect(model?.operator).toBe(recycled.from);
  expect(recycled.to).not.toBe(recycled.from);
});

test("every factor has a unit the calculation reads, and only made-up ones are marked illustrative", () => {
  for (const factor of factors) {
    expect(parseUnit(factor.unit)?.dimension).toBe("co2e");
    expect(factor.illustrative).toBe(factor.id.startsWith("demo-"));
  }
  expect(new Set(factors.map(({ id }) => id)).size).toBe(factors.length);
});

test("the open draft changes one line of a declared model, and the result with it", () => {
  const first = declarationOf(openDraft.gtin);
  const lines = first.lines.map((line) =>
    line.code === openDraft.code ? { ...line, ...openDraft.changes } : line,
  );
  expect(lines.filter((line, index) => line !== first.lines[index])).toHaveLength(1);
  expect(resultOf({ ...first, lines }).cfp).not.toBe(resultOf(first).cfp);
});

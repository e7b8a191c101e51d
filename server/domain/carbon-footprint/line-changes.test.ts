import { describe, expect, test } from "vitest";
import { emptyLine } from "./inventory-line.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { changedLine, touchedFields, touchesResult } from "./line-changes.ts";
import type { LineChanges } from "./line-changes.ts";

const line: InventoryLine = {
  ...emptyLine,
  ...{ code: "cathode", position: 1, kind: "material", stage: "raw_materials" },
  ...{ nameEn: "Cathode", nameZh: "正极", sourceEn: "scale", sourceZh: "称重" },
  ...{ amount: "150", amountUnit: "kg", factorId: "ncm", factorVersion: 2 },
  ...{ factorValue: "22.5", factorUnit: "kgCO2e/kg", supplierFootprintId: "s1", component: "cell" },
};
const other = { id: "lfp", version: 3, value: "7.9", unit: "kgCO2e/kg", supplierFootprintId: null };

describe("a line after changes", () => {
  test("is itself when nothing is given", () => expect(changedLine(line, {})).toEqual(line));

  test("takes what is given, trimmed, and loses what is given empty", () => {
    expect(changedLine(line, { amount: " 160 ", component: "" })).toEqual({
      ...line,
      ...{ amount: "160", component: null },
    });
  });

  test("a library factor brings value, unit and version, and takes the record of the one before away", () => {
    expect(changedLine(line, { factorId: "lfp" }, { factor: other, recycledFactor: null })).toMatchObject({
      ...{ factorId: "lfp", factorVersion: 3, factorValue: "7.9", supplierFootprintId: null },
    });
  });

  test("an own value ends the reference to the library and keeps the unit", () => {
    expect(changedLine(line, { factorValue: "20" })).toMatchObject({
      ...{ factorId: null, factorVersion: null, factorValue: "20", factorUnit: "kgCO2e/kg" },
    });
  });

  test("a factor that is not there leaves the line without one, never with the old one", () => {
    expect(changedLine(line, { factorId: "gone" })).toMatchObject({ factorId: null, factorValue: null });
  });

  test("a factor taken away leaves nothing of it", () => {
    expect(changedLine(line, { factorId: "" })).toMatchObject({
      factorId: null,
      factorValue: null,
      factorUnit: null,
    });
  });

  test("groups go as a whole; null takes one away", () => {
    const circular = changedLine(line, { circular: { R1: "0.1" } });
    expect(circular.circular).toEqual({ R1: "0.1" });
    expect(changedLine(circular, { circular: null }).circular).toBeNull();
  });

  test("a published row that is entered anew is calculated; one that is renamed stays kept out", () => {
    const broken = { ...line, publishedProblem: "E_UNIT_DIMENSION" };
    expect(changedLine(broken, { amount: "1" }).publishedProblem).toBeNull();
    expect(changedLine(broken, { nameEn: "Cathode material" }).publishedProblem).toBe("E_UNIT_DIMENSION");
  });
});

test.each<[LineChanges, boolean]>([
  [{ amount: "1" }, true],
  [{ stage: "parts" }, true],
  [{ cut: true }, true],
  [{ nameEn: "x", sourceZh: "y", confidential: true }, false],
  [{ amount: undefined }, false],
])("changes %j touch the result: %s", (changes, touches) => expect(touchesResult(changes)).toBe(touches));

test("fields that were given are named, those left undefined are not", () =>
  expect(touchedFields({ amount: "1", stage: undefined, circular: null })).toEqual(["amount", "circular"]));

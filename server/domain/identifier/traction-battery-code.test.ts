import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { parseTractionBatteryCode } from "./traction-battery-code.ts";

const good = "0X0PE24000000QC1X0000042";

describe("the traction battery code of GB/T 34014-2017", () => {
  test("is taken apart by its places", () => {
    expect(parseTractionBatteryCode("04QCB76836300JBC40000903")).toEqual({
      ok: true,
      value: {
        code: "04QCB76836300JBC40000903",
        manufacturer: "04Q",
        product: "cell",
        chemistry: "lithiumIronPhosphate",
        specification: "76",
        traceability: "836300J",
        producedOn: "2021-12-04",
        serial: "0000903",
      },
    });
  });

  test.each([
    ["1", "1", "1", "2011-01-01"],
    ["9", "9", "9", "2019-09-09"],
    ["A", "A", "A", "2020-10-10"],
    ["G", "B", "H", "2026-11-17"],
    ["H", "C", "J", "2027-12-18"],
    ["C", "7", "0", "2022-07-31"],
    ["D", "1", "T", "2023-01-26"],
    ["D", "1", "V", "2023-01-27"],
    ["Y", "6", "Y", "2040-06-30"],
    ["D", "2", "W", "2023-02-28"],
  ])("%s%s%s is the day %s%s", (year, month, day, expected) => {
    const code = `0X0PE2400000AA${year}${month}${day}0000001`;
    expect(parseTractionBatteryCode(code)).toMatchObject({ ok: true, value: { producedOn: expected } });
  });

  test.each([
    ["", "E_BATTERY_CODE_LENGTH", ""],
    [`${good}0`, "E_BATTERY_CODE_LENGTH", ""],
    [put(1, "I"), "E_BATTERY_CODE_CHARACTER", "[1]"],
    [put(9, "O"), "E_BATTERY_CODE_CHARACTER", "[9]"],
    [put(10, "a"), "E_BATTERY_CODE_CHARACTER", "[10]"],
    [put(14, "-"), "E_BATTERY_CODE_CHARACTER", "[14]"],
    [put(4, "X"), "E_BATTERY_CODE_PRODUCT", "[4]"],
    [put(5, "H"), "E_BATTERY_CODE_CHEMISTRY", "[5]"],
    [put(15, "0"), "E_BATTERY_CODE_DATE", "[15-17]"],
    [put(15, "Z"), "E_BATTERY_CODE_DATE", "[15-17]"],
    [put(16, "D"), "E_BATTERY_CODE_DATE", "[15-17]"],
    [put(15, "D20"), "E_BATTERY_CODE_DATE", "[15-17]"],
    [put(15, "D2X"), "E_BATTERY_CODE_DATE", "[15-17]"],
    [put(18, "000000A"), "E_BATTERY_CODE_SERIAL", "[18-24]"],
    [put(18, "0000000"), "E_BATTERY_CODE_SERIAL", "[18-24]"],
  ])("%j is refused: %s at %s", (text, code, path) => {
    const read = parseTractionBatteryCode(text);
    expect(read.ok ? [] : read.problems.map((problem) => [problem.code, problem.path])).toContainEqual([
      code,
      path,
    ]);
  });

  test("is put together again from its parts but for the day, which every code of a good form has", () => {
    const codes = fc.stringMatching(
      /^[0-9A-HJ-NP-Z]{3}[PMC][A-GZ][0-9A-HJ-NP-Z]{9}[1-9A-HJ-NPR-TV-Y][1-9ABC][1-9A-HJ-NPR-T][0-9]{6}[1-9]$/,
    );
    fc.assert(
      fc.property(codes, (code) => {
        const read = value(parseTractionBatteryCode(code));
        const { manufacturer, specification, traceability, serial } = read;
        const [kind, day] = [code.slice(3, 5), code.slice(14, 17)];
        expect(`${manufacturer}${kind}${specification}${traceability}${day}${serial}`).toBe(code);
      }),
    );
  });
});

/** The good code with other characters from one place on. */
function put(place: number, text: string): string {
  return good.slice(0, place - 1) + text + good.slice(place - 1 + text.length);
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

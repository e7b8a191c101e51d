import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { gtinOfOperator, parseCompanyPrefix } from "./company-prefix.ts";
import { parseGtin } from "./gtin.ts";

const gtin = value(parseGtin("09520123456788"));

describe("BATT-Art77(3)-sub1: an operator gives numbers of its own", () => {
  test.each([["9520123"], ["9521", "952012"], []])(
    "below the prefixes %j, or when it has stated none",
    (...prefixes) => {
      expect(
        gtinOfOperator(
          gtin,
          prefixes.map((text) => value(parseCompanyPrefix(text))),
        ).ok,
      ).toBe(true);
    },
  );

  test("and not those of another company", () => {
    expect(gtinOfOperator(gtin, [value(parseCompanyPrefix("952012346"))])).toMatchObject({
      ok: false,
      problems: [{ code: "E_GTIN_PREFIX" }],
    });
  });

  test.each(["", "952", "9520123456788", "95201a"])("%j is no company prefix", (text) =>
    expect(parseCompanyPrefix(text)).toMatchObject({
      ok: false,
      problems: [{ code: "E_COMPANY_PREFIX_FORMAT" }],
    }),
  );
});

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

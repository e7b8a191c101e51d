import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import type { Parsed } from "../problem.ts";
import {
  batteryStatuses,
  becomeWaste,
  endByRecycling,
  parseBatteryStatus,
  parseOperation,
  secondLifeOperations,
  startOperation,
  statusAfter,
} from "./battery-status.ts";

const status = fc.constantFrom(...batteryStatuses);
const operation = fc.constantFrom(...secondLifeOperations);
const codesOf = (parsed: Parsed<unknown>) => (parsed.ok ? [] : parsed.problems.map(({ code }) => code));

describe("the five statuses of a battery", () => {
  test("are those of the catalogue", () => {
    const type = findAttribute(bundledCatalogue, "batteryStatus")?.type;
    expect(type?.kind === "choice" ? type.values.map(({ value }) => value) : []).toEqual(batteryStatuses);
  });

  test("are a closed list: any sixth value is refused by its code", () => {
    for (const known of batteryStatuses)
      expect(parseBatteryStatus(known)).toEqual({ ok: true, value: known });
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!batteryStatuses.some((known) => known === text));
        const parsed = parseBatteryStatus(text);
        expect(parsed.ok ? "" : parsed.problems[0]?.code).toBe("E_BATTERY_STATUS");
      }),
    );
    for (const text of ["recycled", "end-of-life", "Original", "original "])
      expect(parseBatteryStatus(text).ok).toBe(false);
  });

  test("and a fifth operation is refused as well", () => {
    for (const known of secondLifeOperations) expect(parseOperation(known).ok).toBe(true);
    const parsed = parseOperation("recycling");
    expect(parsed.ok ? "" : parsed.problems[0]?.code).toBe("E_OPERATION");
  });
});

describe("Art. 3(1)(29) to (32) and Art. 77(7) and (8): what follows on what", () => {
  test("preparation for re-use or repurposing starts from waste and from nothing else", () => {
    fc.assert(
      fc.property(status, fc.constantFrom(...secondLifeOperations.slice(0, 2)), (from, preparing) => {
        expect(codesOf(startOperation(preparing, from))).toEqual(
          from === "waste" ? [] : ["E_OPERATION_NEEDS_WASTE"],
        );
      }),
    );
  });

  test("repurposing starts from whatever is not waste", () => {
    fc.assert(
      fc.property(status, (from) => {
        expect(codesOf(startOperation("repurposing", from))).toEqual(
          from === "waste" ? ["E_OPERATION_ON_WASTE"] : [],
        );
      }),
    );
  });

  test("remanufacturing starts from either", () => {
    for (const from of batteryStatuses)
      expect(startOperation("remanufacturing", from)).toEqual({ ok: true, value: "remanufactured" });
  });

  test("no operation makes an original battery, nor waste", () => {
    fc.assert(
      fc.property(operation, status, (made, from) => {
        expect(["original", "waste"]).not.toContain(statusAfter(made));
        const started = startOperation(made, from);
        if (started.ok) expect(started.value).toBe(statusAfter(made));
      }),
    );
  });

  test("a battery becomes waste once, and only waste is recycled", () => {
    fc.assert(
      fc.property(status, (from) => {
        expect(codesOf(becomeWaste(from))).toEqual(from === "waste" ? ["E_WASTE_ALREADY"] : []);
        expect(codesOf(endByRecycling(from))).toEqual(from === "waste" ? [] : ["E_RECYCLE_NOT_WASTE"]);
      }),
    );
  });

  test("every life ends: from every status recycling is at most two steps away", () => {
    for (const from of batteryStatuses) {
      const waste = from === "waste" ? from : becomeWaste(from).ok ? "waste" : from;
      expect(endByRecycling(waste)).toEqual({ ok: true, value: "recycled" });
    }
  });
});

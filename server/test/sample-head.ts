import fc from "fast-check";
import type { StoredHead } from "../domain/carbon-footprint/inventory-header.ts";
import { findMethod } from "../domain/carbon-footprint/method.ts";

const text = fc
  .string({
    unit: fc.constantFrom(
      "a",
      "B",
      "7",
      " ",
      "电",
      "池",
      ",",
      ";",
      '"',
      "=",
      "-",
      "'",
      "\n",
      "\r",
      "é",
      "_x000D_",
      "#N/A",
    ),
    minLength: 1,
    maxLength: 15,
  })
  .map((value) => value.trim())
  .filter((value) => value !== "");
const decimal = fc.constantFrom("1", "0.5", "0.50", "12345678901234567890.5", "6.2e2", "0.30000000000000001");
const share = fc.constantFrom("0", "0.01", "0.20", "1");
const day = fc
  .tuple(
    fc.integer({ min: 2000, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-"));
const of = <T extends object>(members: { readonly [Name in keyof T]: fc.Arbitrary<T[Name]> }) =>
  fc.record(members, { requiredKeys: [] });

/** Any head a draft of a battery model may have under a method of the MEE draft, as plain objects. For tests. */
export const anyHead: fc.Arbitrary<StoredHead> = fc
  .record({
    title: text,
    method: fc.constantFrom("mee-partial", "mee-full"),
    gwpSet: fc.constantFrom("AR5", "AR6"),
    days: fc.tuple(day, day).map((days) => days.toSorted()),
    energy: fc.record(
      {
        usableCapacity: fc.record({ value: decimal, unit: fc.constantFrom("kWh", "MWh") }),
        vehicleCategory: fc.constantFrom("light_noncommercial", "medium_heavy"),
        fecPerYear: fc.record({ value: decimal, unit: fc.constant("1/a") }),
        warrantyYears: fc.record({
          value: fc.constantFrom("8", "8.0", "96"),
          unit: fc.constantFrom("a", "month"),
        }),
      },
      { requiredKeys: ["usableCapacity", "vehicleCategory", "warrantyYears"] },
    ),
    parameters: of({
      A: share,
      allowMixedGwp: fc.boolean(),
      cutoff: of({ threshold: share, cumulativeLimit: share, auto: fc.boolean() }),
      productEol: fc.record({ value: decimal, unit: fc.constant("kgCO2e") }),
      rounding: fc.constantFrom("half_up" as const, "half_even" as const),
      dqrScheme: fc.constantFrom("three" as const, "pef4" as const),
      output: fc.record({ value: decimal, unit: fc.constantFrom("kWh", "kg", "piece") }),
    }),
    study: of({
      ...{ goal: text, functionalUnit: text, allocation: text, electricity: text, limitations: text },
      ...{ author: text, verifier: text },
      exclusions: fc.array(fc.record({ what: text, reason: fc.oneof(text, fc.constant("")) }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
  })
  .map((parts) => {
    const { days, ...head } = structuredClone(parts);
    const [periodStart = "", periodEnd = ""] = days;
    return { ...head, periodStart, periodEnd, methodVersion: findMethod(head.method)?.version ?? "" };
  });

import { describe, expect, test } from "vitest";
import { verdictParts } from "./verdict.ts";
import type { PartState, Verdict } from "./verdict.ts";
import { englishVerdict, explanationOf, headlineOf } from "./words.ts";

const verdict = (overall: Verdict["overall"], states: readonly PartState[]): Verdict => ({
  overall,
  parts: verdictParts.map((part, place) => ({ part, state: states[place] ?? "ok", evidence: {} })),
  demonstration: false,
  checkedAt: "2026-11-20T13:00:00.000Z",
});

describe("the headline", () => {
  test("claims no more than was checked", () => {
    const open = ["ok", "ok", "ok", "couldNotCheck", "couldNotCheck", "couldNotCheck"] as const;
    expect(headlineOf(verdict("holds", open))).toBe("signed");
    expect(headlineOf(verdict("holds", ["ok", "notAsked", "ok", "ok", "ok", "couldNotCheck"]))).toBe(
      "signed",
    );
    expect(headlineOf(verdict("couldNotCheck", open))).toBe("couldNotCheck");
    expect(headlineOf(verdict("wrong", ["ok", "failed"]))).toBe("wrong");
  });
  test("says verified only when every part that was asked holds", () => {
    expect(headlineOf(verdict("holds", ["ok", "notAsked", "ok", "ok", "ok", "ok"]))).toBe("verified");
  });
});

describe("the explanation of a part", () => {
  test("is the reason of its code, or what its state means", () => {
    const part = { part: "issuer", evidence: {} } as const;
    expect(explanationOf({ ...part, state: "failed", code: "R_ISSUER_KID" }, englishVerdict)).toBe(
      "The key does not belong to the issuer.",
    );
    expect(explanationOf({ ...part, state: "ok" }, englishVerdict)).toBe("The issuer is the one expected.");
    expect(explanationOf({ ...part, state: "notAsked" }, englishVerdict)).toBe(
      englishVerdict.parts.issuer.notAsked,
    );
  });
});

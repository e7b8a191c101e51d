import { describe, expect, test } from "vitest";
import type { Assignment } from "./assignment.ts";
import { assignIdentifier, identifierKey } from "./assignment.ts";

const first: Assignment = {
  identifier: "https://passport.example/01/09520123456788/21/S1",
  subject: "battery 1",
  operator: "voltara",
};

describe("BATT-Art77(8): an identifier is never given again", () => {
  test("a new one is let pass, and the same for the same thing is too", () => {
    expect(assignIdentifier([], first)).toEqual({ ok: true, value: first });
    expect(assignIdentifier([first], first)).toEqual({ ok: true, value: first });
    expect(
      assignIdentifier([first], { ...first, identifier: `${first.identifier}2`, subject: "battery 2" }).ok,
    ).toBe(true);
  });

  test("a serial number issued twice is refused", () => {
    expect(assignIdentifier([first], { ...first, subject: "battery 2" })).toMatchObject({
      ok: false,
      problems: [{ code: "E_IDENTIFIER_ASSIGNED" }],
    });
  });

  test("a battery that two operators claim is refused, whatever domain the second one names", () => {
    const identifier = "https://brand.example/shop/01/9520123456788/10/B1/21/S1?17=270218";
    expect(assignIdentifier([first], { identifier, subject: "battery 9", operator: "other" })).toMatchObject({
      ok: false,
      problems: [{ code: "E_IDENTIFIER_OTHER_OPERATOR" }],
    });
  });
});

test.each([
  ["https://a/01/9520123456788", "/01/09520123456788"],
  ["https://a/01/09520123456788/10/B", "/01/09520123456788/10/B"],
  ["https://a/id/voltara/M/S", "https://a/id/voltara/M/S"],
  ["https://a/01/09520123456788/21/label", "https://a/01/09520123456788/21/label"],
])("%s is compared as %s", (identifier, key) => expect(identifierKey(identifier)).toBe(key));

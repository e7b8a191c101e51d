import { describe, expect, test } from "vitest";
import { longestConformityNumber, parseConformityNumber } from "./conformity-number.ts";

describe("the number of a declaration of conformity", () => {
  test.each(["1", "DoC 2026/0147-B", "合格声明2026-01", "A(2)", "A".repeat(longestConformityNumber)])(
    "%s is one",
    (text) => expect(parseConformityNumber(text)).toEqual({ ok: true, value: text }),
  );
  test.each([
    "",
    " ",
    "-1",
    "1-",
    "DoC?",
    "two\nlines",
    "<b>1</b>",
    "A".repeat(longestConformityNumber + 1),
    "\u202e12",
  ])("%j is none", (text) =>
    expect(parseConformityNumber(text)).toMatchObject({
      ok: false,
      problems: [{ code: "E_CONFORMITY_NUMBER" }],
    }),
  );
});

import { describe, expect, test } from "vitest";
import { isSecondPairOfEyes } from "./four-eyes.ts";

const draft = { createdBy: "ada", submittedBy: "bo", editors: ["cai", "dan"] };

describe("a second pair of eyes", () => {
  test.each(["ada", "bo", "cai", "dan"])("is not %s, who had a hand in the draft", (person) =>
    expect(isSecondPairOfEyes(person, draft)).toBe(false),
  );
  test("is anybody else", () => expect(isSecondPairOfEyes("eve", draft)).toBe(true));
  test("is never nobody in particular", () => {
    expect(isSecondPairOfEyes(null, draft)).toBe(false);
    expect(isSecondPairOfEyes(null, { createdBy: null, submittedBy: null, editors: [] })).toBe(false);
  });
});

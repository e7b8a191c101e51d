import { expect, test } from "vitest";
import { failureOf, failureWith, problemAt } from "./failure.ts";

const failure = {
  refusal: "INVALID_INPUT",
  problems: [
    { code: "E_UNIT_UNKNOWN", path: "changes.amountUnit" },
    { code: "E_NOT_FINITE", path: "usableCapacity.value" },
    { code: "E_PRODUCT_URL", path: "productUrls[2]" },
  ],
  offline: false,
  at: "2026-11-20T00:00:00Z",
};

test("a problem belongs to the field its path ends with", () => {
  expect(problemAt(failure, "amountUnit")?.code).toBe("E_UNIT_UNKNOWN");
});

test("a problem inside a quantity belongs to the field of the quantity", () => {
  expect(problemAt(failure, "usableCapacity")?.code).toBe("E_NOT_FINITE");
});

test("a problem of one line of a list belongs to the field of the list", () => {
  expect(problemAt(failure, "productUrls")?.code).toBe("E_PRODUCT_URL");
});

test("what a route refuses stands at its field, and no answer at all is said to be none", () => {
  const refused = failureWith([{ code: "E_FILE_TYPE", path: "file" }]);
  expect(refused).toMatchObject({ refusal: "INVALID_INPUT", offline: false });
  expect(problemAt(refused, "file")?.code).toBe("E_FILE_TYPE");
  expect(failureWith([])).toMatchObject({ refusal: null, offline: true });
});

test("a field that only shares some letters has no problem", () => {
  expect(problemAt(failure, "Unit")).toBeUndefined();
  expect(problemAt(null, "amountUnit")).toBeUndefined();
});

test("an error that is no answer of the registry means that none came", () => {
  expect(failureOf(new TypeError("Failed to fetch"))).toMatchObject({
    offline: true,
    refusal: null,
    problems: [],
  });
});

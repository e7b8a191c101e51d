import { expect, test } from "vitest";
import { calculateAnything } from "./requests.ts";

test("any request is answered with a result or with reasons, the same each time", { timeout: 120_000 }, () =>
  expect(calculateAnything({ runs: 10_000 })).toEqual([]),
);

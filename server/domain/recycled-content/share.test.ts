import { expect, test } from "vitest";
import { parseRecycledMetal, parseRecycledShare } from "./share.ts";

test.each([
  ["4", "12", "16"],
  ["0", "0", "0"],
  ["0.1", "0.20", "0.3"],
  ["33.3", "66.7", "100"],
  [" 5 ", "1e1", "15"],
])("%s %% before and %s %% after use are %s %% recovered", (pre, post, sum) =>
  expect(parseRecycledShare(pre, post)).toMatchObject({ ok: true, value: { sharePercent: sum } }),
);

test.each([
  ["-0.1", "5", [["E_SHARE_RANGE", "preConsumerPercent"]]],
  ["0", "100.1", [["E_SHARE_RANGE", "postConsumerPercent"]]],
  ["60", "40.000001", [["E_SHARE_RANGE", "postConsumerPercent"]]],
  [
    "5,5",
    "",
    [
      ["E_NOT_FINITE", "preConsumerPercent"],
      ["E_NOT_FINITE", "postConsumerPercent"],
    ],
  ],
])("%j and %j percent are refused: %j", (pre, post, expected) => {
  const parsed = parseRecycledShare(pre, post);
  expect(parsed.ok ? [] : parsed.problems.map(({ code, path }) => [code, path])).toEqual(expected);
});

test.each(["cobalt", "lead", "lithium", "nickel"])("%s is one of the four metals", (metal) =>
  expect(parseRecycledMetal(metal)).toEqual({ ok: true, value: metal }),
);

test.each(["copper", "Cobalt", "", "constructor"])("%j is none of the four metals", (text) =>
  expect(parseRecycledMetal(text)).toMatchObject({ problems: [{ code: "E_METAL" }] }),
);

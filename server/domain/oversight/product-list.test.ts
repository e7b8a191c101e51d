import { expect, test } from "vitest";
import { readProductList } from "./product-list.ts";

const here = "https://passport.example";
const pathsOf = (rows: readonly (readonly string[])[]) =>
  readProductList(rows, here).map(({ row, path }) => [row, path.ok ? path.value : path.problems[0]?.code]);

test("of each row the first cell that names a product counts, wherever it stands", () => {
  expect(
    pathsOf([
      ["Pallet", "Battery"],
      ["A1", `${here}/01/09520000010010/21/S1`],
      ["", ""],
      ["A2", "09520000010010"],
      [`A3;${here}/id/maker/PACK`],
      ["A4", "no such thing"],
    ]),
  ).toEqual([
    [2, "/01/09520000010010/21/S1"],
    [4, "/01/09520000010010"],
    [5, "/id/maker/PACK"],
    [6, "E_QUERY_FORMAT"],
  ]);
});

test("a heading is left out only above other rows", () => {
  expect(pathsOf([["identifier"]])).toEqual([[1, "E_QUERY_FORMAT"]]);
});

test("an address of another registry says so", () => {
  expect(pathsOf([["https://other.example/01/09520000010010"]])).toEqual([[1, "E_QUERY_FOREIGN"]]);
});

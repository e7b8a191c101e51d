import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { conformanceTable, criteria, testsOf } from "./table.ts";
import { root, testFiles } from "./test-files.ts";

describe("the table of conformance", () => {
  test("names for each criterion a test that shows it", async () => {
    const files = await testFiles();
    expect(criteria.filter(({ id }) => testsOf(id, files).length === 0).map(({ id }) => id)).toEqual([]);
  });

  test("is up to date: npm run conformance writes it", async () => {
    const written = await readFile(path.join(root, "server/CONFORMANCE.md"), "utf8");
    expect(written).toBe(conformanceTable(await testFiles()));
  });

  test("takes no criterion for another one that begins with its name", () => {
    const named = (name: string) =>
      testsOf("BATT-A-1", [{ path: "x", text: `test("${name}", () => {})` }]).length;
    expect([named("BATT-A-1: holds"), named("BATT-A-1(a): holds"), named("BATT-A-12: holds")]).toEqual([
      1, 0, 0,
    ]);
    expect(named("BATT-A-1(a), BATT-A-1: both")).toBe(1);
    expect(testsOf("BATT-A-1", [{ path: "x", text: "// BATT-A-1 in a remark" }])).toEqual([]);
  });
});

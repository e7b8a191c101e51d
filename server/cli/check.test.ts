import { describe, expect, test } from "vitest";
import published from "../domain/report-check/cases/lithium-carbonate-2024.json" with { type: "json" };
import { recipes, writeReport } from "../domain/report-check/sample-report.ts";
import { runCheck } from "./check.ts";
import type { CliIo } from "./io.ts";

const clean = writeReport(recipes.nickelPack);
const remarked = { ...clean, declared: { ...clean.declared, electricity_model: null } };
const sheet = `product,NCM pack
功能单位,1,kWh
boundary,cradle-to-gate
stages,raw_materials;production
electricity,national_average
阶段,名称,活动数据,单位,排放因子,单位,排放量,单位
raw_materials,NCM cathode material,1.5,kg,22.5,kgCO2e/kg,33.75,kgCO2e
production,electricity,50,kWh,0.6,kgCO2e/kWh,31.00,kgCO2e
total,64.75,kgCO2e
output,1,kWh
result,64.75,kgCO2e/kWh
something else,1
`;

const files: Readonly<Record<string, string>> = {
  "clean.json": JSON.stringify(clean),
  "with-more.json": JSON.stringify({ op: "check_report", id: "x", title: "y", ...clean }),
  "remarked.json": JSON.stringify(remarked),
  "published.json": JSON.stringify(published),
  "several.json": JSON.stringify([clean, published, 7]),
  "none.json": "[]",
  "broken.json": "{",
  "report.csv": sheet,
  "-": JSON.stringify(clean),
};

async function run(...args: readonly string[]) {
  let [out, err] = ["", ""];
  const io: CliIo = {
    readInput: (name) =>
      files[name] === undefined
        ? Promise.reject(new Error(`no file ${name}`))
        : Promise.resolve(Buffer.from(files[name])),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  };
  const code = await runCheck([...args], io);
  const answer: unknown = out.startsWith("{") || out.startsWith("[") ? JSON.parse(out) : null;
  return { code, out, err, answer };
}

describe("cellproof check", () => {
  test.each([[["clean.json"]], [["with-more.json"]], [["-"]], [[]]])(
    "finds nothing in a clean report and exits 0: %j",
    async (args) => {
      const { code, answer, err } = await run(...args);
      expect([code, err]).toEqual([0, ""]);
      expect(answer).toMatchObject({ codes: [], findings: [] });
    },
  );

  test("exits 0 where there is only something to remark", async () => {
    const { code, answer } = await run("remarked.json");
    expect(code).toBe(0);
    expect(answer).toMatchObject({ codes: ["CK-ELECTRICITY"], findings: [{ severity: "info" }] });
  });

  test("exits 1 for a report with findings, each with place, sentence and how to mend it", async () => {
    const { code, answer, err } = await run("published.json");
    expect(code).toBe(1);
    expect(err).toContain("1 of 1");
    expect(answer).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({
          code: "CK-ROW",
          path: "report.rows[3].emission",
          severity: "error",
          expected: "3167.12 tCO2",
        }),
      ]),
    });
  });

  test("answers an array with an array, and exits 2 when one of them cannot be read", async () => {
    const { code, answer } = await run("several.json");
    expect(code).toBe(2);
    expect(answer).toMatchObject([{ codes: [] }, {}, { errors: [{ code: "E_SCHEMA", path: "" }] }]);
    expect((await run("none.json")).answer).toEqual([]);
  });

  test("reads a spreadsheet in the plain layout, in either language, and names the line it cannot use", async () => {
    const { code, answer, err } = await run("report.csv");
    expect(err).toContain('row 12: "something else" is not read');
    expect(answer).toMatchObject({ codes: ["CK-ROW"], findings: [{ expected: "30.00 kgCO2e" }] });
    expect(code).toBe(1);
  });

  test("exits 2 for text that is no JSON and for a file that is not there", async () => {
    expect(await run("broken.json")).toMatchObject({
      code: 2,
      answer: { errors: [{ code: "E_SCHEMA", path: "" }] },
    });
    expect(await run("missing.json")).toMatchObject({ code: 2, out: "" });
    expect(await run("a.json", "b.json")).toMatchObject({ code: 2, out: "" });
    expect(await run("--fast")).toMatchObject({ code: 2, out: "" });
  });

  test("says what it does when asked", async () =>
    expect((await run("--help")).out).toContain("cellproof check"));
});

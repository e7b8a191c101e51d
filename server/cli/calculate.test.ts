import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const launcher = fileURLToPath(new URL("cellproof.mjs", import.meta.url));
const rounding = { op: "round", value: "0.1545", places: 3, mode: "half_up" };
const unreadable = { errors: [{ code: "E_SCHEMA", path: "" }] };
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cellproof-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `cellproof` as a person would, from a folder that has nothing to do with the project. */
async function cellproof(args: readonly string[], input = "") {
  const child = spawn(process.execPath, [launcher, ...args], { cwd: folder });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output.stderr += chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, ...output };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("cellproof calculate", () => {
  test("answers a request from a file", async () => {
    const { code, stdout, stderr } = await cellproof([
      "calculate",
      await file("one.json", JSON.stringify(rounding)),
    ]);
    expect([code, JSON.parse(stdout), stderr]).toEqual([0, { text: "0.155" }, ""]);
  });

  test.each([[["calculate"]], [["calculate", "-"]]])(
    "answers a request from standard input: %j",
    async (args) => {
      const { code, stdout } = await cellproof(args, JSON.stringify(rounding));
      expect([code, JSON.parse(stdout)]).toEqual([0, { text: "0.155" }]);
    },
  );

  test("judges each element of an array by itself and exits with 2 when one is refused", async () => {
    const { code, stdout, stderr } = await cellproof(
      ["calculate"],
      JSON.stringify([rounding, { op: "round" }, 7, { ...rounding, mode: "half_even" }]),
    );
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual([
      { text: "0.155" },
      {
        errors: [
          { code: "E_SCHEMA", path: "value" },
          { code: "E_SCHEMA", path: "places" },
        ],
      },
      { errors: [{ code: "E_SCHEMA", path: "" }] },
      { text: "0.154" },
    ]);
    expect(stderr).toContain("2 of 4");
  });

  test("answers every operation and every method, in one go", async () => {
    const kg = (value: string) => ({ value, unit: "kg" });
    const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
    const usableCapacity = { value: "100", unit: "kWh" };
    const warrantyYears = { value: "8", unit: "a" };
    const mee = { usableCapacity, vehicleCategory: "light_noncommercial", warrantyYears };
    const materials = [{ id: "cathode", mass: kg("100"), Ev: perKg("20") }];
    const pcf = { op: "pcf", gwpSet: "AR6", materials };
    const cff = { A: "0.2", R1: "0", R2: "0.9", Ev: perKg("10"), ErecEoL: perKg("2"), ED: perKg("1") };
    const score = { TeR: "2", GeR: "2", TiR: "2", data: "secondary" };
    const requests = [
      { op: "convert", quantity: { value: "1", unit: "tCO2e" }, to: "kgCO2e" },
      { op: "total_energy", method: "eu", ...mee, vehicleCategory: "M1" },
      { op: "characterise", gwpSet: "AR6", flows: [{ gas: "CH4_fossil", mass: kg("1") }] },
      {
        op: "transport",
        defaults: "mee",
        legs: [{ id: "a", mode: "road", work: { value: "1", unit: "tkm" } }],
      },
      {
        op: "cutoff",
        auto: true,
        inputs: [
          { id: "a", mass: kg("99.5"), factor: perKg("2") },
          { id: "b", mass: kg("0.5"), factor: null },
        ],
      },
      { op: "cff", material: { mass: kg("1"), ...cff } },
      {
        op: "dqr",
        scheme: "three",
        items: [{ id: "a", emission: { value: "1", unit: "kgCO2e" }, ...score }],
      },
      rounding,
      { ...pcf, method: "mee-partial", energy: mee },
      { ...pcf, method: "mee-full", energy: mee },
      { ...pcf, method: "eu-cfb-ev", energy: { ...mee, vehicleCategory: "M1" } },
      { ...pcf, method: "iso14067-ctg", energy: { output: { value: "10", unit: "kWh" } } },
    ];
    const { code, stdout } = await cellproof(["calculate"], JSON.stringify(requests));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { value: "1000" },
      { totalEnergyKWh: "48000" },
      { totalKg: "29.8" },
      { totalKg: "0.076" },
      { masses: { a: "100", b: "0" }, emissionKg: "200" },
      { totalKg: "4.34" },
      { total: "2", class: "very good" },
      { text: "0.155" },
      { cfp: "0.04166666666666666666666666666666667" },
      { methodVersion: "mee@draft-2025-03" },
      { methodVersion: "eu-cfb-ev@draft-2024-04" },
      { cfp: "200" },
    ]);
  });

  test("answers an empty array with an empty array", async () => {
    const { code, stdout } = await cellproof(["calculate"], "[]");
    expect([code, JSON.parse(stdout)]).toEqual([0, []]);
  });

  test.each([
    ["text that is no JSON", "{"],
    ["nothing at all", ""],
    ["text nested without end", "[".repeat(1_000_000)],
  ])("answers %s with E_SCHEMA, exits with 2 and says why", async (_, input) => {
    const { code, stdout, stderr } = await cellproof(["calculate"], input);
    expect([code, JSON.parse(stdout)]).toEqual([2, unreadable]);
    expect(stderr).toContain("standard input is no JSON");
  });

  test("answers bytes that are no UTF-8 with E_SCHEMA, exits with 2 and names the file", async () => {
    const { code, stdout, stderr } = await cellproof([
      "calculate",
      await file("bytes.json", Uint8Array.of(0x22, 0xff, 0x22)),
    ]);
    expect([code, JSON.parse(stdout)]).toEqual([2, unreadable]);
    expect(stderr).toContain("bytes.json");
  });

  test("reads past a byte order mark, as spreadsheets write it", async () => {
    const { code, stdout } = await cellproof(["calculate"], `\uFEFF${JSON.stringify(rounding)}`);
    expect([code, JSON.parse(stdout)]).toEqual([0, { text: "0.155" }]);
  });

  test("exits with 2 and only a message for a file that is not there", async () => {
    const { code, stdout, stderr } = await cellproof(["calculate", "missing.json"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("missing.json");
  });

  test.each([[["--fast"]], [["a.json", "b.json"]]])(
    "exits with 2 for arguments it does not know: %j",
    async (args) => {
      const { code, stdout, stderr } = await cellproof(["calculate", ...args]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("expected one file");
    },
  );
});

describe("cellproof", () => {
  test("is the command that npm links for this workspace", async () => {
    const linked = fileURLToPath(new URL("../../node_modules/.bin/cellproof", import.meta.url));
    expect(await realpath(linked)).toBe(await realpath(launcher));
  });

  test("names its commands when asked for help", async () => {
    const { code, stdout } = await cellproof(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/calculate[^]*verify/);
  });

  test.each([[[]], [["calcualte"]]])("exits with 2 and says what there is for %j", async (args) => {
    const { code, stdout, stderr } = await cellproof(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("calculate");
  });
});

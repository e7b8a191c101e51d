import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../record/canonical-json.ts";
import { calculateFootprint } from "./footprint.ts";
import { currentGwpSet, findGwpSet, gwpSets, selectableGwpSets } from "./gwp.ts";
import { findMethod, methodVersions, supersededBy } from "./method.ts";
import type { MethodVersion } from "./method.ts";

const hash = (value: unknown) => createHash("sha256").update(canonicalJson(value)).digest("base64url");

describe("published data never change", () => {
  // Another digest here means that old results could no longer be recomputed: append a new version instead.
  test("a method version keeps its content, to the last character", () =>
    expect(
      Object.fromEntries(methodVersions.map((method) => [`${method.name} ${method.version}`, hash(method)])),
    ).toEqual({
      "mee-partial mee@draft-2025-03": "rbVJ_1HEaDAyvLNmVpfP3p4sWaeVeSgSHxOnHw7ZWtE",
      "mee-full mee@draft-2025-03": "_fHYb5Qf6VHASsKr06YNOoM241POdduv-h_WqSQHZcY",
      "eu-cfb-ev eu-cfb-ev@draft-2024-04": "hMHE6M0kvIwvxS5JDT0xkbqxD8saoOcM2q71nA7k8RA",
      "iso14067-ctg iso14067@2018": "pLymTWi5pV-CUyGcvWkTNwcbh8h7Wj1wLN9mrBUkaZw",
    }));

  test("a set of warming potentials keeps its content, to the last character", () =>
    expect(Object.fromEntries(gwpSets.map((set) => [set.version, hash(set)]))).toEqual({
      "ipcc-sar@1995": "fD40jLwF8xQjXHG3SX3SyxwCUIpkSAIgDM52oHFe3-o",
      "ipcc-ar4@2007": "-D2t0faQ7-XQ6VYQ_3j771Bbn_0Dar9LGrN9Z3tyOl0",
      "ipcc-ar5@2013": "7FFzTtTDOPcYXeH3ABhoNgn4gHOB26O_2mq5ie25ZhU",
      "ipcc-ar6@2021": "VHIfue7TXzXRUxA7sWJrMDABv3RPr-5u4r4a9pooYOM",
    }));

  test("they are plain JSON: nothing is lost on the way to a digest", () => {
    for (const value of [...methodVersions, ...gwpSets]) {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }
  });

  test("a name and version stand once", () => {
    const names = methodVersions.map(({ name, version }) => `${name} ${version}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(gwpSets.map(({ version }) => version)).size).toBe(gwpSets.length);
  });
});

describe("warming potentials", () => {
  test("AR6 is current, AR4 and AR5 may be chosen, SAR is only recognised", () => {
    expect([...selectableGwpSets]).toEqual(["AR4", "AR5", "AR6"]);
    expect(selectableGwpSets.has(currentGwpSet)).toBe(true);
    expect(findGwpSet("SAR")?.potentials).toEqual({ CO2: "1", CH4: "21", N2O: "310", SF6: "23900" });
  });

  test("are found by name, by version, or not at all", () => {
    expect(findGwpSet("AR5", "ipcc-ar5@2013")?.potentials["CH4_fossil"]).toBe("30");
    expect(findGwpSet("AR5", "ipcc-ar5@2014")).toBeNull();
    expect(findGwpSet("AR7")).toBeNull();
  });
});

describe("a later version of a method", () => {
  const [old] = methodVersions.filter(({ name }) => name === "mee-full");
  if (old === undefined) throw new Error("mee-full is published");
  /** As a final standard might be: another default of A, other transport factors. Made up for this test. */
  const later: MethodVersion = {
    ...old,
    version: "mee@made-up-2027",
    allocation: { lowest: "0", highest: "1", byDefault: "0.4", forMetals: null },
    transportDefaults: { road: "0.1", rail: "0.01", water: "0.01", air: "1" },
  };
  const catalogue = [...methodVersions, later];
  const request = {
    op: "pcf",
    method: "mee-full",
    gwpSet: "AR6",
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
    materials: [
      {
        id: "m",
        mass: { value: "100", unit: "kg" },
        Ev: { value: "10", unit: "kgCO2e/kg" },
        Rstar: "0.5",
      },
    ],
    transport: [
      {
        id: "t",
        stage: "distribution",
        mode: "road",
        mass: { value: "1", unit: "t" },
        distance: { value: "1000", unit: "km" },
      },
    ],
  };
  const under = (fields: object) => calculateFootprint({ ...request, ...fields }, catalogue);

  test("is what a new calculation takes", () =>
    expect(under({})).toMatchObject({
      methodVersion: "mee@made-up-2027",
      linesKg: { m: "800", t: "100" },
    }));

  test("leaves the older one to be recomputed, to the last digit", () => {
    const asPublished = calculateFootprint(request);
    expect(under({ methodVersion: "mee@draft-2025-03" })).toEqual(asPublished);
    expect(asPublished).toMatchObject({
      methodVersion: "mee@draft-2025-03",
      linesKg: { m: "750", t: "76" },
    });
  });

  test("makes a result of the older one stale, and not its own", () => {
    expect(supersededBy("mee-full", "mee@draft-2025-03", catalogue)).toBe("mee@made-up-2027");
    expect(supersededBy("mee-full", "mee@made-up-2027", catalogue)).toBeNull();
    expect(supersededBy("mee-partial", "mee@draft-2025-03", catalogue)).toBeNull();
    expect(supersededBy("mee-full", "mee@draft-2025-03")).toBeNull();
    expect(supersededBy("mee-full", "mee@never-published", catalogue)).toBeNull();
    expect(supersededBy("guess", "1", catalogue)).toBeNull();
  });

  test("is found by name alone, the older by its version, and neither where it is not published", () => {
    expect(findMethod("mee-full", null, catalogue)).toBe(later);
    expect(findMethod("mee-full", "mee@draft-2025-03", catalogue)).toBe(old);
    expect(findMethod("mee-full", later.version)).toBeNull();
    expect(calculateFootprint({ ...request, methodVersion: later.version })).toEqual({
      errors: [{ code: "E_SCHEMA", path: "methodVersion" }],
    });
  });
});

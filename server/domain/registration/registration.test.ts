import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { PassportDocument } from "../passport/document.ts";
import type { RegistrationEntry } from "./entry.ts";
import { hasUsualAddress, registrationEntry } from "./entry.ts";
import {
  fileFormat,
  fileNamespace,
  mostInFile,
  registrationFiles,
  registrationJson,
  registrationXml,
} from "./file.ts";
import { mayBecome, registrationStates } from "./state.ts";

const url = "https://pass.example/01/09520000000004/21/A1";

function documentWith(statutory: object, voluntary: object = {}): PassportDocument {
  return {
    ...{ digitalProductPassportId: "urn:uuid:1", uniqueProductIdentifier: url, granularity: "item" },
    ...{ dppSchemaVersion: "2.0.0", dppStatus: "active", recordVersion: 3 },
    ...{ recordStatus: { status: "valid" }, lastUpdated: "2027-03-01T00:00:00Z" },
    ...{ economicOperatorId: "did:web:pass.example:op:a", contentSpecificationIds: ["s", "v"] },
    ...{ s: statutory, v: voluntary },
  };
}
const operator = { economicOperatorIdentifier: { scheme: "LEI", value: "5299000J2N45DDNE4Y28" } };
const source = {
  ...{ modelIdentifier: "https://pass.example/01/09520000000004", batchIdentifier: null },
  ...{ versionHash: "abc", registrationId: null },
};

describe("BATT-Art77(10): what the registry of the Union is told of a passport", () => {
  test("are values that stand in the passport, wherever they stand in it", () => {
    const document = documentWith(operator, { commodityCode: "850760" });
    const entry = registrationEntry({ ...source, document });
    expect(entry).toMatchObject({
      ok: true,
      value: {
        ...{ uniqueProductIdentifier: url, commodityCode: "850760", version: 3 },
        economicOperator: { scheme: "LEI", value: "5299000J2N45DDNE4Y28" },
        ...{ versionUrl: `${url}/versions/3`, backup: null },
        versionHash: { algorithm: "SHA-256", encoding: "base64url", value: "abc" },
      },
    });
    expect(entry.ok && hasUsualAddress(entry.value)).toBe(true);
  });

  test.each([
    ["no commodity code", { ...operator }, "E_REGISTRATION_COMMODITY"],
    [
      "an identifier in a scheme the registry does not take",
      { commodityCode: "850760", economicOperatorIdentifier: { scheme: "EORI", value: "CN1" } },
      "E_REGISTRATION_OPERATOR",
    ],
  ])("is nothing with %s", (_, statutory, code) => {
    const entry = registrationEntry({ ...source, document: documentWith(statutory) });
    expect(entry.ok ? [] : entry.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("is nothing for a model, which is not registered", () => {
    const document: PassportDocument = {
      ...documentWith({ ...operator, commodityCode: "850760" }),
      granularity: "model",
    };
    const entry = registrationEntry({ ...source, document });
    expect(entry.ok ? [] : entry.problems.map((problem) => problem.code)).toEqual(["E_REGISTRATION_LEVEL"]);
  });
});

const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
const entries: fc.Arbitrary<RegistrationEntry> = fc.record({
  ...{ uniqueProductIdentifier: anyText, digitalProductPassportId: anyText },
  granularity: fc.constant("item" as const),
  ...{ modelIdentifier: anyText, batchIdentifier: fc.option(anyText), commodityCode: anyText },
  economicOperator: fc.record({ scheme: fc.constantFrom("NTR" as const, "LEI" as const), value: anyText }),
  backup: fc.option(fc.record({ provider: anyText, address: anyText })),
  ...{ version: fc.nat(), versionUrl: anyText },
  versionHash: fc.record({
    ...{ algorithm: fc.constant("SHA-256" as const), encoding: fc.constant("base64url" as const) },
    value: anyText,
  }),
  registrationId: fc.option(anyText),
});

/** What an XML reader that is not ours finds in a file: the texts of each registration by their path. */
function readXml(xml: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  const path: string[] = [];
  let text = "";
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri }) => {
    expect(uri).toBe(fileNamespace);
    path.push(local);
    text = "";
    if (local === "registration") found.push([]);
  });
  parser.on("text", (more) => void (text += more));
  parser.on("closetag", ({ local, isSelfClosing: _ }) => {
    if (text.trim() !== "" || !text.includes("\n")) found.at(-1)?.push(`${path.slice(2).join(".")}=${text}`);
    path.pop();
    text = "\n";
    if (local === "registrations") path.length = 0;
  });
  parser.write(xml).close();
  return found;
}

function textsOf(members: object, path: readonly string[] = []): readonly string[] {
  return Object.entries(members).flatMap(([name, value]: readonly [string, unknown]) => {
    if (typeof value === "object") return value === null ? [] : textsOf(value, [...path, name]);
    return [`${[...path, name].join(".")}=${typeof value === "string" ? value : JSON.stringify(value)}`];
  });
}

describe("registration files", () => {
  test("hold at most a hundred each, all of them, in their order", () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 330 }), (all) => {
        const files = registrationFiles(all, "2027-03-01T00:00:00Z");
        expect(files.every(({ registrations }) => registrations.length <= mostInFile)).toBe(true);
        expect(files.flatMap(({ registrations }) => registrations)).toEqual(all);
        expect(files).toHaveLength(Math.ceil(all.length / 100));
      }),
      { numRuns: 30 },
    );
  });

  test("say the same in JSON and, to a strict reader, in XML", () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 3 }), (all) => {
        const [file] = registrationFiles(all, "2027-03-01T00:00:00Z");
        if (file === undefined) throw new Error("no file");
        expect(JSON.parse(registrationJson(file))).toEqual({ ...file, format: fileFormat });
        expect(readXml(registrationXml(file))).toEqual(all.map((entry) => textsOf(entry)));
      }),
      { numRuns: 100 },
    );
  });

  test("stay well formed with what XML cannot hold", () => {
    const [entry] = fc.sample(entries, 1);
    if (entry === undefined) throw new Error("no entry");
    const hostile = { ...entry, commodityCode: "\u0000\u0008]]>&<a>\ud800\uffff" };
    const [file] = registrationFiles([hostile], "2027-03-01T00:00:00Z");
    if (file === undefined) throw new Error("no file");
    expect(readXml(registrationXml(file)).flat()).toContain(
      "commodityCode=\u{fffd}\u{fffd}]]>&<a>\u{fffd}\u{fffd}",
    );
  });
});

test("a registration passes from state to state only as the registry's answers allow", () => {
  const allowed = registrationStates.flatMap((from) =>
    registrationStates.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`),
  );
  expect(allowed).toEqual([
    "prepared notYetPossible",
    "prepared submitted",
    "notYetPossible submitted",
    "submitted notYetPossible",
    "submitted registered",
    "submitted refused",
    "refused prepared",
  ]);
});

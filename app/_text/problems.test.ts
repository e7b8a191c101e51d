import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ruleCodes } from "../../server/domain/report-check/sentences.ts";
import { refusalStatus } from "../../server/refusal.ts";
import { problemsText as en } from "./en/problems.ts";
import { problemsText as zh } from "./zh/problems.ts";

const folders = ["server/domain", "server/services"];

/** Codes written as literals in the sources; tests and samples may invent some. */
function codesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("sample-"))
    .flatMap(
      (name) => readFileSync(path.join(folder, name), "utf8").match(/(?<=")[EW]_[A-Z0-9_]+(?=")/g) ?? [],
    );
}

const used = [...new Set(folders.flatMap(codesIn))].toSorted();

describe("a person is told what is wrong", () => {
  test("codes are found in the sources", () => expect(used.length).toBeGreaterThan(40));

  test.each([...Object.keys(refusalStatus), ...ruleCodes, ...used])(
    "%s has a sentence in English and Chinese",
    (code) => {
      expect(Object.keys(en)).toContain(code);
      expect(Object.keys(zh)).toContain(code);
    },
  );

  test.each(Object.entries(zh))("%s is said in Chinese", (_, sentence) =>
    expect(sentence).toMatch(/\p{Script=Han}/u),
  );
});

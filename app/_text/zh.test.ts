import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { zh } from "./zh.ts";

/** Every text of the catalogue with where it stands. */
function textsIn(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, path === "" ? key : `${path}.${key}`),
  );
}

const texts = textsIn(zh, "");
const breaking = (rule: RegExp) =>
  texts.filter(([, text]) => rule.test(text)).map(([path, text]) => `${path}: ${text}`);

describe("Chinese is set as Chinese is", () => {
  test("the catalogue is read to its ends", () => expect(texts.length).toBeGreaterThan(2000));

  test("words stand in full-width brackets", () => {
    expect(breaking(/\([^()]*\p{Script=Han}[^()]*\)/u)).toEqual([]);
  });

  // `bracketed` of app/_ui/signs.ts takes the brackets of the language.
  test("no screen puts words into brackets of its own", () => {
    const screens = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".tsx"),
    );
    expect(screens.length).toBeGreaterThan(200);
    const own = screens.filter((name) =>
      /\(\$?\{\w+\(["`]/.test(readFileSync(path.join("app", name), "utf8")),
    );
    expect(own).toEqual([]);
  });

  test("no space stands within a date nor between it and a Chinese character", () => {
    expect(breaking(/(?:19|20)\d\d 年|[年月] \d{1,2} ?[月日]|\d [月日]/u)).toEqual([]);
    expect(breaking(/\p{Script=Han} (?:19|20)\d\d ?年|\d[年月日] \p{Script=Han}/u)).toEqual([]);
  });

  // A moment ends with its zone, "UTC", and keeps the space behind it that Latin letters have.
  test("no space stands between a day or moment to be filled in and a Chinese character", () => {
    expect(breaking(/\p{Script=Han} \{(?:date|day|moment|time)\}/u)).toEqual([]);
    expect(breaking(/\{(?:date|day)\} \p{Script=Han}/u)).toEqual([]);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { labelFileNames } from "./label-file-name.ts";

test("files are called as their serial numbers, in characters every system takes", () => {
  expect(labelFileNames(["NT26A000001", 'A/B*"<>|:?\\', "...", "电"], "svg")).toEqual([
    "NT26A000001.svg",
    "A%2FB%2A%22%3C%3E%7C%3A%3F%5C.svg",
    "%2E.%2E.svg",
    "%E7%94%B5.svg",
  ]);
});

test("no two files of a batch have one name, even where capitals and small letters are the same", () => {
  expect(labelFileNames(["A/1", "a/1", "b", "A/1"], "png")).toEqual([
    "A%2F1.png",
    "a%2F1~2.png",
    "b.png",
    "A%2F1~3.png",
  ]);
  const serials = fc.array(fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,3}$/), { maxLength: 60 });
  fc.assert(
    fc.property(serials, (some) => {
      const names = labelFileNames(some, "svg").map((name) => name.toLowerCase());
      expect(new Set(names).size).toBe(some.length);
      for (const name of names) expect(name).toMatch(/^[a-z0-9_%-][a-z0-9._~%-]*\.svg$/);
    }),
  );
});

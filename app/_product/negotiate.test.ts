import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forms, namedForm, negotiate } from "./negotiate.ts";

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

describe("who asks for what gets what", () => {
  test.each([
    ["nothing", null, "application/json"],
    ["an empty header", "", "application/json"],
    ["anything", "*/*", "application/json"],
    ["what a browser asks for", browser, "text/html"],
    ["JSON", "application/json", "application/json"],
    ["JSON-LD", "application/ld+json", "application/ld+json"],
    ["the signed record", "application/vc+jwt", "application/vc+jwt"],
    ["a link set", "application/linkset+json", "application/linkset+json"],
    ["any application form", "application/*", "application/json"],
    ["any text form", "text/*", "text/html"],
    ["the page rather than JSON", "application/json;q=0.5, text/html;q=0.9", "text/html"],
    ["JSON rather than the page", "text/html;q=0.5, application/json", "application/json"],
    [
      "two forms alike: the one named, not the one that only matches",
      "*/*, application/vc+jwt",
      "application/vc+jwt",
    ],
    ["anything but JSON", "application/json;q=0, */*;q=0.1", "text/html"],
    ["a type in capitals with blanks", " Application/VC+JWT ; q=1.0 ", "application/vc+jwt"],
    ["a broken weight, which counts as none", "text/html;q=abc", "text/html"],
    ["an unknown form, or else ours", "application/cbor, application/ld+json;q=0.2", "application/ld+json"],
  ] as const)("%s", (_, accept, expected) => expect(negotiate(accept, forms)).toBe(expected));

  test.each([
    ["only unknown forms", "application/cbor, image/png"],
    ["everything refused", "*/*;q=0"],
    ["the only match refused", "text/html;q=0, text/csv;q=0, text/*"],
  ])("%s: none of ours", (_, accept) => expect(negotiate(accept, forms)).toBeNull());
});

test("every header gives one of our forms or none, never an error", () => {
  fc.assert(
    fc.property(fc.string(), (accept) => {
      const found = negotiate(accept, forms);
      expect(found === null || forms.includes(found)).toBe(true);
    }),
  );
});

test("every form has a short name for links, also when the plus sign was read as a blank", () => {
  const names = [
    "csv",
    "xlsx",
    "aas+json",
    "catena-x+json",
    "json",
    "html",
    "ld+json",
    "vc+jwt",
    "dc+sd-jwt",
    "vc",
    "untp+vc+jwt",
    "linkset+json",
  ];
  expect(new Set(names.map(namedForm))).toEqual(new Set(forms));
  expect(namedForm("vc jwt")).toBe("application/vc+jwt");
  expect(namedForm("toString")).toBeNull();
});

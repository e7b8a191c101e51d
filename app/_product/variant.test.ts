import fc from "fast-check";
import { expect, test } from "vitest";
import { forms, historyForms, negotiate } from "./negotiate.ts";
import { variantOf } from "./variant.ts";

test("readers whom the history answers differently are never one variant, though the passport answers them alike", () => {
  const json = { accept: "application/ld+json, application/json;q=0.5" };
  const html = { accept: "application/ld+json, text/html;q=0.5" };
  expect(negotiate(json.accept, forms)).toBe(negotiate(html.accept, forms));
  expect(variantOf(json)).not.toBe(variantOf(html));
});

test("one variant means one form, whatever is asked for and in whatever words", () => {
  const range = fc.tuple(
    fc.constantFrom(...forms, "*/*", "text/*", "image/png"),
    fc.constantFrom("", ";q=0", ";q=0.5"),
  );
  const accept = fc
    .array(
      range.map((parts) => parts.join("")),
      { maxLength: 4 },
    )
    .map((ranges) => ranges.join(","));
  fc.assert(
    fc.property(accept, accept, (one, other) => {
      fc.pre(variantOf({ accept: one }) === variantOf({ accept: other }));
      expect(negotiate(one, forms)).toBe(negotiate(other, forms));
      expect(negotiate(one, historyForms)).toBe(negotiate(other, historyForms));
    }),
  );
});

test("languages are kept apart, and what is not spoken here counts as the first", () => {
  expect(variantOf({ "accept-language": "zh-CN" })).not.toBe(variantOf({}));
  expect(variantOf({ "accept-language": "xx" })).toBe(variantOf({}));
});

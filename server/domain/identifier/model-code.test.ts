import { describe, expect, test } from "vitest";
import { parseModelCode } from "./model-code.ts";
import { parseOperatorSlug } from "./operator-slug.ts";

describe("parseModelCode", () => {
  test.each(["A", "LFP-280Ah", "pack_2.1~b", "0".repeat(40)])("reads %j", (text) => {
    expect(parseModelCode(text)).toEqual({ ok: true, value: text });
  });
  test.each(["", "-A", ".", "A/B", "A B", "A%20B", "Ä", "0".repeat(41)])("refuses %j", (text) => {
    expect(parseModelCode(text)).toMatchObject({ ok: false, problems: [{ code: "E_MODEL_CODE_FORMAT" }] });
  });
  test("refuses the words used as sub-paths", () => {
    expect(parseModelCode("versions")).toMatchObject({
      ok: false,
      problems: [{ code: "E_MODEL_CODE_RESERVED" }],
    });
  });
});

describe("parseOperatorSlug", () => {
  test.each(["voltara", "a", "plant-1-west"])("reads %j", (text) => {
    expect(parseOperatorSlug(text)).toEqual({ ok: true, value: text });
  });
  test.each(["", "Voltara", "a--b", "-a", "a-", "a.b", "a:b", "a".repeat(64)])("refuses %j", (text) => {
    expect(parseOperatorSlug(text)).toMatchObject({
      ok: false,
      problems: [{ code: "E_OPERATOR_SLUG_FORMAT" }],
    });
  });
});

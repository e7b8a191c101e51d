import { expect, test } from "vitest";
import { shownText } from "./shown-text.ts";

test("characters that turn the writing or control a machine go, and nothing else", () => {
  expect(shownText("a\u202Eb\u202C\u2066c\u2069\u0007\u001B[31m\u007F\u0085d")).toBe("abc[31md");
  for (const kept of ["a\tb\r\nc", "a\0b", "邯郸工厂", "שלום", "e\u0301", "👩\u200D🔬", "x\u200Fy"])
    expect(shownText(kept)).toBe(kept);
});

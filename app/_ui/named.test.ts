import { expect, test } from "vitest";
import { named } from "./named.ts";

test("a Chinese reader sees the Chinese name", () => {
  expect(named("zh", "Nantong pack plant", "南通电池包工厂")).toBe("南通电池包工厂");
});

test.each([
  ["en", "南通电池包工厂"],
  ["zh", null],
  ["zh", undefined],
  ["zh", "Zellwerk Süd"],
] as const)("in %s the original %s gives way to the Latin name", (language, original) =>
  expect(named(language, "Nantong pack plant", original)).toBe("Nantong pack plant"),
);

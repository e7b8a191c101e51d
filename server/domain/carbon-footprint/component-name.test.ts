import { expect, test } from "vitest";
import { componentNames } from "./component-name.ts";

test.each([
  ["cathode", "cathode", "正极"],
  ["pack casing", "pack casing", "电池包壳体"],
  ["隔膜", "Separator", "隔膜"],
  ["电池管理系统", "Battery management", "电池管理系统"],
])("%s is %s in English and %s in Chinese", (written, en, zh) => {
  expect(componentNames(written)).toEqual({ en, zh });
});

test("a component that is no usual part stays as it was written", () => {
  expect(componentNames("Crash frame 7")).toEqual({ en: "Crash frame 7", zh: "Crash frame 7" });
});

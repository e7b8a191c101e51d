import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circleThrough } from "./supply-circle.ts";

const links = new Map([
  ["pack", ["cells", "steel"]],
  ["cells", ["cathode"]],
  ["cathode", ["carbonate"]],
]);

describe("a circle of supply", () => {
  test.each([
    ["itself", "cells", "cells", ["cells"]],
    ["what uses it", "cells", "pack", ["pack", "cells"]],
    ["what uses it over several steps", "carbonate", "pack", ["pack", "cells", "cathode", "carbonate"]],
  ])("is found when a product would use %s", (_, product, supplied, way) => {
    expect(circleThrough(links, product, supplied)).toEqual(way);
  });

  test.each([
    ["pack", "carbonate"],
    ["carbonate", "steel"],
    ["anything", "unknown"],
  ])("is none when %s uses %s", (product, supplied) => {
    expect(circleThrough(links, product, supplied)).toBeNull();
  });

  test("never arises while every link that would close one is refused", () => {
    const name = fc.integer({ min: 0, max: 8 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 60 }), (wanted) => {
        const kept = new Map<string, string[]>();
        for (const [product, supplied] of wanted) {
          if (circleThrough(kept, product, supplied) !== null) continue;
          kept.set(product, [...(kept.get(product) ?? []), supplied]);
        }
        for (const [product, supplies] of kept)
          for (const supplied of supplies) expect(circleThrough(kept, product, supplied)).toBeNull();
      }),
    );
  });
});

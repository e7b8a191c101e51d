import { expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import { catalogueChanges } from "./changes.ts";

const none = { added: [], removed: [], changed: [] };
const { attributes, acts } = bundledCatalogue;

test("a catalogue does not differ from itself", () =>
  expect(catalogueChanges(bundledCatalogue, bundledCatalogue)).toEqual({
    ...{ attributes: none, acts: none, groups: none, sections: none, rules: none },
  }));

test("BATT-Art77(2)-sub5: names the rows that were added, removed and changed, and how", () => {
  const [first, second, ...others] = attributes;
  if (first === undefined || second === undefined) throw new Error("The catalogue is empty.");
  const next = {
    ...bundledCatalogue,
    attributes: [{ ...second, unit: "kg" }, ...others, { ...first, id: "new" }],
    acts: acts.map((act) => (act.id === "instructionsForUse" ? { ...act, inForceFrom: "2028-01-01" } : act)),
  };
  const changes = catalogueChanges(bundledCatalogue, next);
  expect(changes.attributes).toEqual({
    added: ["new"],
    removed: [first.id],
    changed: [{ id: second.id, members: [{ path: "unit", before: null, after: "kg" }] }],
  });
  expect(changes.acts.changed).toEqual([
    { id: "instructionsForUse", members: [{ path: "inForceFrom", before: null, after: "2028-01-01" }] },
  ]);
});

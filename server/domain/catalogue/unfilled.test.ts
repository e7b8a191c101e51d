import { expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { unfilled } from "./unfilled.ts";

/** The catalogue once the acts on declaration and class of EV batteries apply. */
const switchedOn: Catalogue = {
  ...bundledCatalogue,
  acts: bundledCatalogue.acts.map((act) =>
    act.id === "carbonFootprintClassEV" || act.id === "carbonFootprintDeclarationEV"
      ? { ...act, inForceFrom: "2027-03-01" }
      : act,
  ),
};

test("as long as no act sets the label of the footprint, nobody owes it", () => {
  expect(unfilled(bundledCatalogue)).toEqual([]);
});

test("BATT-Art7(2): a catalogue that makes the label owed must let the operator state it", () => {
  const at = bundledCatalogue.attributes.findIndex(({ id }) => id === "carbonFootprintLabel");
  expect(unfilled(switchedOn)).toEqual([
    {
      code: "E_CATALOGUE_UNFILLED",
      path: `attributes[${String(at)}].origin`,
      params: { value: "carbonFootprintLabel" },
    },
  ]);
  const stated: Catalogue = {
    ...switchedOn,
    attributes: switchedOn.attributes.map((one) =>
      one.id === "carbonFootprintLabel" ? { ...one, origin: "stated" } : one,
    ),
  };
  expect(unfilled(stated)).toEqual([]);
});

test("an owed data point that only its name calls derived is found", () => {
  const [first] = bundledCatalogue.attributes.filter(({ id }) => id === "manufacturerName");
  if (first === undefined) throw new Error("The catalogue names no manufacturer.");
  const invented = { ...first, id: "phaseOfTheMoon" };
  const found = unfilled({ ...bundledCatalogue, attributes: [...bundledCatalogue.attributes, invented] });
  expect(found.map(({ params }) => params)).toEqual([{ value: "phaseOfTheMoon" }]);
});

import type { SameKeys } from "../shape.ts";
import { passportText } from "./passport.ts";

/** Texts of the page behind the code of a battery that gets no passport, where they differ from those of a passport. */
export const informationText: SameKeys<typeof passportText> = {
  ...passportText,
  site: {
    ...passportText.site,
    foot: "Open registry of battery data. No account, no cookies, nothing recorded about readers.",
  },
  demonstration: {
    ...passportText.demonstration,
    line: "Demonstration: operator names are invented, this is no information about a battery on the market.",
  },
  identity: {
    ...passportText.identity,
    modelTitle: "Battery information",
    batchTitle: "Battery information",
    itemTitle: "Battery information",
    illustrative:
      "The values of this model are made up to show how such a page works. They are not a maker’s data.",
    document: {
      ...passportText.identity.document,
      inactive: "The operator has set this information inactive.",
      archived: "This information is archived.",
      invalid: "This information has been declared invalid.",
    },
  },
  version: { ...passportText.version, back: "Back to the battery" },
  safety: {
    ...passportText.safety,
    back: "Hand the battery back where such batteries are sold, or at a collection point for batteries. Taking it back costs the last user nothing.",
    dont: "Do not open, drill, crush, heat or immerse it. It can hold energy even when it looks empty.",
    damaged:
      "Damaged, swollen, leaking, hot or smoking: keep people away, do not touch it, call the fire brigade and say which battery it is.",
    remove: "Where it is built in and cannot simply be taken out, removing it is work for trained people.",
  },
  plant: {
    ...passportText.plant,
    lead: "The information is valid for one model from one plant.",
    siblings: "The same type from other plants has its own page:",
  },
  check: { ...passportText.check, json: "The information as JSON" },
  ended: {
    title: "This information has ended",
    line: "The registry kept information about a battery under this identifier. It has ended, and the identifier is never given out again.",
  },
  notFound: {
    ...passportText.notFound,
    title: "Nothing here",
    line: "The registry has nothing at this address:",
    check:
      "A missing page can mean a mistyped or a copied label. Ask the seller, or report it to the market surveillance authority.",
    version: "The information about this battery has no version {version}.",
    document: "The information about this battery has no such document.",
    page: "The information about this battery has no page of that name.",
  },
  label: { ...passportText.label, battery: "Battery information" },
};

import type { Proposal } from "../../server/services/rule-set/propose.ts";

/** A class rule set in discussion, made up to show how one is discussed: nobody has proposed these limits. */
export const demonstrationClasses: Proposal = {
  id: "demonstration-ev-classes",
  name: "Demonstration classes (illustrative)",
  kind: "classes",
  category: "EV",
  method: "mee-partial",
  methodVersion: "mee@draft-2025-03",
  legalBasis: "None. Made up to show how a proposal is discussed.",
  source: "Cellproof demonstration data",
  validFrom: "2028-02-18",
  classes: [
    { name: "Class 1", upTo: "0.1" },
    { name: "Class 2", upTo: "0.13" },
    { name: "Class 3", upTo: "0.16" },
    { name: "Class 4", upTo: "0.2" },
    { name: "Class 5", upTo: null },
  ],
};

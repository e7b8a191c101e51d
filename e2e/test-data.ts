/** What e2e/fill-registry.ts puts into the registry under test. Nothing here comes from the demonstration. */
export const testData = {
  /** Two models of one type from two plants, and one battery of the first. */
  model: { gtin: "09521230000017", path: "/01/09521230000017", name: "Test pack 100 kWh, Handan" },
  sibling: { gtin: "09521230000024", path: "/01/09521230000024", name: "Test pack 100 kWh, Baoding" },
  item: { serial: "HD0001", path: "/01/09521230000017/21/HD0001" },
  operator: { slug: "testpack", name: "Testpack Batteries" },
  /** A model without a released declaration, so without a passport. */
  undeclared: { gtin: "09521230000031", path: "/01/09521230000031", name: "Test pack 50 kWh, Handan" },
  /** A model with version 1 released and its next version open as a draft. */
  drafted: { gtin: "09521230000048", path: "/01/09521230000048", name: "Test pack 62 kWh, Handan" },
  /** The same for the story of a review, which no other story touches. */
  reviewed: { gtin: "09521230000062", path: "/01/09521230000062", name: "Test pack 80 kWh, Handan" },
  /** The line that stories change: 150 kg of it, at 22.5 kgCO2e/kg. */
  cathode: "Cathode active material of the test",
  people: {
    exporter: { email: "exporter@testpack.example", name: "Test Exporter" },
    reviewer: { email: "reviewer@testpack.example", name: "Test Reviewer" },
    stranger: { email: "officer@authority.example", name: "Test Officer" },
  },
} as const;

/** A well-formed identifier that nobody uses. */
export const unknownProduct = "/01/09521230000055";

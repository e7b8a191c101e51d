import type { DataSet } from "../access/audience.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * Data points that a document answers, and the data set of Annex XIII each belongs to: it decides who may read the file.
 * Source: Regulation (EU) 2023/1542, Annex XIII; names of the attribute catalogue.
 */
export const documentAttributes = {
  euDeclarationOfConformity: "point1",
  instructionsForUse: "point1",
  carbonFootprintDeclaration: "point1",
  dueDiligenceReport: "point1",
  removalManual: "point2",
  disassemblyManual: "point2",
  explodedDiagrams: "point2",
  disassemblySequences: "point2",
  fasteningTechniques: "point2",
  disassemblyTools: "point2",
  damageWarnings: "point2",
  safetyMeasures: "point2",
  testReportResults: "point3",
} as const satisfies Readonly<Record<string, DataSet>>;

export type DocumentAttribute = keyof typeof documentAttributes;

/** Reads the name of a data point that a document answers. Problem: `E_DOCUMENT_ATTRIBUTE`. */
export function parseDocumentAttribute(text: string): Parsed<DocumentAttribute> {
  return isDocumentAttribute(text) ? accept(text) : reject("E_DOCUMENT_ATTRIBUTE", "", { value: text });
}

/** Whether a text names a data point that a document answers. */
export function isDocumentAttribute(text: string): text is DocumentAttribute {
  return Object.hasOwn(documentAttributes, text);
}

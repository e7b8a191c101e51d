import type { DataSet } from "../access/audience.ts";
import type { Attribute, Catalogue } from "../catalogue/catalogue.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** Data points that files answer, with the data set of Annex XIII each belongs to: it decides who may read a file there. */
export type FileTiers = ReadonlyMap<string, DataSet>;

/** Whether files of a model answer an attribute. Source: the attribute catalogue, lists of documents. */
export function isFileAttribute({ level, type }: Pick<Attribute, "level" | "type">): boolean {
  return level === "model" && type.kind === "list" && type.of.kind === "document";
}

/** What a catalogue has files for, and who reads them. */
export function fileTiersOf({ attributes }: Catalogue): FileTiers {
  return new Map(attributes.filter(isFileAttribute).map(({ id, dataSet }) => [id, dataSet]));
}

/** Reads the name of a data point that files answer. Problem: `E_DOCUMENT_ATTRIBUTE`. */
export function parseDocumentAttribute(tiers: FileTiers, text: string): Parsed<string> {
  return tiers.has(text) ? accept(text) : reject("E_DOCUMENT_ATTRIBUTE", "", { value: text });
}

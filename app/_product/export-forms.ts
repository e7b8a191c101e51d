import { aasEnvironment } from "../../server/domain/export/aas.ts";
import { catenaXFile } from "../../server/domain/export/catena-x.ts";
import { passportTable } from "../../server/domain/export/table.ts";
import type { Catalogue } from "../../server/domain/catalogue/catalogue.ts";
import { expandedDocument } from "../../server/domain/passport/expanded-document.ts";
import { jsonObjectOf } from "../../server/domain/record/json-object-of.ts";
import { writeTable } from "../../server/services/passport/write-table.ts";
import type { Form } from "./negotiate.ts";

/** Forms that are made of the same document as its JSON, and so say the same to the same reader. */
type ExportForm = Extract<
  Form,
  | "text/csv"
  | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  | "application/aas+json"
  | "application/catena-x+json"
>;

export interface ExportInput {
  readonly document: object;
  /** The catalogue the passport is made under; null for one of before there was one. */
  readonly catalogue: Catalogue | null;
  readonly publicUrl: string;
  readonly language: "en" | "zh";
}

/** A document in one of these forms, with the type it is served as. */
export async function exportIn(
  form: ExportForm,
  input: ExportInput,
): Promise<{ readonly type: string; readonly body: string | Uint8Array<ArrayBuffer> }> {
  const { catalogue, language } = input;
  const document = jsonObjectOf(input.document);
  switch (form) {
    case "text/csv":
      return {
        type: "text/csv; charset=utf-8",
        body: await writeTable("csv", passportTable(document, catalogue, language), language),
      };
    case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
      return {
        type: form,
        body: await writeTable("xlsx", passportTable(document, catalogue, language), language),
      };
    case "application/aas+json":
      return {
        type: "application/json",
        body: JSON.stringify(aasEnvironment(document, dictionaryOf(input))),
      };
    case "application/catena-x+json":
      return { type: "application/json", body: JSON.stringify(catenaXFile(document)) };
  }
}

/** The full form of EN 18223. */
export function fullForm(input: ExportInput): string {
  return JSON.stringify(expandedDocument(jsonObjectOf(input.document), dictionaryOf(input)));
}

function dictionaryOf({ catalogue, publicUrl }: ExportInput) {
  return { catalogue, referenceOf: (attribute: string) => `${publicUrl}/help/${attribute}` };
}

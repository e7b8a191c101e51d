import type { ValueType } from "./catalogue.ts";

/**
 * Datatypes of XML Schema of single values; what is not here is text, or made of parts.
 *
 * Source: W3C XML Schema 1.1 Part 2, as JSON-LD and the standard's full documents name them.
 */
export const xmlDatatypes: Readonly<Partial<Record<ValueType["kind"], string>>> = {
  decimal: "xsd:decimal",
  integer: "xsd:integer",
  months: "xsd:integer",
  flag: "xsd:boolean",
  day: "xsd:date",
  month: "xsd:gYearMonth",
  instant: "xsd:dateTime",
  address: "xsd:anyURI",
  identifier: "xsd:anyURI",
};

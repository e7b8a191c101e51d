import { isOfCatalogue } from "./content.ts";
import { recordVersionUnder } from "./context.ts";
import type { BatterySubject } from "./credential.ts";
import first from "./schema-1.0.0.json" with { type: "json" };
import second from "./schema-1.1.0.json" with { type: "json" };
import document from "./schema-1.2.0.json" with { type: "json" };

/** Path of the JSON Schema below the public URL. The version in it names one immutable document. */
export const schemaPath = "/schemas/battery-passport/1.2.0.json";

/** JSON Schema (2020-12) of a record's payload, public or full, version 1.2.0; never changed, only succeeded. */
export const schemaDocument = document;

/** Versions that earlier records name: served for ever. */
export const earlierSchemas = { "1.0.0": first, "1.1.0": second } as const;

/** Address of our JSON Schema at a registry, as a record with this subject names it. */
export function schemaUrl(publicUrl: string, subject: BatterySubject): string {
  return isOfCatalogue(subject)
    ? `${publicUrl}/schemas/battery-passport/${recordVersionUnder(subject.catalogue.version)}.json`
    : `${publicUrl}${schemaPath}`;
}

import { isOfCatalogue } from "./content.ts";
import type { BatterySubject } from "./credential.ts";
import first from "./context-1.0.0.json" with { type: "json" };
import second from "./context-1.1.0.json" with { type: "json" };
import document from "./context-1.2.0.json" with { type: "json" };

/** Path of the JSON-LD context below the public URL. The version in it names one immutable document. */
export const contextPath = "/contexts/battery-passport/1.2.0";

/** JSON-LD context of the battery passport, version 1.2.0: defines every term of our payloads; never changed, only succeeded. */
export const contextDocument = document;

/** Versions that earlier records name: served for ever. */
export const earlierContexts = { "1.0.0": first, "1.1.0": second } as const;

/** Path of the context of records made under a version of the attribute catalogue. */
export function contextPathOf(catalogueVersion: string): string {
  return `/contexts/battery-passport/${recordVersionUnder(catalogueVersion)}`;
}

/** Version of the documents that describe records under a catalogue: of the record's own form, then of the catalogue. */
export function recordVersionUnder(catalogueVersion: string): string {
  return `2.0.0-${catalogueVersion}`;
}

/** Address of our JSON-LD context at a registry, as a record with this subject names it. */
export function contextUrl(publicUrl: string, subject: BatterySubject): string {
  return `${publicUrl}${isOfCatalogue(subject) ? contextPathOf(subject.catalogue.version) : contextPath}`;
}

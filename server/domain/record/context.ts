import first from "./context-1.0.0.json" with { type: "json" };
import second from "./context-1.1.0.json" with { type: "json" };
import document from "./context-1.2.0.json" with { type: "json" };

/** Path of the JSON-LD context below the public URL. The version in it names one immutable document. */
export const contextPath = "/contexts/battery-passport/1.2.0";

/** JSON-LD context of the battery passport, version 1.2.0: defines every term of our payloads; never changed, only succeeded. */
export const contextDocument = document;

/** Versions that earlier records name: served for ever. */
export const earlierContexts = { "1.0.0": first, "1.1.0": second } as const;

/** Address of our JSON-LD context at a registry, as records name it. */
export function contextUrl(publicUrl: string): string {
  return `${publicUrl}${contextPath}`;
}

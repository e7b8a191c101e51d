import { randomUUID } from "node:crypto";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { readCatalogueDocument } from "../../server/services/catalogue/read-document.ts";
import { immutable } from "./published.ts";
import { resultObject } from "./result-object.ts";

/** Answers with what describes the records made under a catalogue: never changed once anything was made under it. */
export async function describingDocument(
  version: string,
  kind: "context" | "schema",
  type: string,
): Promise<Response> {
  const found = await readCatalogueDocument(await contextOfHeaders(new Headers()), { version, kind });
  if (found !== null) return immutable(found, type);
  const at = { at: new Date(), correlationId: randomUUID() };
  return Response.json(resultObject(404, "NOT_FOUND", `There is no version ${version}.`, at), {
    status: 404,
    headers: { "access-control-allow-origin": "*", "cache-control": "no-store" },
  });
}

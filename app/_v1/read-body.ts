import { parseStrictJson } from "../../server/domain/record/strict-json.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { Refusal } from "../../server/refusal.ts";

/** Largest body of the standard API, bytes: many times what the largest passport needs. */
export const maxBodyBytes = 1024 * 1024;

/** The JSON of a request. Refusals: `MEDIA_TYPE_REFUSED`, `BODY_TOO_LARGE`, `INVALID_INPUT` with the problem of the JSON. */
export async function readBody(request: Request, mediaTypes: readonly string[]): Promise<JsonValue> {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const expected = mediaTypes.join(", ");
  if (!mediaTypes.includes(type))
    throw new Refusal("MEDIA_TYPE_REFUSED", `Send the body as ${expected}.`, [
      { code: "MEDIA_TYPE_REFUSED", path: "", params: { value: type.slice(0, 60), expected } },
    ]);
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) throw tooLarge();
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > maxBodyBytes) throw tooLarge();
  const read = parseStrictJson(bytes);
  if (!read.ok) throw new Refusal("INVALID_INPUT", "The body is no JSON that is read here.", read.problems);
  return read.value;
}

function tooLarge(): Refusal {
  const expected = String(maxBodyBytes);
  return new Refusal("BODY_TOO_LARGE", `A body has at most ${expected} bytes.`, [
    { code: "BODY_TOO_LARGE", path: "", params: { expected } },
  ]);
}

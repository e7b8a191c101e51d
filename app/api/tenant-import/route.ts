import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";
import { importTenant } from "../../../server/services/tenant/import.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { refused } from "../upload-form.ts";

/** The largest archive taken: it is held in memory while it is checked. */
const mostBytes = 1_000_000_000;

/** Takes an operator's archive over into this registry, which has to be empty: the body is the ZIP file. */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const imported = await importTenant(ctx, { read: () => bodyOf(request) });
    return Response.json(imported, { status: 201, headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "an operator's archive could not be taken over");
  }
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > mostBytes)
      throw new Refusal("FILE_TOO_LARGE", "The archive is larger than this registry takes.");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

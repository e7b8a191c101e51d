import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { exportOlca } from "../../server/services/exchange/export-olca.ts";
import { exportPact } from "../../server/services/exchange/export-pact.ts";
import { streamOf } from "../api/stream-of.ts";
import { refused } from "../api/upload-form.ts";

const kept = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** A declaration as a PACT footprint; `?massKg=` states the mass of one unit of a product that is not declared by mass. */
export async function answerPact(request: Request, id: string): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const massKg = new URL(request.url).searchParams.get("massKg")?.trim().slice(0, 100);
    const { fileName, footprint } = await exportPact(ctx, { id, massKg: massKg === "" ? undefined : massKg });
    return new Response(`${JSON.stringify(footprint, null, 2)}\n`, {
      headers: { ...kept, "content-type": "application/json; charset=utf-8", ...named(fileName) },
    });
  } catch (error) {
    return refused(error, "a footprint could not be exported");
  }
}

/** An inventory as an archive for openLCA. */
export async function answerOlca(request: Request, id: string): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { fileName, parts } = await exportOlca(ctx, { id });
    return new Response(streamOf(parts), {
      headers: { ...kept, "content-type": "application/zip", ...named(fileName) },
    });
  } catch (error) {
    return refused(error, "an inventory could not be exported");
  }
}

function named(fileName: string) {
  return { "content-disposition": `attachment; filename="${fileName}"` };
}

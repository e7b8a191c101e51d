import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { attachEvidence } from "../../../server/services/recycled/attach-evidence.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { fileIn, readUpload, refused, textIn } from "../upload-form.ts";

/** Keeps the evidence of a lot: `multipart/form-data` with `lotId`, `title`, `language` and `file`. 201 with its digest. */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const kept = await attachEvidence(ctx, {
      lotId: textIn(form, "lotId"),
      title: textIn(form, "title"),
      language: textIn(form, "language"),
      bytes: await fileIn(form),
    });
    return Response.json(kept, { status: 201, headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "an upload of evidence failed");
  }
}

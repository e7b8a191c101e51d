import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { uploadEvidence } from "../../../server/services/document/upload-evidence.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { fileIn, readUpload, refused, textIn } from "../upload-form.ts";

/**
 * Keeps evidence of an operator's own figure: `multipart/form-data` with `operatorId`, `title`, `language` and `file`.
 * 201 with the document's identifier; a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const evidence = await uploadEvidence(ctx, {
      operatorId: textIn(form, "operatorId"),
      title: textIn(form, "title"),
      language: textIn(form, "language"),
      bytes: await fileIn(form),
    });
    return Response.json(evidence, { status: 201, headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "an upload of evidence failed");
  }
}

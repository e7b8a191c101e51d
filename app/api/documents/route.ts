import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { uploadDocument } from "../../../server/services/document/upload.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { fileIn, readUpload, refused, textIn } from "../upload-form.ts";

/**
 * Keeps a file of a model: `multipart/form-data` with `modelId`, `attribute`, `title`, `language` and `file`. 201 with the
 * document; a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const document = await uploadDocument(ctx, {
      modelId: textIn(form, "modelId"),
      attribute: textIn(form, "attribute"),
      title: textIn(form, "title"),
      language: textIn(form, "language"),
      bytes: await fileIn(form),
    });
    return Response.json(document, { status: 201, headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "an upload failed");
  }
}

import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { recordAnswer } from "../../../../server/services/registration/record-answer.ts";
import { comesFromUs, foreignOrigin } from "../../same-origin.ts";
import { fileIn, readUpload, refused, textIn } from "../../upload-form.ts";

/**
 * Keeps the identifier of a registration with its proof: `multipart/form-data` with `id`, `registrationId` and, where it
 * was fetched, `file`. 200 with the registration; a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const attached = form.get("file");
    const hasProof = attached !== null && typeof attached !== "string" && attached.size > 0;
    const entered = await recordAnswer(ctx, {
      ...{ id: textIn(form, "id"), answer: "registered", registrationId: textIn(form, "registrationId") },
      proof: hasProof ? await fileIn(form) : undefined,
    });
    return Response.json(entered, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "an answer of the registry could not be kept");
  }
}

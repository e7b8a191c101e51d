import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { readEvidence } from "../../../../server/services/document/read-evidence.ts";
import { refused } from "../../upload-form.ts";

/** An operator's evidence, for its own people; never shown in the page, never kept by a cache. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { title, mediaType, bytes } = await readEvidence(ctx, await params);
    const ending = { "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg" }[mediaType] ?? "";
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${title}${ending}`)}`,
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refused(error, "evidence could not be read");
  }
}

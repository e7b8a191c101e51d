import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { readEvidence } from "../../../../server/services/recycled/read-evidence.ts";
import { refused } from "../../upload-form.ts";

/** The evidence of one lot, for those who may read it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ lot: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { mediaType, bytes } = await readEvidence(ctx, { lotId: (await params).lot });
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mediaType,
        "cache-control": "private, no-store",
        "content-disposition": "inline",
        // A file from outside runs nothing in our name.
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refused(error, "evidence could not be read");
  }
}

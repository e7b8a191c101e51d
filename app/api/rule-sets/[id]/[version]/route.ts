import { contextOfHeaders } from "../../../../../server/platform/runtime.ts";
import { readRuleSetContent } from "../../../../../server/services/rule-set/read.ts";
import { refused } from "../../../upload-form.ts";

/** One version of a rule set for anyone: the canonical JSON whose SHA-256 is its content hash. It never changes. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; version: string }> },
): Promise<Response> {
  try {
    const { id, version } = await params;
    const ctx = await contextOfHeaders(request.headers);
    const { json, contentHash } = await readRuleSetContent(ctx, {
      id,
      version: /^\d{1,9}$/.test(version) ? Number(version) : 0,
    });
    return new Response(json, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "public, max-age=86400",
        etag: `"${contentHash}"`,
      },
    });
  } catch (error) {
    return refused(error, "a rule set could not be read");
  }
}

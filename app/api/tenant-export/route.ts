import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { exportTenant } from "../../../server/services/tenant/export.ts";
import { streamOf } from "../stream-of.ts";
import { refused } from "../upload-form.ts";

/** Everything of an operator as a ZIP file, written while it is read: `?operator=SLUG`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const slug = new URL(request.url).searchParams.get("operator") ?? "";
    const { fileName, parts } = await exportTenant(ctx, { slug });
    return new Response(streamOf(parts), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "an operator's archive could not be made");
  }
}

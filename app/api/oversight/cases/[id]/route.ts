import { contextOfHeaders } from "../../../../../server/platform/runtime.ts";
import { exportCase } from "../../../../../server/services/oversight/export-case.ts";
import { streamOf } from "../../../stream-of.ts";
import { refused } from "../../../upload-form.ts";

/** A case as a ZIP file, written while it is read. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { fileName, parts } = await exportCase(ctx, { id: (await params).id });
    return new Response(streamOf(parts), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "a case could not be exported");
  }
}

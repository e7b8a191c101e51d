import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { exportEvidencePack } from "../../../../server/services/recycled/export-pack.ts";
import { streamOf } from "../../stream-of.ts";
import { refused } from "../../upload-form.ts";

/** The evidence pack of a model as a ZIP file, written while it is read: `?year=2025&placedOn=2031-08-18`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ model: string }> },
): Promise<Response> {
  try {
    const { searchParams } = new URL(request.url);
    const ctx = await contextOfHeaders(request.headers);
    const { model } = await params;

    const year = searchParams.get("year");
    const { fileName, parts } = await exportEvidencePack(ctx, {
      modelId: model,
      year: year !== null && /^\d{4}$/.test(year) ? Number(year) : undefined,
      placedOn: searchParams.get("placedOn") ?? undefined,
    });
    return new Response(streamOf(parts), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "an evidence pack could not be made");
  }
}

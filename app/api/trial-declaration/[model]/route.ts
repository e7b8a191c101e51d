import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { readTrialDeclaration } from "../../../../server/services/footprint/trial-declaration.ts";
import { refused } from "../../upload-form.ts";

/** The Chinese trial declaration of a model as JSON, with the mark that the annex was not read. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ model: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { model } = await params;

    const { mark, ...filled } = await readTrialDeclaration(ctx, { modelId: model });
    const name = `trial-declaration-${filled.product.modelCode}.json`.replace(/[^A-Za-z0-9._-]/g, "-");
    return new Response(`${JSON.stringify({ mark, ...filled }, null, 2)}\n`, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "a trial declaration could not be made");
  }
}

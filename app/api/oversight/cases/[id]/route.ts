import { pdfOf } from "../../../../_study/pdf-of.ts";
import { speak } from "../../../../_study/speak.ts";
import { chooseLanguage } from "../../../../_text/text.ts";
import { contextOfHeaders } from "../../../../../server/platform/runtime.ts";
import { exportCase } from "../../../../../server/services/oversight/export-case.ts";
import { streamOf } from "../../../stream-of.ts";
import { refused } from "../../../upload-form.ts";

/** A case as a ZIP file, written while it is read; studies in it are in `?lang=`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const language = chooseLanguage(
      new URL(request.url).searchParams.get("lang"),
      request.headers.get("accept-language"),
    );
    const { fileName, parts } = await exportCase(ctx, { id: (await params).id }, (document) =>
      pdfOf(speak(document, language)),
    );
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

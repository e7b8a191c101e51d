import { localeOf, messagesOf } from "../../../../_text/text.ts";
import { problemSpeaker } from "../../../../_ui/problem-sentence.ts";
import { contextOfHeaders } from "../../../../../server/platform/runtime.ts";
import { writeCorrectedProducts } from "../../../../../server/services/product-import/write-corrected.ts";
import { languageOf } from "../../../readings/said.ts";
import { download } from "../../../inventory/download.ts";
import { refused } from "../../../upload-form.ts";

/** The bad rows of a file of models or batteries with what to mend: `to-mend.xlsx` or `to-mend.csv`. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ id: string; file: string }> },
): Promise<Response> {
  try {
    const { id, file } = await params;
    const language = languageOf(request);
    const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
    const format = file.endsWith(".csv") ? "csv" : "xlsx";
    const ctx = await contextOfHeaders(request.headers);
    return download(await writeCorrectedProducts(ctx, { id, format, language, say }));
  } catch (error) {
    return refused(error, "a file to mend could not be written");
  }
}

import { messagesOf } from "../../../../../_text/text.ts";
import { localeOf } from "../../../../../_text/text.ts";
import { pageLanguage } from "../../../../../_ui/language.ts";
import { problemSpeaker } from "../../../../../_ui/problem-sentence.ts";
import { contextOfHeaders } from "../../../../../../server/platform/runtime.ts";
import { writeCorrected } from "../../../../../../server/services/import/write-corrected.ts";
import { refused } from "../../../../upload-form.ts";
import { download } from "../../../../inventory/download.ts";

/** The bad rows of an import with what to mend: `to-mend.xlsx` or `to-mend.csv`. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ id: string; run: string; file: string }> },
): Promise<Response> {
  try {
    const { id, run, file } = await params;
    const language = await pageLanguage();
    const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
    const format = file.endsWith(".csv") ? "csv" : "xlsx";
    const ctx = await contextOfHeaders(request.headers);
    return download(await writeCorrected(ctx, { id, run, format, language, say }));
  } catch (error) {
    return refused(error, "a file to mend could not be written");
  }
}

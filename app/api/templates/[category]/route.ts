import { textOf } from "../../../_text/text.ts";
import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { writeTemplate } from "../../../../server/services/product-import/template.ts";
import { languageOf } from "../../readings/said.ts";
import { download } from "../../inventory/download.ts";
import { refused } from "../../upload-form.ts";

/**
 * A file to fill in with models or batteries of a category, for anybody: `?kind=models` or `items`, `?lang=en` or `zh`,
 * `?format=xlsx` or `csv`.
 */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ category: string }> },
): Promise<Response> {
  try {
    const { category } = await params;
    const query = new URL(request.url).searchParams;
    const language = languageOf(request);
    const t = textOf(language, "products");
    const kind = query.get("kind") === "items" ? "items" : "models";
    const format = query.get("format") === "csv" ? "csv" : "xlsx";
    const ctx = await contextOfHeaders(request.headers);
    const say = (key: Parameters<Parameters<typeof writeTemplate>[1]["say"]>[0], values = {}) =>
      t(`template.${key}`, values);
    return download(await writeTemplate(ctx, { category, kind, format, language, say }));
  } catch (error) {
    return refused(error, "a template could not be written");
  }
}

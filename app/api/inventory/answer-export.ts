import { pageLanguage } from "../../_ui/language.ts";
import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { exportInventory } from "../../../server/services/import/export.ts";
import { refused } from "../upload-form.ts";
import { download } from "./download.ts";

/** An inventory as a spreadsheet, with headings in the language of the page that asks. */
export async function answerExport(
  request: Request,
  params: Promise<{ readonly id: string }>,
  format: "xlsx" | "csv",
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { id } = await params;
    return download(await exportInventory(ctx, { id, format, language: await pageLanguage() }));
  } catch (error) {
    return refused(error, "an inventory could not be exported");
  }
}

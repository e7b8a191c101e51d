import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { readSheetOfReport } from "../../../server/services/report/read-sheet.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { fileIn, readUpload, refused } from "../upload-form.ts";

/**
 * Reads a report from a spreadsheet (`multipart/form-data` with `file`) into the form that the checker takes. Nothing is
 * kept. 200 with `{request, unread}`; a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const read = await readSheetOfReport(ctx, await fileIn(form));
    return Response.json(read, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return refused(error, "reading a report failed");
  }
}

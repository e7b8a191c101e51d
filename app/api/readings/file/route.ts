import { sheetLimits } from "../../../../server/domain/import/sheet.ts";
import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { Refusal } from "../../../../server/refusal.ts";
import { importReadings } from "../../../../server/services/reading/import-file.ts";
import { comesFromUs, foreignOrigin } from "../../same-origin.ts";
import { fileIn, refused, textIn } from "../../upload-form.ts";
import { privately } from "../said.ts";

/** The form around the file. */
const formBytes = 64 * 1024;

/** Readings out of a spreadsheet or text file (`file`), tried with `dryRun` 1: how many are kept, and each row with a problem. */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await formOf(request);
    const said = await importReadings(ctx, {
      bytes: await fileIn(form),
      dryRun: textIn(form, "dryRun") !== "0",
    });
    return Response.json(said, { headers: privately });
  } catch (error) {
    return refused(error, "a file of readings could not be taken");
  }
}

async function formOf(request: Request): Promise<FormData> {
  if (Number(request.headers.get("content-length") ?? 0) > sheetLimits.bytes + formBytes) {
    throw new Refusal("FILE_TOO_LARGE", "A spreadsheet may have 20 MiB at most.", [
      { code: "E_SHEET_TOO_LARGE", path: "file" },
    ]);
  }
  try {
    return await request.formData();
  } catch {
    throw new Refusal("FILE_BROKEN", "The upload was cut off, or is no form. Send it again.", [
      { code: "FILE_BROKEN", path: "file" },
    ]);
  }
}

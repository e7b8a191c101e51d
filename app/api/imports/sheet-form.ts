import type { ColumnMapping } from "../../../server/domain/import/heading.ts";
import { sheetLimits } from "../../../server/domain/import/sheet.ts";
import { runtime } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";

/** The form around the file or the pasted cells. */
const formBytes = 256 * 1024;

/** A form with a spreadsheet. A body that is larger than any good one is not read. */
export async function readSheetForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get("content-length") ?? 0) > sheetLimits.bytes + formBytes) {
    throw new Refusal("FILE_TOO_LARGE", "A spreadsheet may have 20 MiB at most.", [
      { code: "E_SHEET_TOO_LARGE", path: "file" },
    ]);
  }
  try {
    return await request.formData();
  } catch (error) {
    runtime().logger.info("an import was cut off", { error });
    throw new Refusal("FILE_BROKEN", "The upload was cut off, or is no form. Send it again.", [
      { code: "FILE_BROKEN", path: "file" },
    ]);
  }
}

/** Pairs of `column` and `field`, in their order. */
export function columnsIn(form: FormData): ColumnMapping {
  const fields = form.getAll("field");
  return Object.fromEntries(
    form.getAll("column").map((column, at) => {
      const field = fields[at];
      return [
        typeof column === "string" ? column : "",
        typeof field === "string" && field !== "" ? field : null,
      ];
    }),
  );
}

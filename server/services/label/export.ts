import type { Context } from "../../context.ts";
import type { LabelDrawing } from "../../domain/label/label.ts";
import { mostOnSheets } from "../../domain/label/label-format.ts";
import { a4, layoutSheets } from "../../domain/label/label-sheet.ts";
import { invalidInput } from "../input.ts";
import type { LabelRequest } from "./labels-of.ts";
import { labelsOf } from "./labels-of.ts";
import type { LabelOrder } from "./make-labels.ts";
import { labelArchive, labelSheets } from "./make-labels.ts";

/** Files in an archive, or sheets of A4 in one file. */
export const labelForms = ["svg", "png", "pdf", "sheet"] as const;
export type LabelForm = (typeof labelForms)[number];

export interface LabelFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly parts: AsyncGenerator<Uint8Array>;
}

/**
 * Labels as one file, ready to be printed, each read back before it is in it. Refusals as `labelsOf` and
 * `checkedLabels`; `E_LABEL_COUNT` for more than sheets hold.
 */
export async function exportLabels(
  ctx: Context,
  { form, ...request }: LabelRequest & { readonly form: LabelForm },
): Promise<LabelFile> {
  const order = await labelsOf(ctx, request);
  const stem = `labels-${order.title.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "model"}`;
  if (form !== "sheet") {
    const parts = await labelArchive(order, form);
    return { fileName: `${stem}-${form}.zip`, mediaType: "application/zip", parts };
  }
  refuseSheets(order, []);
  const sheets = await labelSheets(order, a4);
  return { fileName: `${stem}.pdf`, mediaType: "application/pdf", parts: whole(sheets) };
}

/** More labels than sheets hold, or labels larger than a sheet. */
export function refuseSheets(order: LabelOrder, drawings: readonly LabelDrawing[]): void {
  if (order.labels.length > mostOnSheets) {
    const params = { found: String(order.labels.length), expected: String(mostOnSheets) };
    throw invalidInput([{ code: "E_LABEL_COUNT", path: "selection", params }]);
  }
  const laid = layoutSheets(drawings, a4);
  if (!laid.ok) throw invalidInput(laid.problems);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

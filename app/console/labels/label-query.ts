import { labelLanguages } from "../../../server/domain/label/label-content.ts";
import { parseLabelFormat } from "../../../server/domain/label/label-format.ts";
import type { Parsed, Problem } from "../../../server/domain/problem.ts";
import { accept, reject } from "../../../server/domain/problem.ts";
import type { LabelForm } from "../../../server/services/label/export.ts";
import type { LabelRequest, LabelSelection } from "../../../server/services/label/labels-of.ts";

/** The order of labels that a form or an address names, field by field. */
export type LabelQuery = Omit<LabelRequest, "selection"> & {
  readonly selection: Extract<LabelSelection, { readonly modelId: string }>;
  readonly form: LabelForm;
};

const forms: readonly LabelForm[] = ["svg", "png", "pdf", "sheet"];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Problems: those of `parseLabelFormat`; `E_REQUIRED` where no model is named. */
export function readLabelQuery(field: (name: string) => string | null): Parsed<LabelQuery> {
  const said = (name: string): string | undefined => (field(name) ?? "").trim() || undefined;
  const modelId = said("model") ?? "";
  if (!uuid.test(modelId)) return reject("E_REQUIRED", "model");
  const format = parseLabelFormat({
    ...{ widthMm: said("width-mm"), heightMm: said("height-mm"), moduleMm: said("module-mm") },
    ...{ textMm: said("text-mm"), dpi: said("dpi"), target: said("target") },
  });
  if (!format.ok) return format;
  const serials = (said("serials") ?? "").split(/[\n\r]+/).map((serial) => serial.trim());
  const listed = serials.filter((serial) => serial !== "");
  return accept({
    selection: {
      modelId,
      of: said("of") === "model" ? "model" : "items",
      ...{ batch: said("batch"), fromSerial: said("from"), toSerial: said("to") },
      serials: listed.length === 0 ? undefined : listed,
    },
    language: labelLanguages.find((one) => one === said("label-language")) ?? "en",
    format: format.value,
    complete: said("complete") !== "no",
    batchNumber: said("batch-number"),
    manufacturedOn: said("manufactured-on"),
    form: forms.find((one) => one === said("form")) ?? "sheet",
  });
}

/** Names of the form's fields, by what the services call them. */
const fields: Readonly<Record<string, string>> = {
  ...{ modelId: "model", fromSerial: "from", toSerial: "to", batch: "batch", serials: "serials" },
  ...{ widthMm: "width-mm", heightMm: "height-mm", moduleMm: "module-mm", textMm: "text-mm", dpi: "dpi" },
  ...{ model: "model", manufacturedOn: "manufactured-on" },
};

/** The field of the form that a problem is about; null for what no single field can mend. */
export function fieldOfProblem({ path }: Problem): string | null {
  return fields[path.slice(path.lastIndexOf(".") + 1)] ?? null;
}

/** Names of every field of the form, in its order. */
const formFields = [
  ...["model", "of", "form", "label-language", "batch", "from", "to", "serials", "width-mm", "height-mm"],
  ...["module-mm", "text-mm", "dpi", "target", "complete", "batch-number", "manufactured-on"],
];
/** What every server on the way takes as an address. */
const longestQuery = 6000;

/** Where a person mends an order that was refused: the form as it was filled in; null where no address holds it. */
export function labelFormPath(field: (name: string) => string | null): string | null {
  const query = new URLSearchParams(
    formFields.flatMap((name) => {
      const value = field(name) ?? "";
      return value === "" ? [] : [[name, value]];
    }),
  ).toString();
  return query.length > longestQuery ? null : `/console/labels?${query}`;
}

import type { Context } from "../../context.ts";
import type { LabelFormat } from "../../domain/label/label.ts";
import type { LabelLanguage } from "../../domain/label/label-content.ts";
import { labelContent } from "../../domain/label/label-content.ts";
import { labelSvg } from "../../domain/label/label-svg.ts";
import { labelPdf, singlePage } from "../../platform/label-files.ts";
import { qrSymbol } from "../../platform/qr-image.ts";
import { Refusal } from "../../refusal.ts";
import { catalogueOf, currentCatalogue } from "../catalogue/current.ts";
import { readPassport } from "../passport/read.ts";
import type { CheckedLabels, LabelOrder } from "./make-labels.ts";
import { checkedLabels } from "./make-labels.ts";

/** One label, in one form. */
export interface SingleLabel {
  readonly productUrl: string;
  readonly language: LabelLanguage;
  readonly format: LabelFormat;
  /** Where it needs more room, it is made higher, to a point. */
  readonly mayGrow: boolean;
  readonly form: "svg" | "png" | "pdf";
}

/**
 * The label of one product from what everybody may read of it, ready to be printed: what its records state is on it. It is
 * read back before it is given out. Refusals as `readPassport`, and those of `checkedLabels`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13 and Annex VI.
 */
export async function readLabel(ctx: Context, input: SingleLabel): Promise<Uint8Array<ArrayBuffer>> {
  const { record, modelRecord, demonstration } = await readPassport(ctx, { productUrl: input.productUrl });
  const { language, format, form } = input;
  const subject = record.credential.credentialSubject;
  const model = modelRecord?.credential.credentialSubject ?? null;
  const content = labelContent({
    ...{ subject, model, language, demonstration, none: [] },
    catalogue: (await catalogueOf(ctx.db, model ?? subject)) ?? (await currentCatalogue(ctx.db)).catalogue,
    code: qrSymbol(input.productUrl),
  });
  // Dated by its record: the same label is the same file.
  const at = new Date(record.issuedAt);
  const order = { labels: [{ name: "label", content }], complete: false, title: content.heading, at };
  const heights = input.mayGrow ? steps.filter((height) => height > format.heightMm) : [];
  const { typeface, labels } = await firstFitting(order, format, heights);
  const [label] = labels;
  if (label === undefined) throw new Error("One label was ordered.");
  switch (form) {
    case "png":
      return label.png;
    case "svg":
      return new TextEncoder().encode(labelSvg(label.drawing, typeface));
    case "pdf":
      return labelPdf([singlePage(label.drawing)], typeface, {
        ...{ title: content.heading, language: content.language, at },
      });
  }
}

/** Heights a label grows through, in millimetres. */
const steps: readonly number[] = [90, 115, 150, 200];

async function firstFitting(
  order: Omit<LabelOrder, "format">,
  format: LabelFormat,
  [next, ...higher]: readonly number[],
): Promise<CheckedLabels> {
  try {
    return await checkedLabels({ ...order, format });
  } catch (error) {
    const isTooSmall =
      error instanceof Refusal && error.problems.some(({ code }) => /^E_LABEL_(SYMBOL_)?ROOM$/.test(code));
    if (!isTooSmall || next === undefined) throw error;
    return firstFitting(order, { ...format, heightMm: next }, higher);
  }
}

import { setImmediate as nextTurn } from "node:timers/promises";
import type { LabelContent, LabelDrawing, LabelFormat, Typeface } from "../../domain/label/label.ts";
import { missingItems } from "../../domain/label/label.ts";
import { labelFileNames } from "../../domain/label/label-file-name.ts";
import type { SheetFormat } from "../../domain/label/label-sheet.ts";
import { layoutSheets } from "../../domain/label/label-sheet.ts";
import { labelSvg } from "../../domain/label/label-svg.ts";
import { layoutLabel } from "../../domain/label/layout.ts";
import type { Parsed, Problem } from "../../domain/problem.ts";
import { readCodes } from "../../platform/code-reader.ts";
import { labelPdf, labelPng, sheetPages, singlePage } from "../../platform/label-files.ts";
import { typefaceFor } from "../../platform/outline-fonts.ts";
import { zipFile } from "../../platform/zip-file.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";

/** What is to be printed. */
export interface LabelOrder {
  /** Serial number or model code, which the file is called by, and what its label says. */
  readonly labels: readonly { readonly name: string; readonly content: LabelContent }[];
  readonly format: LabelFormat;
  /** True: every item of Annex VI Part A must be on it; false: a label with the code, and what else is stated. */
  readonly complete: boolean;
  readonly title: string;
  readonly at: Date;
}

/** Labels laid out, every problem of theirs refused, but not yet read. */
interface LaidLabels {
  readonly typeface: Typeface;
  readonly labels: readonly { readonly name: string; readonly drawing: LabelDrawing }[];
}

/** Labels that a reader of codes has read: nothing else is handed out. */
export interface CheckedLabels {
  readonly typeface: Typeface;
  readonly labels: readonly CheckedLabel[];
}

interface CheckedLabel {
  readonly name: string;
  readonly drawing: LabelDrawing;
  readonly png: Uint8Array<ArrayBuffer>;
}

/**
 * Lays labels out and reads each one back, from its picture at the resolution of the printer, with a decoder that knows
 * nothing of how it was made. A label that says anything but its identifier is not handed out.
 *
 * @param most read and given back; all of them are laid out.
 *
 * Refusals: `INVALID_INPUT` with every problem of every label; `LABEL_UNREADABLE`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6) and Annex VI Part C (read by common readers).
 */
export async function checkedLabels(order: LabelOrder, most = order.labels.length): Promise<CheckedLabels> {
  const { typeface, labels } = await laidLabels(order);
  const checked: CheckedLabel[] = [];
  for (const label of labels.slice(0, most)) checked.push(await readBack(label, typeface, order.format));
  return { typeface, labels: checked };
}

/** Lays all labels of an order out: what is missing or does not fit is refused before one is made. */
async function laidLabels({ labels, format, complete }: LabelOrder): Promise<LaidLabels> {
  const typeface = await typefaceFor(
    textsOf(labels),
    labels.some(({ content }) => content.language.startsWith("zh")),
  );
  const problems: Problem[] = [];
  const laid: { readonly name: string; readonly drawing: LabelDrawing }[] = [];
  for (const [index, { name, content }] of labels.entries()) {
    const drawing = layoutLabel(content, format, typeface);
    const found = [...(complete ? missingItems(content) : []), ...(drawing.ok ? [] : drawing.problems)];
    problems.push(...found.map((problem) => ({ ...problem, path: `labels[${index}].${problem.path}` })));
    if (drawing.ok) laid.push({ name, drawing: drawing.value });
  }
  if (problems.length > 0) throw invalidInput(problems);
  return { typeface, labels: laid };
}

async function readBack(
  label: LaidLabels["labels"][number],
  typeface: Typeface,
  { dpi }: LabelFormat,
): Promise<CheckedLabel> {
  const png = labelPng(label.drawing, typeface, dpi);
  const said = await readCodes(png);
  if (said.join("\n") !== label.drawing.identifier) {
    throw new Refusal("LABEL_UNREADABLE", `The label of ${label.name} is not read as its identifier.`);
  }
  return { ...label, png };
}

/**
 * A batch of labels as files in one archive, each called by its serial number. Each is read back before it is written, and
 * no more than one is in memory; where one is not read, the archive stays without its end and no program opens it.
 */
export async function labelArchive(
  order: LabelOrder,
  form: "svg" | "png" | "pdf",
): Promise<AsyncGenerator<Uint8Array>> {
  const { typeface, labels } = await laidLabels(order);
  const names = labelFileNames(
    labels.map(({ name }) => name),
    form,
  );
  const fileOf = async (drawing: LabelDrawing, png: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
    if (form === "png") return png;
    if (form === "svg") return new TextEncoder().encode(labelSvg(drawing, typeface));
    const { title, at } = order;
    return labelPdf([singlePage(drawing)], typeface, { title, language: drawing.language, at });
  };
  async function* entries() {
    for (const [index, label] of labels.entries()) {
      // Others are answered between one label and the next.
      await nextTurn();
      const { drawing, png } = await readBack(label, typeface, order.format);
      yield { name: names[index] ?? "", bytes: await fileOf(drawing, png) };
    }
  }
  return zipFile(entries(), order.at);
}

/** A batch of labels on sheets, as one PDF file. */
export async function labelSheets(order: LabelOrder, sheet: SheetFormat): Promise<Uint8Array<ArrayBuffer>> {
  const { typeface, labels } = await checkedLabels(order);
  const drawings = labels.map(({ drawing }) => drawing);
  const sheets = accepted(layoutSheets(drawings, sheet));
  const language = drawings[0]?.language ?? "en";
  return labelPdf(sheetPages(sheets, sheet), typeface, { title: order.title, language, at: order.at });
}

function textsOf(labels: LabelOrder["labels"]): string {
  return labels
    .flatMap(({ content }) => [
      content.identifier,
      content.heading,
      ...content.heavyMetals,
      ...content.facts.flatMap(({ title, value }) => [title, ":：", value]),
    ])
    .join(" ");
}

function accepted<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw invalidInput(parsed.problems);
  return parsed.value;
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { ProductColumn, ProductKind } from "../../domain/product-import/column.ts";
import { headingOf } from "../../domain/product-import/column.ts";
import { guidanceSign } from "../../domain/product-import/row.ts";
import type { ColumnDuty, TemplateColumn } from "../../domain/product-import/template.ts";
import { templateColumns } from "../../domain/product-import/template.ts";
import { writeWord } from "../../domain/import/word-cell.ts";
import type { OfferedWords } from "../../platform/spreadsheet-writer.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { SpreadsheetFile, SpreadsheetFormat } from "../import/write-corrected.ts";
import { spreadsheetTypes } from "../import/write-corrected.ts";
import { Fields } from "../input.ts";

/** Sentences of a template, in the reader's language. */
export type TemplateSpeaker = (key: TemplateWord, params?: Readonly<Record<string, string>>) => string;

export const templateWords = [
  "needed",
  "free",
  "required",
  "notYetDue",
  "conditional",
  "optional",
  "barredUntil",
  "barredAct",
  "entries",
  "list",
  "files",
  "dayForm",
  "monthForm",
  "rangeForm",
  "sheetModels",
  "sheetItems",
  "sheetGuide",
  "sheetWords",
  "sheetLeftOut",
  "columnHeading",
  "columnName",
  "columnDuty",
  "columnAbout",
  "columnSource",
  "leftOutTitle",
  "leftOutWhy",
  "leftOutDerived",
] as const;
export type TemplateWord = (typeof templateWords)[number];

/**
 * A file to fill in, made of the catalogue: one column for each data point that applies to the category, with guidance in
 * the row below the headings, and in a workbook a sheet about the columns, one of the words that may be chosen, and one of
 * what is not asked here.
 */
export async function writeTemplate(
  ctx: Context,
  input: {
    readonly category: string;
    readonly kind: ProductKind;
    readonly format: SpreadsheetFormat;
    readonly language: "en" | "zh";
    readonly say: TemplateSpeaker;
  },
): Promise<SpreadsheetFile> {
  demand(ctx, "passport.read", null);
  const { kind, format, language, say } = input;
  const fields = new Fields();
  const category = fields.take("category", parseBatteryCategory(input.category));
  fields.refuse();
  if (category === undefined) throw new Error("A field without a problem has a value.");
  const { catalogue } = await currentCatalogue(ctx.db);
  const day = ctx.now().toISOString().slice(0, 10);
  const { filled, barred } = templateColumns(catalogue, { category, kind, day });
  const all = [...filled, ...barred];
  const headings = all.map(({ column }) => headingOf(column, language));
  const guidance = all.map((one) => `${guidanceSign} ${guidanceOf(one, input)}`);
  const fileName = `cellproof-${kind}-${category}.${format}`;
  const mediaType = spreadsheetTypes[format];
  if (format === "csv") return { fileName, mediaType, bytes: writeCsv([headings, guidance]) };
  const lists = all.flatMap(({ column }, index) => {
    const words = wordsOf(column, language);
    return words.length === 0 ? [] : [{ index, column, words }];
  });
  const longest = Math.max(0, ...lists.map(({ words }) => words.length));
  const wordSheet = say("sheetWords");
  const choices = lists.map(({ index, words }, wordColumn): OfferedWords => ({
    ...{ column: index, fromRow: 3, sheet: wordSheet, wordColumn, words: words.length },
  }));
  const derived = catalogue.attributes.filter(
    ({ origin, level }) => origin === "derived" && level === (kind === "models" ? "model" : "item"),
  );
  const bytes = await writeXlsx([
    {
      name: say(kind === "models" ? "sheetModels" : "sheetItems"),
      ...{ rows: [headings, guidance], choices, stickyRows: 2 },
    },
    {
      name: say("sheetGuide"),
      rows: [
        (["columnHeading", "columnName", "columnDuty", "columnAbout", "columnSource"] as const).map((key) =>
          say(key),
        ),
        ...all.map(({ column, duty }) => [
          headingOf(column, language),
          column.id,
          dutyOf(duty, column, input),
          [column.about[language], formOf(column, input)].filter((text) => text !== "").join(" "),
          column.attribute?.source ?? "",
        ]),
      ],
    },
    {
      name: wordSheet,
      rows: [
        lists.map(({ column }) => headingOf(column, language)),
        ...Array.from({ length: longest }, (_, row) => lists.map(({ words }) => words[row] ?? "")),
      ],
    },
    {
      name: say("sheetLeftOut"),
      rows: [
        [say("leftOutTitle"), say("columnName"), say("leftOutWhy")],
        ...derived.map(({ title, id }) => [title[language], id, say("leftOutDerived")]),
      ],
    },
  ]);
  return { fileName, mediaType, bytes };
}

interface Spoken {
  readonly language: "en" | "zh";
  readonly say: TemplateSpeaker;
}

function guidanceOf({ column, duty }: TemplateColumn, spoken: Spoken): string {
  const { language } = spoken;
  return [
    dutyOf(duty, column, spoken),
    column.about[language],
    formOf(column, spoken),
    column.attribute?.source ?? "",
  ]
    .filter((text) => text !== "")
    .join(language === "zh" ? "" : " ");
}

function dutyOf(duty: ColumnDuty, { attribute }: ProductColumn, { language, say }: Spoken): string {
  switch (duty.kind) {
    case "notYetDue":
      return say("notYetDue", { day: duty.from });
    case "conditional":
      return say("conditional", { question: attribute?.condition?.[language] ?? "" });
    case "barred":
      return duty.until === null ? say("barredAct") : say("barredUntil", { day: duty.until });
    case "notApplicable":
      return "";
    default:
      return say(duty.kind);
  }
}

/** How to write what one cell does not say by itself. */
function formOf({ form }: ProductColumn, { language, say }: Spoken): string {
  if (form.kind === "documents") return say("files");
  if (form.kind === "list") {
    if (form.of.kind !== "object") return say("list");
    const members = form.of.members.map(({ title, required }) =>
      required ? `${title[language]}*` : title[language],
    );
    return say("entries", { members: members.join(" | ") });
  }
  if (form.type.kind === "day") return say("dayForm");
  if (form.type.kind === "month") return say("monthForm");
  return form.type.kind === "range" ? say("rangeForm") : "";
}

/** Words that may stand in a cell; empty where it is free. */
function wordsOf({ form }: ProductColumn, language: "en" | "zh"): readonly string[] {
  const type = form.kind === "scalar" ? form.type : form.kind === "list" ? form.of : null;
  if (type?.kind === "flag") return ["true", "false"].map((flag) => writeWord("flag", flag, language));
  return type?.kind === "choice" ? type.values.map(({ title }) => title[language]) : [];
}

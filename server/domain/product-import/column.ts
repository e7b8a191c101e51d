import type { BatteryCategory } from "../battery/category.ts";
import { batteryCategories } from "../battery/category.ts";
import { unitTitle } from "../catalogue/attribute-unit.ts";
import type { Attribute, Bilingual, Catalogue, ScalarType, ValueType } from "../catalogue/catalogue.ts";

/** What a file of products brings: models, or single batteries. */
export type ProductKind = "models" | "items";

/** How the text of a cell becomes a value. */
export type ColumnForm =
  /** One value; a text in one language where the data point has several. */
  | { readonly kind: "scalar"; readonly type: ScalarType }
  /** Several values: one in each line of the cell, or between semicolons where they have no members. */
  | { readonly kind: "list"; readonly of: Extract<ValueType, { readonly kind: "list" }>["of"] }
  /** Files kept already, by title or identifier, one in each line. */
  | { readonly kind: "documents" };

/** One column of a file of models or batteries. */
export interface ProductColumn {
  /**
   * Name of the data point; with `.member` for a member of an object, and last with `.language` for a text in one
   * language. Files may have it as heading in any language of people.
   */
  readonly id: string;
  /** The data point, or what the registry asks for beside the catalogue. */
  readonly field: string;
  /** Path of the value inside that of its data point. */
  readonly member: string | null;
  /** BCP 47, of a text in one of several languages. */
  readonly language: string | null;
  /** Without its unit. */
  readonly title: Bilingual;
  readonly unit: string | null;
  readonly form: ColumnForm;
  /** Null for what the registry asks for beside the catalogue. */
  readonly attribute: Attribute | null;
  readonly about: Bilingual;
}

/** Languages for which a template has a column of its own; files may have columns in any other. */
const templateLanguages = {
  en: { en: "English", zh: "英文" },
  zh: { en: "Chinese", zh: "中文" },
} as const;

/** Everything a file of this kind may say, whatever the category: what the registry itself needs, then the data points. */
export function productColumns(catalogue: Catalogue, kind: ProductKind): readonly ProductColumn[] {
  const level = kind === "models" ? "model" : "item";
  const attributes = catalogue.attributes.filter(
    (attribute) => attribute.level === level && attribute.origin === "stated" && isOfFile(attribute),
  );
  const [first, others] = [headOrder[kind], headColumns[kind]];
  const leading = first.flatMap((id) => attributes.filter((attribute) => attribute.id === id));
  const following = attributes.filter(({ id }) => !first.includes(id));
  return [...leading.flatMap(columnsOf), ...others, ...following.flatMap(columnsOf)];
}

/**
 * The life of a battery writes its status, readings have a file of their own, and what a model is from its making on has
 * columns in the registry's own words.
 */
function isOfFile({ id, type }: Attribute): boolean {
  return (
    type.kind !== "series" && !["batteryStatus", "batteryModelIdentifier", "batteryCategory"].includes(id)
  );
}

/** Data points by which a row is known: the first columns. */
const headOrder: Readonly<Record<ProductKind, readonly string[]>> = {
  models: [],
  items: ["batterySerialNumber", "manufacturingDate", "placedOnMarketDate", "batteryBatchNumber"],
};

/** Categories of the registry as people call them. */
export const categoryTitles: Readonly<Record<BatteryCategory, Bilingual>> = {
  EV: { en: "Electric vehicle battery", zh: "电动汽车电池" },
  LMT: { en: "Battery for light means of transport", zh: "轻型交通工具电池" },
  industrialStationary: { en: "Industrial battery, stationary storage", zh: "工业电池（固定式储能）" },
  industrialOther: { en: "Industrial battery, other", zh: "工业电池（其他）" },
  industrialSmall: { en: "Industrial battery of at most 2 kWh", zh: "不超过 2 kWh 的工业电池" },
  SLI: { en: "Battery for starting, lighting and ignition", zh: "启动、照明和点火电池" },
  portable: { en: "Portable battery", zh: "便携式电池" },
};

const headText = (id: string, title: Bilingual, about: Bilingual): ProductColumn => ({
  ...{ id, field: id, member: null, language: null, title, unit: null, attribute: null, about },
  form: { kind: "scalar", type: { kind: "text", maxLength: 500 } },
});

const headEnergy = (id: string, title: Bilingual, about: Bilingual): ProductColumn => ({
  ...headText(id, title, about),
  unit: "kWh",
  form: { kind: "scalar", type: { kind: "decimal", above: "0" } },
});

/** What the registry asks for beside the data points of the catalogue. */
const headColumns: Readonly<Record<ProductKind, readonly ProductColumn[]>> = {
  models: [
    headText(
      "modelCode",
      { en: "Model code", zh: "型号代码" },
      {
        en: "The operator's own code of the model: letters, digits, hyphen, dot, underscore. By it and its plant a row is known again. It never changes.",
        zh: "经营者自己的型号代码：字母、数字、连字符、点、下划线。系统凭该代码和工厂再次识别此行。此后不再更改。",
      },
    ),
    {
      ...headText(
        "category",
        { en: "Category", zh: "类别" },
        {
          en: "Kind of battery. It decides what the law asks for, and never changes.",
          zh: "电池的种类，决定法律要求填写的内容，此后不再更改。",
        },
      ),
      form: {
        kind: "scalar",
        type: {
          kind: "choice",
          values: batteryCategories.map((value) => ({ value, title: categoryTitles[value] })),
        },
      },
    },
    headText(
      "gtin",
      { en: "GTIN", zh: "GTIN（全球贸易项目代码）" },
      {
        en: "14 digits, or fewer without the leading zeros. Leave it empty where the model has none: its address is then made of the operator and the model code. It never changes.",
        zh: "14 位数字，可省略前面的零。型号没有 GTIN 时留空：其地址将由经营者和型号代码组成。此后不再更改。",
      },
    ),
    headText(
      "name",
      { en: "Name of the model", zh: "型号名称" },
      { en: "As customers know it.", zh: "客户所知的名称。" },
    ),
    headText(
      "typeDesignation",
      { en: "Type designation", zh: "型式标志" },
      {
        en: "Of the same type made in several plants: the same in all of them.",
        zh: "同一型式在多个工厂生产时，各工厂应填写相同内容。",
      },
    ),
    headText(
      "plant",
      { en: "Plant", zh: "工厂" },
      {
        en: "Name, code or facility identifier of the plant, as entered under Plants. May stay empty for an operator with one plant.",
        zh: "“工厂”页面中登记的名称、代码或设施标识。经营者只有一个工厂时可留空。",
      },
    ),
    headEnergy(
      "ratedEnergyKwh",
      { en: "Rated energy", zh: "额定能量" },
      { en: "Energy of the battery when new, as stated by the maker.", zh: "制造商标明的新电池能量。" },
    ),
    headEnergy(
      "usableEnergyKwh",
      { en: "Usable energy", zh: "可用能量" },
      { en: "Where it differs from the rated energy.", zh: "与额定能量不同时填写。" },
    ),
  ],
  items: [
    headText(
      "model",
      { en: "Model", zh: "型号" },
      {
        en: "Model code, GTIN or passport address of the model. Its passport has to be released already.",
        zh: "型号的代码、GTIN 或护照地址。该型号的护照须已发布。",
      },
    ),
    headText(
      "chineseCode",
      { en: "Chinese traction battery code", zh: "汽车动力蓄电池编码" },
      {
        en: "24 characters of GB/T 34014, beside the serial number.",
        zh: "GB/T 34014 规定的 24 位编码，与序列号并用。",
      },
    ),
  ],
};

/** Columns without which a row is nothing. */
export const neededColumns: Readonly<Record<ProductKind, readonly string[]>> = {
  models: [
    ...["modelCode", "name", "typeDesignation", "ratedEnergyKwh"],
    ...["batteryChemistry", "batteryMass", "ratedCapacity", "nominalVoltage"],
  ],
  items: ["model", "batterySerialNumber", "manufacturingDate"],
};

function columnsOf(attribute: Attribute): readonly ProductColumn[] {
  const { id, title, type, unit, about } = attribute;
  const plain = { id, field: id, member: null, language: null, title, unit, attribute, about };
  switch (type.kind) {
    case "series":
      return [];
    case "list":
      return [
        type.of.kind === "document"
          ? { ...plain, form: { kind: "documents" } }
          : { ...plain, form: { kind: "list", of: type.of } },
      ];
    case "object":
      return type.members.flatMap((member) =>
        scalarColumns(
          {
            ...plain,
            id: `${id}.${member.id}`,
            member: member.id,
            unit: member.unit,
            title: {
              en: `${title.en}: ${member.title.en}`,
              zh: `${title.zh}：${member.title.zh}`,
            },
          },
          member.type,
        ),
      );
    default:
      return scalarColumns(plain, type);
  }
}

function scalarColumns(column: Omit<ProductColumn, "form">, type: ScalarType): readonly ProductColumn[] {
  if (type.kind === "document") return [{ ...column, form: { kind: "documents" } }];
  if (type.kind !== "multilingual") return [{ ...column, form: { kind: "scalar", type } }];
  return Object.entries(templateLanguages).map(([language, name]) =>
    inLanguage(column, type, language, name),
  );
}

function inLanguage(
  column: Omit<ProductColumn, "form">,
  { maxLength }: Extract<ScalarType, { readonly kind: "multilingual" }>,
  language: string,
  name: Bilingual,
): ProductColumn {
  const { id, title } = column;
  return {
    ...{ ...column, id: `${id}.${language}`, language },
    title: { en: `${title.en} (${name.en})`, zh: `${title.zh}（${name.zh}）` },
    form: { kind: "scalar", type: { kind: "text", maxLength } },
  };
}

/** The column of a name, in any language that a text may have; undefined where there is none. */
export function findColumn(columns: readonly ProductColumn[], id: string): ProductColumn | undefined {
  const found = columns.find((column) => column.id === id);
  if (found !== undefined) return found;
  const [, of = "", language = ""] = /^(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/.exec(id) ?? [];
  const sibling = columns.find((column) => column.language !== null && column.id === `${of}.en`);
  if (sibling === undefined) return undefined;
  const title = {
    en: sibling.title.en.replace(/ \(English\)$/, ` (${language})`),
    zh: sibling.title.zh.replace(/（英文）$/, `（${language}）`),
  };
  return { ...sibling, id, language, title };
}

/** The heading a template has: the title with its unit. */
export function headingOf({ title, unit }: ProductColumn, language: "en" | "zh"): string {
  const shown = unit === null ? undefined : (unitTitle(unit)?.[language] ?? unit);
  if (shown === undefined) return title[language];
  return language === "zh" ? `${title.zh}（${shown}）` : `${title.en} (${shown})`;
}

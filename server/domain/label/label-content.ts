import type { Catalogue } from "../catalogue/catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import { isInformation, statutoryElements, voluntaryPart } from "../record/content.ts";
import type { BatterySubject, Elements } from "../record/credential.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { HeavyMetal } from "./heavy-metals.ts";
import { heavyMetalMarks } from "./heavy-metals.ts";
import type { LabelContent, LabelFact, LabelItem, QrModules } from "./label.ts";
import type { BatteryForm } from "./separate-collection.ts";

export const labelLanguages = ["en", "zh"] as const;
export type LabelLanguage = (typeof labelLanguages)[number];

/** What a label is made of: the records as signed, and what only the person who prints it knows. */
export interface LabelSource {
  /** The record of the product the label is for. */
  readonly subject: BatterySubject;
  /** Of a single battery: the record of its model. */
  readonly model: BatterySubject | null;
  readonly catalogue: Catalogue;
  readonly code: QrModules;
  readonly language: LabelLanguage;
  readonly demonstration: boolean;
  /** Items of which the operator states that the battery has nothing; they are not on the label. */
  readonly none: readonly LabelItem[];
  /** For a model whose batteries have no record of their own: the batch that is being printed. */
  readonly batch?: { readonly number: string | null; readonly manufacturedOn: string | null };
}

/**
 * What the label of a product says, from its signed records alone. What they do not state is left out; `missingItems` names
 * it.
 *
 * Source: Regulation (EU) 2023/1542, Annex VI Part A; Art. 13(3) to (5); Art. 38(6) and (7).
 */
export function labelContent(source: LabelSource): LabelContent {
  const { subject, model, catalogue, language, code } = source;
  const said: Elements = {
    ...(model === null ? {} : saidIn(model)),
    ...saidIn(subject),
  };
  const words = labelWords[language];
  const facts = factsOf(said, source).flatMap(([item, value]): readonly LabelFact[] =>
    value === "" ? [] : [{ item, title: words[item], value }],
  );
  const kind = words[isInformation(model ?? subject) ? "information" : "passport"];
  const name = (model ?? subject).voluntary?.name ?? text(said["batteryModelIdentifier"]);
  const brackets = language === "zh" ? ["（", "）"] : [" (", ")"];
  const demonstration = source.demonstration ? brackets.join(words.demonstration) : "";
  return {
    identifier: subject.id,
    code,
    language: language === "zh" ? "zh-Hans" : language,
    heading: `${name} · ${kind}${demonstration}`,
    facts,
    none: source.none,
    form: formOf(said["batteryDimensions"]),
    collectionPlace:
      text(said["separateCollectionSymbol"]) === "on-packaging-and-documents" ? "packaging" : "battery",
    heavyMetals: metalsOf(said),
  };

  function factsOf(stated: Elements, { batch }: LabelSource): readonly (readonly [LabelItem, string])[] {
    const month = text(stated["manufacturingDate"]) || (batch?.manufacturedOn ?? "");
    const number = text(stated["batteryBatchNumber"]) || (batch?.number ?? "");
    const duration = inLanguage(stated["minimumAverageDuration"], language);
    return [
      ["manufacturer", manufacturer(stated, language)],
      ["category", choice("batteryCategory")],
      [
        "identification",
        joined(
          [text(stated["batteryModelIdentifier"]), number, text(stated["batterySerialNumber"])],
          language,
        ),
      ],
      ["manufacturingPlace", place(stated["manufacturingPlace"], language)],
      ["manufacturingDate", month],
      ["weight", withUnit(stated["batteryMass"], "kg")],
      [
        "capacity",
        joined(
          [
            withUnit(stated["ratedCapacity"], "Ah"),
            ...(duration === "" ? [] : [words.notRechargeable, duration]),
          ],
          language,
        ),
      ],
      ["chemistry", text(stated["batteryChemistry"])],
      ["hazardousSubstances", joined(namesIn(stated["hazardousSubstances"]), language)],
      ["extinguishingAgent", text(stated["extinguishingAgent"])],
      ["criticalRawMaterials", joined(namesIn(stated["criticalRawMaterials"]), language)],
    ];
  }

  function choice(id: string): string {
    const type = findAttribute(catalogue, id)?.type;
    const value = said[id];
    const found = type?.kind === "choice" ? type.values.find((one) => one.value === value) : undefined;
    return found?.title[language] ?? text(value);
  }
}

function saidIn(subject: BatterySubject): Elements {
  return { ...voluntaryPart(subject).attributes, ...statutoryElements(subject) };
}

/**
 * What a label calls an item, and so what a person is told is missing.
 *
 * @param item of Annex VI Part A.
 */
export function labelItemTitle(item: LabelItem, language: LabelLanguage): string {
  return labelWords[language][item];
}

const labelWords: Readonly<
  Record<
    LabelLanguage,
    Readonly<Record<LabelItem | "passport" | "information" | "demonstration" | "notRechargeable", string>>
  >
> = {
  en: {
    passport: "Battery passport",
    information: "Battery information",
    demonstration: "demonstration",
    notRechargeable: "non-rechargeable",
    manufacturer: "Manufacturer",
    category: "Category",
    identification: "Model, batch, serial",
    manufacturingPlace: "Made in",
    manufacturingDate: "Date of manufacture",
    weight: "Weight",
    capacity: "Rated capacity",
    chemistry: "Chemistry",
    hazardousSubstances: "Hazardous substances",
    extinguishingAgent: "Extinguish with",
    criticalRawMaterials: "Critical raw materials",
  },
  zh: {
    passport: "电池护照",
    information: "电池信息",
    demonstration: "演示",
    notRechargeable: "不可充电",
    manufacturer: "制造商",
    category: "类别",
    identification: "型号、批次、序列号",
    manufacturingPlace: "产地",
    manufacturingDate: "制造年月",
    weight: "质量",
    capacity: "额定容量",
    chemistry: "化学体系",
    hazardousSubstances: "有害物质",
    extinguishingAgent: "可用灭火剂",
    criticalRawMaterials: "关键原材料",
  },
};

/** Source: Regulation (EU) 2023/1542, Art. 38(7): name, postal address, and where there is one web or e-mail address. */
function manufacturer(said: Elements, language: LabelLanguage): string {
  const address = said["manufacturerPostalAddress"];
  const reached = said["manufacturerWebAndEmail"];
  return joined(
    [
      member(said["manufacturerName"], "name"),
      member(address, "street"),
      `${member(address, "postalCode")} ${member(address, "city")}`.trim(),
      countryName(member(address, "country"), language),
      member(reached, "web") || member(reached, "email"),
    ],
    language,
  );
}

function place(value: JsonValue | undefined, language: LabelLanguage): string {
  return joined([member(value, "city"), countryName(member(value, "country"), language)], language);
}

function countryName(code: string, language: LabelLanguage): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(language === "zh" ? "zh-Hans" : "en", { type: "region" }).of(code) ?? code;
}

function joined(parts: readonly string[], language: LabelLanguage): string {
  return parts.filter((part) => part !== "").join(language === "zh" ? "，" : ", ");
}

function withUnit(value: JsonValue | undefined, unit: string): string {
  const number = text(value);
  return number === "" ? "" : `${number} ${unit}`;
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((one: JsonValue) => member(one, "name")) : [];
}

/**
 * The chemical symbols the operator states, and those that follow from the content it states: forgetting one of them does
 * not free the battery of it.
 */
function metalsOf(said: Elements): readonly HeavyMetal[] {
  const stated = said["cadmiumLeadSymbols"];
  const byContent = heavyMetalMarks({
    cadmiumPercent: mostOf("7440-43-9", /^(cadmium|镉)$/i),
    leadPercent: mostOf("7439-92-1", /^(lead|铅)$/i),
  });
  return (["Cd", "Pb"] as const).filter(
    (metal) =>
      (Array.isArray(stated) && stated.some((one: JsonValue) => one === metal)) ||
      (byContent.ok && byContent.value.includes(metal)),
  );

  /** The upper end of the stated share by mass, in percent; null where none is stated. */
  function mostOf(casNumber: string, name: RegExp): string | null {
    const amounts = said["hazardousSubstanceConcentration"];
    const found = (Array.isArray(amounts) ? amounts : []).find(
      (one: JsonValue) => member(one, "casNumber") === casNumber || name.test(member(one, "name").trim()),
    );
    return isJsonObject(found) ? member(found["concentration"], "upper") || null : null;
  }
}

/** Dimensions in millimetres; of a round cell length and width are the diameter. Null where they are not stated. */
function formOf(value: JsonValue | undefined): BatteryForm | null {
  const [lengthMm = 0, widthMm = 0, heightMm = 0] = ["lengthMm", "widthMm", "heightMm"].map((name) =>
    Number(member(value, name)),
  );
  if (!(lengthMm > 0 && widthMm > 0 && heightMm > 0)) return null;
  return member(value, "shape") === "cylinder"
    ? { kind: "cylinder", diameterMm: Math.max(lengthMm, widthMm), heightMm }
    : { kind: "cuboid", lengthMm, widthMm, heightMm };
}

/** The text in the wanted language, else the first there is. */
function inLanguage(value: JsonValue | undefined, language: LabelLanguage): string {
  if (!Array.isArray(value)) return "";
  const texts = value.filter((one: JsonValue) => isJsonObject(one));
  const own = texts.find((one) => text(one["language"]).startsWith(language)) ?? texts[0];
  return own === undefined ? "" : text(own["value"]);
}

function member(value: JsonValue | undefined, name: string): string {
  return isJsonObject(value) ? text(value[name]) : "";
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

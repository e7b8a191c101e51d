import { fileTiersOf, isFileAttribute } from "../domain/passport/document-attribute.ts";
import { bundledCatalogue } from "../domain/catalogue/bundled-catalogue.ts";
import type { Attribute, ScalarType, ValueType } from "../domain/catalogue/catalogue.ts";
import { parseAttributeValue } from "../domain/catalogue/parse-value.ts";
import { requirementOf } from "../domain/catalogue/requirement.ts";
import type { BatteryCategory, PassportCategory } from "../domain/battery/category.ts";
import { sampleValue } from "../domain/record/sample-value.ts";
import type { JsonValue } from "../domain/record/strict-json.ts";
import { readAttributes } from "../services/attribute/read.ts";
import { stateAttributes } from "../services/attribute/state.ts";
import { uploadDocument } from "../services/document/upload.ts";
import { createModel } from "../services/model/create.ts";
import { releaseModel } from "../services/model/release.ts";
import { reviewModel, submitModel } from "../services/model/submission.ts";
import { issueItem } from "../services/passport/issue-item.ts";
import type { TestOperator } from "./fixture.ts";
import { modelOf } from "./fixture.ts";

/** Day of the clock of tests: the law is asked for it. */
const day = "2026-11-20";

/** Everything of the catalogue that a person may state of a battery of this category. */
export function statable(category: BatteryCategory, level: Attribute["level"]): readonly Attribute[] {
  return bundledCatalogue.attributes.filter((attribute) => {
    const { kind } = requirementOf(bundledCatalogue, attribute, { category, day });
    const isDocument = isFileAttribute(attribute);
    return (
      attribute.level === level &&
      attribute.origin === "stated" &&
      kind !== "notApplicable" &&
      kind !== "barred" &&
      !fixed.has(attribute.id) &&
      !isDocument &&
      attribute.type.kind !== "series"
    );
  });
}

/** What is given when a model or a battery is entered, and what follows from its life. */
const fixed = new Set([
  ...["batteryCategory", "batteryModelIdentifier", "batteryBatchNumber", "batterySerialNumber"],
  ...["manufacturingDate", "placedOnMarketDate", "batteryStatus", "industrialSubType"],
]);

const valuesOf = (attributes: readonly Attribute[]): Record<string, JsonValue> =>
  Object.fromEntries(
    attributes.map((attribute) => [attribute.id, inOrder(attribute) ?? markedValue(attribute)]),
  );

/** A value of its place among those that must ascend. */
function inOrder({ id }: Attribute): JsonValue | undefined {
  const rule = bundledCatalogue.rules.find((one) => one.kind === "ascending" && one.attributes.includes(id));
  return rule?.kind === "ascending" ? String(rule.attributes.indexOf(id) + 1) : undefined;
}

export interface FilledBattery {
  readonly modelId: string;
  /** Product URLs. */
  readonly model: string;
  readonly item: string;
}

/** A released model and a battery of it of which everything is stated that a person may state; texts carry their mark. */
export async function filledBattery(
  operator: TestOperator,
  category: PassportCategory,
): Promise<FilledBattery> {
  const { modelId, model } = await filledModel(operator, category);
  const item = await issueItem(operator.signer, {
    ...{ modelId, serial: "A-1", manufacturedOn: "2026-10" },
    attributes: valuesOf(statable(category, "item")),
  });
  return { modelId, model, item: item.productUrl };
}

/** The model of it alone; of a category without a passport what stands behind its code. */
export async function filledModel(
  operator: TestOperator,
  category: BatteryCategory,
): Promise<Omit<FilledBattery, "item">> {
  const { author, reviewer, signer } = operator;
  const isSmall = category === "portable" || category === "industrialSmall";
  const entered = modelOf(operator, {
    ...{ category, modelCode: `PACK-${category}` },
    ...(isSmall ? { massKg: "4", ratedEnergyKwh: "0.5" } : {}),
  });
  const { id, productUrl } = await createModel(author, entered);
  const { lock } = await readAttributes(author, { id });
  await stateAttributes(author, { id, lock, values: valuesOf(statable(category, "model")) });
  for (const attribute of documentsOf(category)) {
    const bytes = new TextEncoder().encode(`%PDF-1.7\n% ${attribute}\n%%EOF\n`);
    await uploadDocument(author, { modelId: id, attribute, title: mark(attribute), language: "en", bytes });
  }
  const { contentDigest } = await submitModel(author, { id });
  await reviewModel(reviewer, { id, contentDigest, verdict: "approved" });
  await releaseModel(signer, { id });
  return { modelId: id, model: productUrl };
}

/** Data points that files answer. */
function documentsOf(category: BatteryCategory): readonly string[] {
  const tiers = fileTiersOf(bundledCatalogue);
  return bundledCatalogue.attributes
    .filter(
      (attribute) =>
        tiers.has(attribute.id) &&
        requirementOf(bundledCatalogue, attribute, { category, day }).kind !== "notApplicable",
    )
    .map(({ id }) => id);
}

/** A word that stands nowhere but in one value. */
export const mark = (id: string): string => `Mark-of-${id}-here`;

/** A sample with the mark wherever the form admits text. */
function markedValue({ id, type }: Attribute): JsonValue {
  const sample = marked(type, id);
  return parseAttributeValue({ id, type }, sample).ok ? sample : sampleValue(type);
}

function marked(type: ValueType, id: string): JsonValue {
  if (type.kind === "list") return [marked(type.of, id)];
  if (type.kind === "object")
    return Object.fromEntries(type.members.map((member) => [member.id, markedScalar(member.type, id)]));
  return type.kind === "series" ? [] : markedScalar(type, id);
}

function markedScalar(type: ScalarType, id: string): JsonValue {
  if (type.kind === "text" && type.pattern === undefined) return mark(id).slice(0, type.maxLength);
  if (type.kind === "multilingual") return [{ value: mark(id), language: "en" }];
  return sampleValue(type);
}

import { isFileAttribute } from "../domain/passport/document-attribute.ts";
import { sampleValue } from "../domain/record/sample-value.ts";
import { readAttributes } from "../services/attribute/read.ts";
import { stateAttributes } from "../services/attribute/state.ts";
import { uploadDocument } from "../services/document/upload.ts";
import { createModel } from "../services/model/create.ts";
import type { NewModel } from "../services/model/create.ts";
import { readSubmission } from "../services/model/read-submission.ts";
import { releaseModel } from "../services/model/release.ts";
import { reviewModel, submitModel } from "../services/model/submission.ts";
import type { TestOperator } from "./fixture.ts";
import { modelOf } from "./fixture.ts";

/** A released model with everything the law asks of a model from 18 February 2027 on. Invented throughout. */
export async function completeModel(operator: TestOperator, changes: Partial<NewModel> = {}) {
  const model = await createModel(operator.author, modelOf(operator, changes));
  const { id } = model;
  const { lock, groups } = await readAttributes(operator.author, { id });
  const owed = groups
    .flatMap(({ rows }) => rows)
    .filter(
      ({ outcome, attribute }) =>
        (outcome === "missing" || outcome === "notYetDue") && attribute.origin === "stated",
    )
    .map(({ attribute }) => attribute);
  for (const { id: attribute } of owed.filter(isFileAttribute)) {
    const bytes = new TextEncoder().encode(`%PDF-1.7\n% ${attribute}\n%%EOF\n`);
    await uploadDocument(operator.author, {
      modelId: id,
      attribute,
      title: attribute,
      language: "en",
      bytes,
    });
  }
  const values = owed.flatMap(({ id: attribute, level, type }) =>
    isFileAttribute({ level, type }) ? [] : [[attribute, voltages[attribute] ?? sampleValue(type)] as const],
  );
  await stateAttributes(operator.author, { id, lock, values: Object.fromEntries(values) });
  await submitModel(operator.author, { id });
  const { contentDigest } = await readSubmission(operator.reviewer, { id });
  await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
  await releaseModel(operator.signer, { id });
  return model;
}

/** Around the nominal voltage of `modelOf`. */
const voltages: Readonly<Record<string, string>> = {
  minimumVoltage: "250",
  maximumVoltage: "420",
  idleTemperatureLower: "-20",
  idleTemperatureUpper: "60",
};

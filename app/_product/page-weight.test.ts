import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyMember } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { anyone } from "../../server/context.ts";
import type { PassportCategory } from "../../server/domain/battery/category.ts";
import { passportCategories } from "../../server/domain/battery/category.ts";
import { createFacility } from "../../server/services/facility/create.ts";
import { createDraft } from "../../server/services/footprint/create-draft.ts";
import { createModel } from "../../server/services/model/create.ts";
import { releaseModel } from "../../server/services/model/release.ts";
import { stateRecycledContent } from "../../server/services/model/state-recycled-content.ts";
import { reviewModel, submitModel } from "../../server/services/model/submission.ts";
import { giveOpinion } from "../../server/services/opinion/give.ts";
import { createOperator } from "../../server/services/operator/create.ts";
import { filledBattery } from "../../server/test/filled-battery.ts";
import type { Fixture, TestOperator } from "../../server/test/fixture.ts";
import { draftOf, fixture, modelOf, operatorCalled, releaseReviewed } from "../../server/test/fixture.ts";
import { answerFrom } from "./answer.tsx";
import { productSource } from "./product-source.ts";

/*
 * How much a phone loads for a battery of which everything is stated: every data point that a person may state, two years of
 * shares of four metals, a declared footprint beside a published one, an opinion on it, and a sister model of another plant.
 */

/** Uncompressed, as in the story of the budget. */
const mostBytes = 50_000;

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** Everything that a page may show at once. Footprints are declared of every category here: the longest page is wanted. */
async function everythingStated(operator: TestOperator, category: PassportCategory) {
  const battery = await filledBattery(operator, category);
  for (const year of [2024, 2025])
    for (const metal of ["cobalt", "lead", "lithium", "nickel"])
      await stateRecycledContent(operator.author, {
        ...{ modelId: battery.modelId, year, metal, preConsumerPercent: "3.25", postConsumerPercent: "2.5" },
        source: "Certificate of the supplier, number 2025-000123",
      });
  const draft = await createDraft(operator.author, {
    ...draftOf({ modelId: battery.modelId }),
    published: {
      ...{ value: "0.2085", unit: "kgCO2e/kWh lifetime energy", total: "10010", totalUnit: "kgCO2e" },
      source: "Report of the maker, second edition, 2026, page 12",
    },
  });
  const { passport } = await releaseReviewed(operator, draft, "A declared carbon footprint");
  await addSibling(operator, category);
  await addOpinion(operator, { productUrl: battery.model, version: passport?.version ?? 0 });
  return battery;
}

/** The same type from another plant. */
async function addSibling(operator: TestOperator, category: PassportCategory): Promise<void> {
  const { id: facilityId } = await createFacility(operator.author, {
    ...{ operatorId: operator.id, code: "P2", name: "Plant two", nameOriginal: "第二工厂" },
    ...{ city: "Baoding", region: "CN-HE", country: "CN" },
  });
  const entered = modelOf({ id: operator.id, facilityId }, { category, modelCode: "PACK-SISTER" });
  const { id } = await createModel(operator.author, entered);
  const { contentDigest } = await submitModel(operator.author, { id });
  await reviewModel(operator.reviewer, { id, contentDigest, verdict: "approved" });
  await releaseModel(operator.signer, { id });
}

async function addOpinion(
  operator: TestOperator,
  of: { readonly productUrl: string; readonly version: number },
): Promise<void> {
  const slug = `body-${operator.slug}`;
  const { id: bodyId } = await createOperator(registry.keeper, {
    ...operatorCalled(slug),
    kind: "notifiedBody",
  });
  const assessor = registry.as(await registry.person(slug, { role: "notifiedBody", operatorId: null }));
  await database.db.insert(bodyMember).values({ userId: assessor.caller.userId ?? "", bodyId });
  await giveOpinion(assessor, {
    ...{ ...of, bodyId, outcome: "confirmedWithRemarks" },
    remarks: "Recomputed to the last digit. The activity data were not looked at in a plant.",
  });
}

// Each makes a registry of its own with everything in it.
describe("BATT-Art78(d): what a phone loads", { timeout: 120_000 }, () => {
  test.each(passportCategories)(
    "a battery %s of which everything is stated: at most 50 kB",
    async (category) => {
      const operator = await registry.operator(`full-${category.toLowerCase()}`);
      const { model, item } = await everythingStated(operator, category);
      for (const productUrl of [model, item])
        for (const language of ["en", "zh"]) {
          const request = new Request(`${productUrl}?lang=${language}`, { headers: { accept: "text/html" } });
          const source = () => Promise.resolve(productSource(registry.as(anyone)));
          const answer = await answerFrom(source, request, new URL(productUrl).pathname);
          const page = await answer.text();
          // It is the whole page that is weighed.
          for (const part of ["footprint", "recycled", "opinions", "data-performance-durability", "check"])
            expect([productUrl, page.includes(`aria-labelledby="${part}"`)]).toEqual([productUrl, true]);
          const bytes = Buffer.byteLength(page);
          expect([productUrl, language, bytes <= mostBytes ? "" : bytes]).toEqual([productUrl, language, ""]);
        }
    },
  );
});

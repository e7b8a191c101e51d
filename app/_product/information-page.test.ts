import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passport } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { anyone } from "../../server/context.ts";
import { decodeBase64url } from "../../server/domain/record/base64url.ts";
import { readAttributes } from "../../server/services/attribute/read.ts";
import { stateAttributes } from "../../server/services/attribute/state.ts";
import { createDraft } from "../../server/services/footprint/create-draft.ts";
import { createModel } from "../../server/services/model/create.ts";
import { readSubmission } from "../../server/services/model/read-submission.ts";
import { releaseModel } from "../../server/services/model/release.ts";
import { reviseModel } from "../../server/services/model/revise.ts";
import { stateRecycledContent } from "../../server/services/model/state-recycled-content.ts";
import { reviewModel, submitModel } from "../../server/services/model/submission.ts";
import { readDocument } from "../../server/services/passport/document.ts";
import { issueItem } from "../../server/services/passport/issue-item.ts";
import { readPassport } from "../../server/services/passport/read.ts";
import type { Fixture, TestOperator } from "../../server/test/fixture.ts";
import { draftOf, fixture, modelOf } from "../../server/test/fixture.ts";
import { refusalFrom } from "../../server/test/refusal-of.ts";
import { answerFrom } from "./answer.tsx";
import { productSource } from "./product-source.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

const english = (value: string) => [{ value, language: "en" }];
const waste = {
  wastePreventionInfo: english("Charge it now and then."),
  separateCollectionInfo: english("Never into household waste."),
  collectionAndTreatmentInfo: english("Shops take it back."),
  wasteHandlingSafetyInfo: english("Tape the poles."),
  labelsAndSymbolsMeaning: english("The bin means separate collection."),
  substanceImpacts: english("Lithium salts harm water."),
};
const labelData = {
  euDeclarationOfConformityId: "DoC-7",
  hazardousSubstances: [
    { name: "Lithium hexafluorophosphate", hazardClass: "Acute Tox. 3", isSubstanceOfVeryHighConcern: false },
  ],
  extinguishingAgent: "Class D powder",
  criticalRawMaterials: [{ name: "Cobalt" }],
  separateCollectionSymbol: "on-battery",
  batteryDimensions: { lengthMm: "65", widthMm: "18", heightMm: "18" },
};

/** A model of a category without a passport, released as any other. */
async function released(category: string, changes: Parameters<typeof modelOf>[1] = {}) {
  const { id, productUrl } = await createModel(
    operator.author,
    modelOf(operator, {
      ...{ modelCode: `M-${category}`, category, name: "Cell 18", massKg: "0.6", ratedEnergyKwh: "0.5" },
      ...changes,
    }),
  );
  const { lock } = await readAttributes(operator.author, { id });
  await stateAttributes(operator.author, { id, lock, values: { ...labelData, ...waste } });
  if (category === "SLI") {
    const share = { year: 2025, preConsumerPercent: "0", postConsumerPercent: "80", source: "Smelter" };
    await stateRecycledContent(operator.author, { modelId: id, metal: "lead", ...share });
  }
  await submitModel(operator.author, { id });
  const { contentDigest } = await readSubmission(operator.reviewer, { id });
  await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
  await releaseModel(operator.signer, { id });
  return { id, productUrl };
}

async function get(productUrl: string, rest: string, accept: string) {
  const request = new Request(productUrl + rest, { headers: { accept } });
  return answerFrom(
    () => Promise.resolve(productSource(registry.as(anyone))),
    request,
    new URL(productUrl + rest).pathname,
  );
}

/** What a reader sees: without markup, addresses of documents and the style sheet. */
function seen(html: string): string {
  return html.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, " ");
}

describe.each([
  ["portable", ["zh", "便携式电池"]],
  ["industrialSmall", ["zh", "工业电池（不超过 2 kWh）"]],
  ["SLI", ["zh", "启动、照明、点火用电池"]],
] as const)("BATT-Art13(6)(b): the code of a battery of category %s", (category, [language, chinese]) => {
  let productUrl = "";
  let id = "";
  beforeAll(async () => {
    ({ productUrl, id } = await released(category));
  });

  test("leads to a page with the four blocks, each with what was stated", async () => {
    const html = await (await get(productUrl, "?lang=en", "text/html")).text();
    const headings = [...html.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toEqual(
      expect.arrayContaining([
        "Label information",
        "EU declaration of conformity",
        "Due diligence report on raw materials",
        "Preventing and handling waste",
      ]),
    );
    expect(headings.includes("Cobalt, lead, lithium and nickel recovered from waste")).toBe(
      category === "SLI",
    );
    const text = seen(html);
    for (const said of ["Class D powder", "Lithium hexafluorophosphate", "DoC-7", "Tape the poles."])
      expect(text).toContain(said);
    expect(text).toContain("Not shown before the duty applies (18 Aug 2027)");
    expect(text).toContain("Stands on the battery itself");
    if (category === "SLI") expect(text).toContain("80");
  });

  test.each([
    ["", 200],
    ["/versions", 200],
    ["/label", 200],
    ["/report", 200],
    ["/versions/9", 404],
    ["/documents/none", 404],
    ["/nothing", 404],
  ] as const)("is called a passport nowhere on the page %s", async (rest, status) => {
    for (const lang of ["en", "zh"]) {
      const page = await get(productUrl, `${rest}?lang=${lang}`, "text/html");
      expect(page.status).toBe(status);
      expect(seen(await page.text())).not.toMatch(/passport|护照/i);
    }
  });

  test("is called a passport neither once it has ended", async () => {
    const set = (endedAt: Date | null) =>
      database.db.update(passport).set({ endedAt }).where(eq(passport.productUrl, productUrl));
    await set(new Date("2026-11-20T12:00:00Z"));
    try {
      for (const lang of ["en", "zh"]) {
        const page = await get(productUrl, `?lang=${lang}`, "text/html");
        expect(page.status).toBe(410);
        expect(seen(await page.text())).not.toMatch(/passport|护照/i);
      }
    } finally {
      await set(null);
    }
  });

  test("is called a passport nowhere in links and JSON", async () => {
    const links = await get(productUrl, "", "application/linkset+json");
    expect(await links.text()).not.toMatch(/passport|voc\/dpp/i);
    const document = await get(productUrl, "", "application/json");
    const json = await document.text();
    expect(json).not.toMatch(/passport|dpp/i);
    expect(JSON.parse(json)).toMatchObject({
      uniqueProductIdentifier: productUrl,
      contentSpecificationIds: ["battery-information-1.1.0", "battery-information-voluntary-1.1.0"],
      "battery-information-1.1.0": { batteryCategory: category, ...waste },
    });
  });

  test("says its category in Chinese, too", async () => {
    const html = await (await get(productUrl, `?lang=${language}`, "text/html")).text();
    expect(html).toContain(chinese);
    expect(html).toContain("废弃物的预防与处理");
  });

  test("leads to a record that is signed, logged and found genuine, of its own type and the only one", async () => {
    const token = await (await get(productUrl, "", "application/vc+jwt")).text();
    const payload = decodeBase64url(token.split(".")[1] ?? "");
    if (!payload.ok) throw new Error("The record is no JWS.");
    expect(JSON.parse(new TextDecoder().decode(payload.value))).toMatchObject({
      type: ["VerifiableCredential", "BatteryInformationCredential"],
    });
    const { record } = await readPassport(registry.as(anyone), { productUrl });
    expect(record.verdict.overall).not.toBe("wrong");
    expect((await get(productUrl, "", "application/dc+sd-jwt")).status).toBe(406);
    expect((await get(productUrl, "?form=untp%2Bvc%2Bjwt", "*/*")).status).toBe(406);
  });

  test("BATT-Art77(1): is no passport to the standard interface, and has no batteries and no footprint of its own", async () => {
    const codeOf = async (deed: Promise<unknown>) => (await refusalFrom(deed)).code;
    expect(await codeOf(readDocument(registry.as(anyone), { productUrl }))).toBe("PASSPORT_NOT_FOUND");
    expect(
      await codeOf(issueItem(operator.signer, { modelId: id, serial: "1", manufacturedOn: "2026-10" })),
    ).toBe("CATEGORY_WITHOUT_PASSPORT");
    expect(await codeOf(createDraft(operator.author, draftOf({ modelId: id })))).toBe(
      "CATEGORY_WITHOUT_PASSPORT",
    );
  });
});

test("BATT-Art13(6)-closing: what is owed and missing is refused with its list once the duty has begun", async () => {
  const { id } = await createModel(
    operator.author,
    modelOf(operator, { modelCode: "BARE", category: "portable", massKg: "0.6", ratedEnergyKwh: "0.1" }),
  );
  registry.setTime("2027-02-18T00:00:00Z");
  try {
    await submitModel(operator.author, { id });
    const { contentDigest } = await readSubmission(operator.reviewer, { id });
    await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
    const { code, problems } = await refusalFrom(releaseModel(operator.signer, { id }));
    const missing = problems.map(({ path }) => path);
    expect(code).toBe("PASSPORT_INCOMPLETE");
    expect(missing).toEqual(expect.arrayContaining(["extinguishingAgent", "wastePreventionInfo"]));
    expect(missing).not.toContain("dueDiligenceReport");
    expect(missing).not.toContain("removalManual");
    expect(missing).not.toContain("uniqueBatteryIdentifier");
  } finally {
    registry.setTime("2026-11-20T12:00:00Z");
  }
});

test("BATT-Art77(1): the energy decides between a passport and information, at entry and later", async () => {
  const enter = (category: string, ratedEnergyKwh: string) =>
    createModel(
      operator.author,
      modelOf(operator, { modelCode: `E${ratedEnergyKwh}`, category, ratedEnergyKwh }),
    );
  const problems = async (deed: Promise<unknown>) =>
    (await refusalFrom(deed)).problems.map(({ code, path }) => `${code} ${path}`);
  expect(await problems(enter("industrialOther", "2"))).toEqual(["E_CATEGORY_AT_MOST_2_KWH ratedEnergyKwh"]);
  expect(await problems(enter("industrialSmall", "2.1"))).toEqual(["E_CATEGORY_ABOVE_2_KWH ratedEnergyKwh"]);
  expect(await problems(enter("module", "2.1"))).toEqual(["E_BATTERY_CATEGORY category"]);
  const { id } = await enter("industrialOther", "2.1");
  expect(await problems(reviseModel(operator.author, { id, ratedEnergyKwh: "1.9" }))).toEqual([
    "E_CATEGORY_AT_MOST_2_KWH ratedEnergyKwh",
  ]);
});

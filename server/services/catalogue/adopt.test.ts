import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import firstVersion from "../../domain/catalogue/catalogue-1.0.0.json" with { type: "json" };
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { isOfCatalogue, statutoryElements } from "../../domain/record/content.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { stateAttributes } from "../attribute/state.ts";
import { createModel } from "../model/create.ts";
import { readSubmission } from "../model/read-submission.ts";
import { releaseModel } from "../model/release.ts";
import { reviewModel, submitModel } from "../model/submission.ts";
import { readPassport } from "../passport/read.ts";
import { adoptCatalogue, listCatalogues, reviewCatalogue } from "./adopt.ts";
import { currentCatalogue } from "./current.ts";
import { readCatalogueDocument } from "./read-document.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

const [mass] = bundledCatalogue.attributes.filter(({ id }) => id === "batteryMass");
/** The next version: a point is added, another is gone, a third is called otherwise. */
function next(version: string): Catalogue {
  if (mass === undefined) throw new Error("The catalogue has no mass.");
  const packing = {
    ...mass,
    id: "packingMass",
    title: { en: "Mass of the packing", zh: "包装质量" },
    guidance: null,
  };
  return {
    ...bundledCatalogue,
    version,
    attributes: [
      ...bundledCatalogue.attributes
        .filter(({ id }) => id !== "batteryDimensions")
        .map((one) => (one.id === "batteryMass" ? { ...one, title: { en: "Weight", zh: "重量" } } : one)),
      packing,
    ],
  };
}
const adopt = (catalogue: unknown) => adoptCatalogue(registry.keeper, { text: JSON.stringify(catalogue) });

async function release(id: string, values: Record<string, unknown>) {
  const { lock } = await readAttributes(operator.author, { id });
  await stateAttributes(operator.author, { id, lock, values });
  await submitModel(operator.author, { id });
  const { contentDigest } = await readSubmission(operator.reviewer, { id });
  await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
  return releaseModel(operator.signer, { id, reason: "Values" });
}

test("BATT-Art77(2)-sub5: under a new version the next record is made, and old ones stay valid under theirs", async () => {
  const { id, productUrl } = await createModel(operator.author, modelOf(operator));
  const dimensions = { lengthMm: "160", widthMm: "120", heightMm: "40" };
  await release(id, { batteryDimensions: dimensions });
  const read = async (version?: number) => {
    const { record } = await readPassport(registry.as(anyone), { productUrl, version });
    const subject = record.credential.credentialSubject;
    if (!isOfCatalogue(subject)) throw new Error("The record names no catalogue.");
    return { record, subject };
  };
  const before = await read();
  expect(before.subject.catalogue.version).toBe(bundledCatalogue.version);

  const wanted = next("1.2.0");
  const review = await reviewCatalogue(registry.keeper, { text: JSON.stringify(wanted) });
  expect(review).toMatchObject({ version: "1.2.0", inUse: bundledCatalogue.version, problems: [] });
  expect(review.difference?.attributes).toMatchObject({
    ...{ added: ["packingMass"], removed: ["batteryDimensions"] },
    changed: [{ id: "batteryMass" }],
  });
  expect((await currentCatalogue(database.db)).catalogue.version).toBe(bundledCatalogue.version);
  await adopt(wanted);

  await release(id, { packingMass: "12" });
  const after = await read();
  expect(after.subject.catalogue.version).toBe("1.2.0");
  expect(statutoryElements(after.subject)).toMatchObject({ packingMass: "12" });
  expect(after.subject.voluntary?.attributes).not.toHaveProperty("batteryDimensions");
  expect(after.record.verdict.overall).not.toBe("wrong");

  const old = await read(1);
  expect(old.record.token).toBe(before.record.token);
  expect(old.subject.voluntary?.attributes).toMatchObject({ batteryDimensions: dimensions });
  expect(old.record.verdict.overall).not.toBe("wrong");
  for (const version of [bundledCatalogue.version, "1.2.0"]) {
    const asked = { version: `2.0.0-${version}`, kind: "schema" } as const;
    expect(await readCatalogueDocument(registry.as(anyone), asked)).not.toBeNull();
  }
});

test("the version of the release never takes the place of a newer one that was adopted", async () => {
  await adopt(next("1.10.0"));
  expect((await currentCatalogue(database.db)).catalogue.version).toBe("1.10.0");
  const rows = await listCatalogues(registry.keeper);
  expect(rows.map(({ version, isInUse, isOfRelease }) => [version, isInUse, isOfRelease])).toEqual([
    ["1.10.0", true, false],
    ["1.2.0", false, false],
    ["1.1.0", false, true],
  ]);
});

test.each<readonly [string, () => unknown, string]>([
  ["a version that is older", () => firstVersion, "E_CATALOGUE_VERSION version"],
  ["the version in use once more", () => next("1.10.0"), "E_CATALOGUE_VERSION version"],
  [
    "one without what every record says",
    () => {
      const whole = next("3.0.0");
      return { ...whole, attributes: whole.attributes.filter(({ id }) => id !== "batterySerialNumber") };
    },
    "E_CATALOGUE_LACKS attributes",
  ],
  [
    "a fault, with its place",
    () => ({ ...next("3.0.0"), appliesFrom: "2027-02-30" }),
    "E_DATE_FORMAT appliesFrom",
  ],
])("%s is refused, and the one in use stays", async (_, catalogue, expected) => {
  const { problems } = await refusalFrom(adopt(catalogue()));
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([expected]);
  expect((await currentCatalogue(database.db)).catalogue.version).toBe("1.10.0");
});

test("what is no JSON is refused, and nobody but the keeper adopts", async () => {
  const { problems } = await refusalFrom(adoptCatalogue(registry.keeper, { text: "{" }));
  expect(problems).toMatchObject([{ code: "E_CATALOGUE_JSON" }]);
  const { code } = await refusalFrom(adoptCatalogue(operator.author, { text: "{}" }));
  expect(code).toBe("NOT_ALLOWED");
});

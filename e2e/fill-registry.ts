import { randomBytes } from "node:crypto";
import path from "node:path";
import { confirmBirth } from "../db/birth.ts";
import { startEmbeddedPostgres } from "../db/embedded.ts";
import { ensureDatabase, migrate } from "../db/migrate.ts";
import { openEmbeddedAsRole } from "../db/role.ts";
import type { Caller } from "../server/context.ts";
import { anyone } from "../server/context.ts";
import { contextFor, createRuntime } from "../server/platform/runtime.ts";
import { createToken } from "../server/services/account/create-token.ts";
import { createUser } from "../server/services/account/create-user.ts";
import { grantRole } from "../server/services/account/grant-role.ts";
import { createFacility } from "../server/services/facility/create.ts";
import { addFactors } from "../server/services/factor/add.ts";
import { createDraft } from "../server/services/footprint/create-draft.ts";
import { startNext } from "../server/services/footprint/start-next.ts";
import { createModel } from "../server/services/model/create.ts";
import { stateRecycledContent } from "../server/services/model/state-recycled-content.ts";
import { createOperator } from "../server/services/operator/create.ts";
import { issueItem } from "../server/services/passport/issue-item.ts";
import { draftLines, draftOf, modelOf, operatorCalled, releaseReviewed } from "../server/test/fixture.ts";
import { testData } from "./test-data.ts";

/**
 * Fills an empty production registry in DATA_DIR with the data the stories need, through the services, before the
 * program starts on it. Prints how to sign in as JSON.
 */
const testFactor = {
  ...{ id: "test-grid", nameEn: "Grid electricity of the test", nameZh: "测试用电网电力" },
  ...{ value: "0.6", unit: "kgCO2e/kWh", geography: "CN", year: 2024, sourceTitle: "Made for the stories" },
  ...{ sourceWhere: null, qualityNote: null, boundary: null, illustrative: false },
};

const dataDir = given("DATA_DIR");
const publicUrl = given("PUBLIC_URL");
const keyEncryptionKey = new Uint8Array(Buffer.from(given("KEY_ENCRYPTION_KEY"), "base64"));
const password = randomBytes(12).toString("base64url");

const server = await startEmbeddedPostgres({ dataDir, report: console.error });
await ensureDatabase(server.connection("postgres"), "cellproof");
const owner = server.connection("cellproof");
await migrate(owner, path.resolve("db/migrations"));
const database = await openEmbeddedAsRole(owner);
const runtime = createRuntime({
  database,
  publicUrl,
  dataDir,
  keyEncryptionKey,
  sessionSecret: password + password + password,
});
try {
  await confirmBirth(runtime.db, { publicUrl, demonstration: false, keyEncryptionKey });
  console.log(JSON.stringify({ password, tokens: await fill() }));
} finally {
  await runtime.end();
  await server.stop();
}

async function fill(): Promise<Readonly<Record<string, string>>> {
  const keeper = contextFor({ ...anyone, memberships: [{ role: "keeper", operatorId: null }] }, runtime);
  const { slug, name } = testData.operator;
  const { id: operatorId } = await createOperator(keeper, { ...operatorCalled(slug), name });
  await addFactors(keeper, [testFactor]);

  const { exporter: exporterPerson, reviewer: reviewerPerson, stranger } = testData.people;
  const { id: exporterId } = await createUser(keeper, { ...exporterPerson, password });
  const { id: reviewerId } = await createUser(keeper, { ...reviewerPerson, password });
  const { id: officerId } = await createUser(keeper, { ...stranger, password });
  await grantRole(keeper, { userId: officerId, role: "authority", operatorId: null });
  const held = (["author", "reviewer", "signer"] as const).map((role) => ({ role, operatorId }));
  for (const { role } of held) await grantRole(keeper, { userId: exporterId, role, operatorId });
  const exporter = contextFor(
    { userId: exporterId, name: exporterPerson.name, memberships: held } satisfies Caller,
    runtime,
  );

  const second = { role: "reviewer", operatorId } as const;
  await grantRole(keeper, { userId: reviewerId, ...second });
  const reviewer = contextFor(
    { userId: reviewerId, name: reviewerPerson.name, memberships: [second] } satisfies Caller,
    runtime,
  );

  await fillProducts({ author: exporter, signer: exporter, reviewer }, operatorId);
  const tokenOf = async (userId: string) => (await createToken(keeper, { userId, name: "stories" })).token;
  const { id: keeperId } = await createUser(keeper, {
    ...{ name: "Test Keeper", email: "keeper@testpack.example", password },
  });
  await grantRole(keeper, { userId: keeperId, role: "keeper", operatorId: null });
  return {
    exporter: await tokenOf(exporterId),
    authority: await tokenOf(officerId),
    keeper: await tokenOf(keeperId),
  };
}

/** Who makes the data: the exporter writes and signs, somebody else reviews. */
type Actors = Parameters<typeof releaseReviewed>[0];

async function fillProducts(actors: Actors, operatorId: string): Promise<void> {
  const exporter = actors.author;
  const plants = [
    ["HD", "Handan plant", "Handan", testData.model],
    ["BD", "Baoding plant", "Baoding", testData.sibling],
  ] as const;
  for (const [code, plant, city, { gtin, name }] of plants) {
    const { id: facilityId } = await createFacility(exporter, {
      ...{ operatorId, code, name: plant, city, region: "CN-HE", country: "CN" },
    });
    const changes = { gtin, name, modelCode: `TP-100-${code}`, typeDesignation: "TP-100", chemistry: "NMC" };
    const model = await createModel(exporter, modelOf({ id: operatorId, facilityId }, changes));
    await stateRecycledContent(exporter, {
      ...{
        modelId: model.id,
        year: 2025,
        metal: "cobalt",
        preConsumerPercent: "3.5",
        postConsumerPercent: "2.5",
      },
      source: "Supplier certificate of the test",
    });
    const draft = await createDraft(exporter, draftOf({ modelId: model.id }));
    await releaseReviewed(actors, draft);
    if (code !== "HD") continue;
    await issueItem(exporter, { modelId: model.id, serial: testData.item.serial, manufacturedOn: "2026-10" });
    await fillDraft(actors, { id: operatorId, facilityId }, testData.drafted, "TP-62");
    await fillDraft(actors, { id: operatorId, facilityId }, testData.reviewed, "TP-80");
    const { gtin: undeclared, name: undeclaredName } = testData.undeclared;
    const small = { gtin: undeclared, name: undeclaredName, modelCode: "TP-50", typeDesignation: "TP-50" };
    await createModel(exporter, modelOf({ id: operatorId, facilityId }, small));
  }
}

/** Version 1 released, version 2 open, with a line of 150 kg to change. */
async function fillDraft(
  actors: Actors,
  plant: { readonly id: string; readonly facilityId: string },
  { gtin, name }: { readonly gtin: string; readonly name: string },
  modelCode: string,
): Promise<void> {
  const exporter = actors.author;
  const model = await createModel(
    exporter,
    modelOf(plant, { gtin, name, modelCode, typeDesignation: modelCode }),
  );
  const [cells, ...others] = draftLines;
  if (cells === undefined) throw new Error("The fixture has no lines.");
  const cathode = { ...cells, code: "cathode", nameEn: testData.cathode, nameZh: "测试用正极活性材料" };
  const lines = [{ ...cathode, amount: "150", factorValue: "22.5" }, ...others];
  const draft = await createDraft(exporter, draftOf({ modelId: model.id }, lines));
  await releaseReviewed(actors, draft);
  await startNext(exporter, { id: draft.id });
}

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operator as operatorTable, passport } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import type { RegistrationEntry } from "../../domain/registration/entry.ts";
import type { RegistryAnswer, RegistryClient } from "../../platform/registry-client.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { stateAttributes } from "../attribute/state.ts";
import { addKey } from "../key/add.ts";
import { retireKey } from "../key/retire.ts";
import { findOperator } from "../operator/find.ts";
import { readDocument } from "../passport/document.ts";
import { issueItem } from "../passport/issue-item.ts";
import { reissueVersion } from "../passport/reissue-version.ts";
import { listRegistrations } from "./list.ts";
import { prepareFiles } from "./prepare-files.ts";
import { readRegistrationFile } from "./read-file.ts";
import { recordAnswer } from "./record-answer.ts";
import { registerPassport } from "./register.ts";
import { submitDue } from "./submit-due.ts";
import { submitFile } from "./submit-file.ts";

let database: TestDatabase;
let registry: Fixture;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** An operator with a released model; registrable unless said otherwise. */
async function maker(commodityCode: string | null = "850760"): Promise<TestOperator & { modelId: string }> {
  count += 1;
  const operator = await registry.operator(`maker-${String(count)}`);
  const identified = { identifierScheme: "NTR", identifier: `NTRCN-${String(count)}` };
  await database.db.update(operatorTable).set(identified).where(eq(operatorTable.id, operator.id));
  const { model, draft } = await declaredModel(operator);
  if (commodityCode !== null) {
    const { lock } = await readAttributes(operator.author, { id: model.id });
    await stateAttributes(operator.author, { id: model.id, lock, values: { commodityCode } });
  }
  await releaseReviewed(operator, draft);
  return { ...operator, modelId: model.id };
}

async function batteries({ signer, modelId }: Awaited<ReturnType<typeof maker>>, many: number) {
  const made: string[] = [];
  for (let serial = 1; serial <= many; serial += 1) {
    const item = await issueItem(signer, {
      modelId,
      serial: `S${String(serial)}`,
      manufacturedOn: "2026-10",
    });
    made.push(item.productUrl);
  }
  return made;
}

/** The registry of the Union as it may be one day; keeps what it was told. */
function openRegistry(answer: (entry: RegistrationEntry) => RegistryAnswer): RegistryClient & {
  readonly told: RegistrationEntry[];
} {
  const told: RegistrationEntry[] = [];
  return {
    told,
    isOpen: () => Promise.resolve(true),
    submit: (entries) => {
      told.push(...entries);
      return Promise.resolve(entries.map((entry) => answer(entry)));
    },
  };
}
const accepting = (entry: RegistrationEntry): RegistryAnswer => ({
  state: "registered",
  registrationId: `EU-${entry.digitalProductPassportId}`,
});
const withRegistry = (ctx: Context, euRegistry: RegistryClient): Context => ({ ...ctx, euRegistry });

describe("BATT-Art77(10): the outbox to the registry of the Union", () => {
  test("holds each battery from its issue on, and no model", async () => {
    const operator = await maker();
    const [productUrl] = await batteries(operator, 1);
    const { registrations } = await listRegistrations(operator.author);
    expect(registrations).toMatchObject([
      { productUrl, version: 1, state: "prepared", registrationId: null },
    ]);
  });

  test("says that nothing is possible yet while the registry is not open", async () => {
    const operator = await maker();
    const [productUrl = ""] = await batteries(operator, 1);
    expect(await registerPassport(operator.signer, { productUrl })).toMatchObject({
      ...{ state: "notYetPossible", registrationId: null },
    });
    // Asked again, nothing is there twice.
    await registerPassport(operator.signer, { productUrl });
    expect((await listRegistrations(operator.signer)).registrations).toHaveLength(1);
  });

  test("takes no model and no batch, which are no batteries: the request says so and nothing is entered", async () => {
    const operator = await maker();
    await batteries(operator, 1);
    const [ofModel] = await database.db
      .select({ productUrl: passport.productUrl })
      .from(passport)
      .where(and(eq(passport.operatorId, operator.id), eq(passport.level, "model")));
    const asked = registerPassport(operator.signer, { productUrl: ofModel?.productUrl ?? "" });
    expect(await refusalFrom(asked)).toMatchObject({
      ...{ code: "INVALID_INPUT", status: 400, problems: [{ code: "E_REGISTRATION_LEVEL", path: "" }] },
    });
    expect((await listRegistrations(operator.signer)).registrations).toHaveLength(1);
  });

  test("hands over what waits when the registry opens, and keeps its identifier", async () => {
    const operator = await maker();
    const urls = await batteries(operator, 2);
    await submitDue(registry.keeper);
    const open = openRegistry(accepting);
    expect(await submitDue(withRegistry(registry.keeper, open))).toBeGreaterThanOrEqual(2);
    expect(open.told.map(({ uniqueProductIdentifier }) => uniqueProductIdentifier)).toEqual(
      expect.arrayContaining(urls),
    );
    const { registrations } = await listRegistrations(operator.signer);
    expect(registrations.map(({ state }) => state)).toEqual(["registered", "registered"]);
    expect(new Set(registrations.map(({ registrationId }) => registrationId)).size).toBe(2);
    expect(await submitDue(withRegistry(registry.keeper, openRegistry(accepting)))).toBe(0);
  });

  test("keeps why it refused, and hands it over again once it is mended", async () => {
    const operator = await maker();
    await batteries(operator, 1);
    const strict = openRegistry(() => ({ state: "refused", reason: "unknown commodity code" }));
    await submitDue(withRegistry(registry.keeper, strict));
    const [row] = (await listRegistrations(operator.signer)).registrations;
    expect(row).toMatchObject({ state: "refused", refusal: "unknown commodity code" });
    await recordAnswer(operator.signer, { id: row?.id ?? "", answer: "prepared" });
    await submitDue(withRegistry(registry.keeper, openRegistry(accepting)));
    expect((await listRegistrations(operator.signer)).registrations).toMatchObject([
      { state: "registered", refusal: null },
    ]);
  });

  test("waits for the next round when the registry cannot be reached", async () => {
    const operator = await maker();
    await batteries(operator, 1);
    const away: RegistryClient = {
      isOpen: () => Promise.resolve(true),
      submit: () => Promise.reject(new Error("no route")),
    };
    await expect(submitDue(withRegistry(registry.keeper, away))).rejects.toThrow("no route");
    expect((await listRegistrations(operator.signer)).registrations).toMatchObject([
      { state: "notYetPossible" },
    ]);
    await submitDue(withRegistry(registry.keeper, openRegistry(accepting)));
  });
});

test("the next version of a registered battery says its registration identifier, and is registered in its turn", async () => {
  const operator = await maker();
  const [productUrl = ""] = await batteries(operator, 1);
  await submitDue(withRegistry(registry.keeper, openRegistry(accepting)));
  const [registered] = (await listRegistrations(operator.signer)).registrations;
  const [{ kid } = { kid: "" }] = (await findOperator(operator.signer, operator.id))?.keys ?? [];
  await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
  await retireKey(operator.signer, { kid });
  await reissueVersion(operator.signer, { productUrl });
  const document = await readDocument(registry.keeper, { productUrl });
  expect(JSON.stringify(document)).toContain(
    `"registryRegistrationId":${JSON.stringify(registered?.registrationId)}`,
  );
  const open = openRegistry(accepting);
  await submitDue(withRegistry(registry.keeper, open));
  expect(open.told).toMatchObject([{ version: 2, registrationId: registered?.registrationId }]);
  expect((await listRegistrations(operator.signer)).registrations).toMatchObject([
    { version: 2, state: "registered", registrationId: registered?.registrationId },
  ]);
});

describe("files for the registry's web interface", () => {
  test("hold what is complete; what is not is named with what it lacks", async () => {
    const operator = await maker(null);
    const [productUrl] = await batteries(operator, 1);
    const { files, unprepared } = await prepareFiles(operator.signer, { operatorId: operator.id });
    expect(files).toEqual([]);
    expect(unprepared).toMatchObject([{ productUrl, problems: [{ code: "E_REGISTRATION_COMMODITY" }] }]);
  });

  test("go out, wait, and take identifier and proof of registration", async () => {
    const operator = await maker();
    const [first = "", second = ""] = await batteries(operator, 2);
    const { files } = await prepareFiles(operator.signer, { operatorId: operator.id });
    expect(files).toMatchObject([{ count: 2 }]);
    const [{ id: fileId } = { id: "" }] = files;
    const { text } = await readRegistrationFile(operator.author, { id: fileId, form: "json" });
    const { registrations } = await listRegistrations(operator.author);
    expect(JSON.parse(text)).toMatchObject({
      registrations: [first, second].map((url) => ({
        uniqueProductIdentifier: url,
        versionHash: { value: registrations.find(({ productUrl }) => productUrl === url)?.versionHash },
      })),
    });
    const xml = await readRegistrationFile(operator.author, { id: fileId, form: "xml" });
    expect(xml.text).toContain(`<uniqueProductIdentifier>${first}</uniqueProductIdentifier>`);
    // What stands in a file does not go into a second one, nor through the program.
    expect((await prepareFiles(operator.signer, { operatorId: operator.id })).files).toEqual([]);
    const [{ id } = { id: "" }, { id: other } = { id: "" }] = registrations;
    const answer = { id, answer: "registered", registrationId: "EU-1" } as const;
    expect((await refusalFrom(recordAnswer(operator.signer, answer))).code).toBe("REGISTRATION_STATE");
    expect(await submitFile(operator.signer, { fileId })).toEqual({ count: 2 });
    const proof = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    expect(await recordAnswer(operator.signer, { ...answer, proof })).toMatchObject({ state: "registered" });
    const twice = recordAnswer(operator.signer, { ...answer, id: other });
    expect((await refusalFrom(twice)).code).toBe("IDENTIFIER_TAKEN");
    const after = await listRegistrations(operator.author);
    expect(after.files).toMatchObject([{ count: 2, open: 0, waiting: 1 }]);
    expect(after.registrations[0]?.proofDocumentId).not.toBeNull();
  });

  test("are nobody else's", async () => {
    const operator = await maker();
    const stranger = await registry.operator(`stranger-${String(count)}`);
    await batteries(operator, 1);
    const { files } = await prepareFiles(operator.signer, { operatorId: operator.id });
    const [{ id } = { id: "" }] = files;
    const asked = readRegistrationFile(stranger.signer, { id, form: "json" });
    expect((await refusalFrom(asked)).code).toBe("NOT_ALLOWED");
    expect((await listRegistrations(stranger.signer)).registrations).toEqual([]);
    const prepare = prepareFiles(operator.author, { operatorId: operator.id });
    expect((await refusalFrom(prepare)).code).toBe("NOT_ALLOWED");
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logEntry, operator as operatorTable, resultSheet } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import type { Context } from "../../context.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { verifySheet } from "../../domain/verification/verify-sheet.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, operatorCalled, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { grantRole } from "../account/grant-role.ts";
import { listBodies } from "../body/list.ts";
import { addKey } from "../key/add.ts";
import { declareCompromised } from "../key/declare-compromised.ts";
import { retireKey } from "../key/retire.ts";
import { readPolicy } from "../log/read-policy.ts";
import { createOperator } from "../operator/create.ts";
import { readKeys } from "../operator/read-keys.ts";
import { readBundle } from "../passport/read-bundle.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { forgetOldSheets } from "./forget-old.ts";
import { issueListSheet } from "./issue-for-list.ts";
import { issueProductSheet } from "./issue-for-product.ts";
import { readSheet } from "./read.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let official: Context;
let stranger: Context;
let productUrl: string;
const did = "did:web:localhost%3A3000:op:registry";

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("maker");
  official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
  stranger = registry.as(anyone);
  productUrl = await released("SHEET");
});
afterAll(() => database.end());

async function released(modelCode: string): Promise<string> {
  const { model, draft } = await declaredModel(operator, { modelCode, typeDesignation: modelCode });
  await releaseReviewed(operator, draft);
  return model.productUrl;
}

/** What somebody finds who has the file and the policy and nothing else. */
async function offline(token: string, changes: { readonly issuer?: string; readonly at?: Date } = {}) {
  const policy = parsePolicy((await readPolicy(stranger)) ?? "");
  const trust = { policy: policy.ok ? policy.value : null, at: stranger.now(), ...changes };
  return verifySheet(token, trust, webCrypto);
}

const registryOf = async () => {
  const [row] = await database.db.select().from(operatorTable).where(eq(operatorTable.slug, "registry"));
  return row?.id ?? "";
};

describe("a sheet about one product", () => {
  test("says what was checked, and holds offline under the policy alone", async () => {
    const path = productUrl.slice(testUrl.length);
    const { id } = await issueProductSheet(stranger, { query: ` ${path} ` });
    const kept = await readSheet(stranger, { id });
    const { bundle } = await readBundle(stranger, { productUrl });
    const bytes = new TextEncoder().encode(bundle.record);
    const sha256 = encodeBase64url(await webCrypto.sha256(bytes));
    expect(kept.sheet).toMatchObject({
      ...{ madeBy: "registry", list: null, policy: await readPolicy(stranger) },
      ...{ checkedAt: "2026-11-20T12:00:00.000Z", asOf: "2026-11-20T12:00:00.000Z" },
      log: { origin: "localhost:3000/log" },
      checked: [
        {
          ...{ asked: path, product: productUrl, operator: "Operator maker", version: 1 },
          ...{ record: { sha256, bytes: bytes.length }, answer: "valid", outcome: "holds" },
        },
      ],
    });
    expect(kept.sheet.checked[0]?.parts.map(({ state }) => state)).toEqual([
      ...["ok", "ok", "ok", "ok", "ok", "notAsked"],
    ]);
    const { verdict } = await offline(kept.token, { issuer: did });
    expect([verdict.overall, verdict.demonstration]).toEqual(["holds", true]);
    const keys = await readKeys(stranger, { slug: "registry" });
    expect(keys.jwks.keys[0]?.kid).toBe(kept.kid);
  });

  test("is signed by the registry's own key, which the log announces once", async () => {
    const before = await database.db.$count(logEntry);
    await Promise.all([1, 2].map(() => issueProductSheet(stranger, { query: productUrl })));
    expect(await database.db.$count(logEntry)).toBe(before);
    expect(await database.db.$count(operatorTable, eq(operatorTable.kind, "registry"))).toBe(1);
  });

  test("tells how things stood on a day: withdrawn today, valid before", async () => {
    const url = await released("SHEET-PAST");
    registry.setTime("2026-11-20T14:00:00Z");
    await revokeVersion(operator.signer, { productUrl: url, version: 1, reason: "wrongData" });
    registry.setTime("2026-11-20T15:00:00Z");
    const sheetOf = async (at?: string) => {
      const { id } = await issueProductSheet(stranger, { query: url, at });
      return (await readSheet(stranger, { id })).sheet;
    };
    const now = await sheetOf();
    expect(now.checked[0]).toMatchObject({ outcome: "withdrawn", answer: "withdrawn" });
    const then = await sheetOf("2026-11-20T13:00:00Z");
    expect([then.asOf, then.checkedAt]).toEqual(["2026-11-20T13:00:00.000Z", "2026-11-20T15:00:00.000Z"]);
    expect(then.checked[0]).toMatchObject({ outcome: "holds", answer: null });
    expect(await problemsFrom(issueProductSheet(stranger, { query: url, at: "yesterday" }))).toEqual([
      "E_TIMESTAMP at",
    ]);
  });

  test.each([
    ["unknown", "/01/09520000099992"],
    ["foreign", "https://elsewhere.example/01/09520000010010"],
    ["unreadable", "what is this"],
  ])("says %s where there was nothing to judge", async (answer, query) => {
    const { id } = await issueProductSheet(stranger, { query });
    const { sheet, verdict } = await readSheet(stranger, { id });
    expect(sheet.checked[0]).toMatchObject({ answer, asked: query, outcome: null, record: null, parts: [] });
    expect([verdict.overall, sheet.log === null]).toEqual(["holds", false]);
  });
});

describe("a sheet about a list", () => {
  test("is for those who may check lists: issued, and read", async () => {
    const rows = [["/01/09520000099992"], [productUrl]];
    expect((await refusalFrom(issueListSheet(stranger, { rows }))).code).toBe("NOT_SIGNED_IN");
    expect((await refusalFrom(issueListSheet(operator.author, { rows }))).code).toBe("NOT_ALLOWED");
    const { id } = await issueListSheet(official, { rows });
    expect((await refusalFrom(readSheet(stranger, { id }))).code).toBe("NOT_SIGNED_IN");
    expect((await refusalFrom(readSheet(operator.author, { id }))).code).toBe("NOT_ALLOWED");
    const { sheet, verdict } = await readSheet(official, { id });
    expect(verdict.overall).toBe("holds");
    expect(sheet.list?.rows).toBe(2);
    expect(sheet.checked).toMatchObject([
      { row: 1, answer: "unknown", outcome: null },
      { row: 2, answer: "valid", product: productUrl, version: 1, outcome: "holds", headline: "verified" },
    ]);
    expect(sheet.checked[1]?.record?.bytes).toBeGreaterThan(1000);
    expect(sheet.words.zh["answer.unknown"]).toBe("未知");
  });

  test("holds the longest list there is", async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => [
      at === 0 ? productUrl : `no identifier ${String(at)}`,
    ]);
    const { id } = await issueListSheet(official, { rows });
    const { sheet, token } = await readSheet(official, { id });
    expect([sheet.checked.length, (await offline(token)).verdict.overall]).toEqual([5000, "holds"]);
    expect(token.length).toBeGreaterThan(262_144);
  });
});

describe("the registry's key", () => {
  test("is replaced by the keeper: new sheets are signed by the next, and what the former signed stays good", async () => {
    const { id } = await issueProductSheet(stranger, { query: productUrl });
    const former = await readSheet(stranger, { id });
    registry.setTime("2026-11-20T16:00:00Z");
    const operatorId = await registryOf();
    await addKey(registry.keeper, { operatorId, signer: "process" });
    await retireKey(registry.keeper, { kid: former.kid });
    registry.setTime("2026-11-20T17:00:00Z");
    const next = await readSheet(stranger, await issueProductSheet(stranger, { query: productUrl }));
    expect(next.kid).not.toBe(former.kid);
    expect((await offline(next.token)).verdict.overall).toBe("holds");
    expect((await readSheet(stranger, { id })).verdict.overall).toBe("holds");
  });

  test("in foreign hands counts for no sheet any more", async () => {
    registry.setTime("2026-11-20T18:00:00Z");
    const { id } = await issueProductSheet(stranger, { query: productUrl });
    const operatorId = await registryOf();
    const { kid } = await readSheet(stranger, { id });
    await addKey(registry.keeper, { operatorId, signer: "process" });
    await declareCompromised(registry.keeper, { kid, since: "2026-11-20T17:30:00Z" });
    const { verdict } = await readSheet(stranger, { id });
    expect([verdict.overall, verdict.parts[0]?.code]).toEqual(["wrong", "R_KEY_COMPROMISED"]);
  });

  test("stands under a name that no operator can have, and nobody writes in", async () => {
    expect(await problemsFrom(createOperator(registry.keeper, operatorCalled("registry")))).toEqual([
      "E_SLUG_RESERVED slug",
    ]);
    const { userId } = await registry.person("somebody");
    const grant = { userId: userId ?? "", role: "signer", operatorId: await registryOf() } as const;
    expect((await refusalFrom(grantRole(registry.keeper, grant))).code).toBe("OPERATOR_NOT_FOUND");
    expect((await listBodies(registry.keeper)).map(({ slug }) => slug)).not.toContain("registry");
  });
});

test("a sheet is kept for its time, and the signed file holds beyond it", async () => {
  registry.setTime("2026-11-20T19:00:00Z");
  const { id } = await issueProductSheet(stranger, { query: productUrl });
  const { token, keptUntil } = await readSheet(stranger, { id });
  expect(keptUntil).toBe("2027-02-18T19:00:00.000Z");
  registry.setTime("2027-02-18T19:00:01Z");
  expect((await refusalFrom(readSheet(stranger, { id }))).code).toBe("RESULT_SHEET_NOT_FOUND");
  expect((await offline(token)).verdict.overall).toBe("holds");
  expect(await forgetOldSheets(registry.keeper)).toBeGreaterThan(0);
  expect(await database.db.$count(resultSheet)).toBe(0);
});

import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  logEntry,
  operator as operatorTable,
  operatorKey,
  passport as passportTable,
  statusChange,
  statusEntry,
  statusListVersion,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { didOf, issuerUrl, jwks } from "../../domain/record/did.ts";
import { checkSignature, keyFor, readJws, readPayload } from "../../domain/record/jws.ts";
import {
  readBitstringStatus,
  readTokenStatus,
  statusListUrl,
  tokenListUrl,
} from "../../domain/record/status-list.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";
import { readEntry } from "../../domain/transparency/read-entry.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { startNext } from "../footprint/start-next.ts";
import { addKey } from "../key/add.ts";
import { publishLog } from "../log/publish.ts";
import { ceaseOperator } from "../operator/cease.ts";
import { checkPassport } from "../passport/check-passport.ts";
import { readDocument } from "../passport/document.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { listVersions } from "../passport/versions.ts";
import { publishStatusLists } from "./publish-lists.ts";
import { readStatusList } from "./read-list.ts";
import { reissueDueLists } from "./reissue-due.ts";
import { revokeVersion } from "./revoke-version.ts";

let database: TestDatabase;
let registry: Fixture;
let reader: Context;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  reader = registry.as(anyone);
});
afterAll(() => database.end());

async function releasedModel(slug: string) {
  registry.setTime("2026-11-20T12:00:00Z");
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  return { operator, draft, productUrl: model.productUrl, modelId: model.id };
}

async function nextVersion(operator: TestOperator, declarationId: string, amount: string) {
  const next = await startNext(operator.author, { id: declarationId });
  const { lock } = await changeLine(operator.author, {
    ...{ id: next.id, lock: next.lock, code: "cells" },
    changes: { amount },
  });
  return releaseReviewed(operator, { id: next.id, lock }, "another amount");
}

/** Both lists as a stranger reads them: fetched, signature checked under the published keys, place looked up. */
async function statusOf(productUrl: string, version: number, timestamp?: string) {
  const [entry] = await database.db
    .select({
      list: statusEntry.list,
      index: statusEntry.index,
      slug: operatorTable.slug,
      id: operatorTable.id,
    })
    .from(statusEntry)
    .innerJoin(passportTable, eq(passportTable.id, statusEntry.passportId))
    .innerJoin(operatorTable, eq(operatorTable.id, statusEntry.operatorId))
    .where(eq(passportTable.productUrl, productUrl))
    .orderBy(asc(statusEntry.version))
    .offset(version - 1);
  if (entry === undefined) throw new Error("no such version");
  const { slug } = entry;
  const asked = { slug, list: String(entry.list), timestamp };
  const bits = await readStatusList(reader, { ...asked, kind: "bitstring" });
  const tokens = await readStatusList(reader, { ...asked, kind: "token" });
  const list = statusListUrl(testUrl, slug, entry.list);
  const index = String(entry.index);
  const at = timestamp === undefined ? reader.now() : new Date(timestamp);
  const bitPointer = { list, index, issuer: didOf(testUrl, slug) };
  const tokenPointer = { list: tokenListUrl(list), index, issuer: issuerUrl(testUrl, slug) };
  const bit = readBitstringStatus(
    await verified(bits.token, "vc+jwt", entry.id),
    bitPointer,
    "revocation",
    at,
  );
  const token = readTokenStatus(await verified(tokens.token, "statuslist+jwt", entry.id), tokenPointer, at);
  const valueOf = (status: typeof bit) =>
    status.ok ? status.value.value : status.problems.map(({ code }) => code).join();
  return { bit: valueOf(bit), token: valueOf(token), sequence: bits.sequence };
}

async function verified(token: string, typ: string, operatorId: string): Promise<JsonObject> {
  const keys = await database.db.select().from(operatorKey).where(eq(operatorKey.operatorId, operatorId));
  const published = jwks(keys.map(({ kid, publicJwk }) => ({ kid, jwk: publicJwk, state: "active" })));
  const jws = readJws(token, typ);
  const key = jws.ok ? keyFor(jws.value, published.keys) : jws;
  if (!jws.ok || !key.ok) throw new Error("unreadable list");
  const checked = await checkSignature(key.value, jws.value.signingInput, jws.value.signature, webCrypto);
  const payload = readPayload(jws.value);
  if (!checked.ok || !payload.ok) throw new Error("the list does not verify");
  return payload.value;
}

const versionsOf = async (operatorId: string) =>
  database.db
    .select()
    .from(statusListVersion)
    .where(eq(statusListVersion.operatorId, operatorId))
    .orderBy(asc(statusListVersion.seq));

const withdrawal = (productUrl: string, version: number) => ({ productUrl, version, reason: "wrongData" });

describe("the lists", () => {
  test("are there before the first record that names them is served, with nothing set", async () => {
    const { operator, productUrl } = await releasedModel("first-list");
    const { record } = await readPassport(reader, { productUrl });
    const [first, ...more] = await versionsOf(operator.id);
    expect(more).toEqual([]);
    expect(first?.leafIndex).toBeLessThan(record.leafIndex);
    expect(record.credential.credentialStatus.statusListCredential).toBe(
      statusListUrl(testUrl, "first-list", 1),
    );
    expect(await statusOf(productUrl, 1)).toEqual({ bit: 0, token: 0, sequence: 1 });
  });

  test("are signed again when a version is replaced, and say so", async () => {
    const { operator, draft, productUrl } = await releasedModel("replaced");
    await nextVersion(operator, draft.id, "900");
    expect(await statusOf(productUrl, 1)).toEqual({ bit: 1, token: 3, sequence: 2 });
    expect(await statusOf(productUrl, 2)).toEqual({ bit: 0, token: 0, sequence: 2 });
  });

  test("are not signed again by a version that replaces nothing: a battery of the model changes no place", async () => {
    const { operator, modelId } = await releasedModel("no-change");
    await issueItem(operator.signer, { modelId, serial: "A1", manufacturedOn: "2026-10" });
    expect(await versionsOf(operator.id)).toHaveLength(1);
    expect(await publishStatusLists(reader, operator.id)).toBe(0);
  });

  test("are logged before they are served: digests of both and their number, one after the other", async () => {
    const { operator, draft } = await releasedModel("logged");
    await nextVersion(operator, draft.id, "900");
    const versions = await versionsOf(operator.id);
    expect(versions.map(({ seq }) => seq)).toEqual([1, 2]);
    for (const version of versions) {
      const [logged] = await database.db.select().from(logEntry).where(eq(logEntry.idx, version.leafIndex));
      const entry = readEntry(logged?.entry ?? new Uint8Array());
      const digest = async (text: string) =>
        Buffer.from(await webCrypto.sha256(new TextEncoder().encode(text))).toString("base64url");
      expect(entry.ok && entry.value).toMatchObject({
        ...{ type: "status-list", list: statusListUrl(testUrl, "logged", 1), sequence: version.seq },
        artifacts: {
          "vc+jwt": await digest(version.bitstring),
          "statuslist+jwt": await digest(version.token),
        },
      });
    }
  });

  test("are not served while their entry is not published", async () => {
    const { operator, draft, productUrl } = await releasedModel("pending");
    await nextVersion(operator, draft.id, "900");
    registry.setTime("2026-11-22T12:00:00Z");
    expect(await publishStatusLists(reader, operator.id)).toBe(1);
    expect((await statusOf(productUrl, 1)).sequence).toBe(2);
    await publishLog(reader);
    expect((await statusOf(productUrl, 1)).sequence).toBe(3);
  });

  test("count a week at most and are signed again after a day, not before", async () => {
    const { operator } = await releasedModel("daily");
    registry.setTime("2026-11-21T11:59:59Z");
    expect(await publishStatusLists(reader, operator.id)).toBe(0);
    registry.setTime("2026-11-21T12:00:00Z");
    expect(await publishStatusLists(reader, operator.id)).toBe(1);
    for (const { issuedAt, validUntil } of await versionsOf(operator.id))
      expect(validUntil.getTime() - issuedAt.getTime()).toBe(7 * 86_400_000);
  });

  test("never go back in time, even when the clock does", async () => {
    const { operator, draft, productUrl } = await releasedModel("clock-back");
    registry.setTime("2026-11-19T12:00:00Z");
    await nextVersion(operator, draft.id, "900");
    const [first, second] = await versionsOf(operator.id);
    expect(second?.issuedAt).toEqual(first?.issuedAt);
    registry.setTime("2026-11-20T12:00:00Z");
    expect(await statusOf(productUrl, 1, "2026-11-20T12:00:00Z")).toMatchObject({ token: 3, sequence: 2 });
  });

  test("of two operators hold each one's own places", async () => {
    const one = await releasedModel("apart-one");
    const two = await releasedModel("apart-two");
    await revokeVersion(one.operator.signer, withdrawal(one.productUrl, 1));
    expect(await statusOf(two.productUrl, 1)).toEqual({ bit: 0, token: 0, sequence: 1 });
    expect(await versionsOf(two.operator.id)).toHaveLength(1);
  });

  test("after two releases at once say both, whoever came first", async () => {
    const { operator, draft, productUrl } = await releasedModel("at-once");
    const other = await declaredModel(operator, { modelCode: "PACK-200" });
    await releaseReviewed(operator, other.draft);
    await Promise.all([nextVersion(operator, draft.id, "900"), nextVersion(operator, other.draft.id, "800")]);
    expect(await statusOf(productUrl, 1)).toMatchObject({ bit: 1, token: 3 });
    expect(await statusOf(other.model.productUrl, 1)).toMatchObject({ bit: 1, token: 3 });
    expect(await statusOf(other.model.productUrl, 2)).toMatchObject({ bit: 0, token: 0 });
    const sequences = (await versionsOf(operator.id)).map(({ seq }) => seq);
    expect(sequences).toEqual(sequences.map((_, place) => place + 1));
  });

  test("that a stop kept from being signed are signed by the next round", async () => {
    const { operator, draft, productUrl } = await releasedModel("killed");
    const next = await startNext(operator.author, { id: draft.id });
    const { lock } = await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells" },
      changes: { amount: "900" },
    });
    // The signer dies between the record and the lists: of a release only the three signatures of its version are made.
    let signatures = 0;
    const dying = {
      sign: (kid: string, bytes: Uint8Array) => {
        signatures += 1;
        return signatures <= 3
          ? operator.signer.signer.sign(kid, bytes)
          : Promise.reject(new Error("killed"));
      },
    };
    const signer = registry.as(operator.signer.caller, dying);
    await releaseReviewed({ ...operator, signer }, { id: next.id, lock }, "another amount");
    expect(await statusOf(productUrl, 1)).toEqual({ bit: 0, token: 0, sequence: 1 });
    const { lists, failures } = await reissueDueLists(reader);
    expect({ lists: lists > 0, failures }).toEqual({ lists: true, failures: [] });
    await publishLog(reader);
    expect(await statusOf(productUrl, 1)).toMatchObject({ bit: 1, token: 3, sequence: 2 });
  });

  test("of an operator whose signer fails keep nobody else's from being signed", async () => {
    const one = await releasedModel("failing");
    const two = await releasedModel("working");
    registry.setTime("2026-11-22T12:00:00Z");
    const [key] = await database.db
      .select({ kid: operatorKey.kid })
      .from(operatorKey)
      .where(eq(operatorKey.operatorId, one.operator.id));
    const signer = {
      sign: (kid: string, bytes: Uint8Array) =>
        kid === key?.kid ? Promise.reject(new Error("no answer")) : reader.signer.sign(kid, bytes),
    };
    const { failures } = await reissueDueLists(registry.as(anyone, signer));
    expect(failures.map(({ operator }) => operator)).toEqual(["failing"]);
    expect(await versionsOf(two.operator.id)).toHaveLength(2);
    expect(await versionsOf(one.operator.id)).toHaveLength(1);
  });

  test("signed wrongly by a signer outside are not kept", async () => {
    const { operator } = await releasedModel("wrong-signature");
    registry.setTime("2026-11-22T12:00:00Z");
    const signer = { sign: () => Promise.resolve(new Uint8Array(64).fill(1)) };
    await expect(publishStatusLists(registry.as(anyone, signer), operator.id)).rejects.toThrow("R_SIGNATURE");
    expect(await versionsOf(operator.id)).toHaveLength(1);
  });

  test("of an operator that has ceased are its last word: nothing is signed any more", async () => {
    const { operator, productUrl, modelId } = await releasedModel("ceased");
    registry.setTime("2026-11-20T13:00:00Z");
    const input = { operatorId: operator.id, on: "2026-11-20", reason: "insolvency" };
    expect((await refusalFrom(ceaseOperator(operator.signer, input))).code).toBe("NOT_ALLOWED");
    expect(await problemsFrom(ceaseOperator(registry.keeper, { ...input, on: "2026-11-21" }))).toEqual([
      "E_TIME_FUTURE on",
    ]);
    expect(await problemsFrom(ceaseOperator(registry.keeper, { ...input, reason: "boredom" }))).toEqual([
      "E_STATUS_REASON reason",
    ]);
    const before = await database.db.$count(logEntry);
    expect(await ceaseOperator(registry.keeper, input)).toEqual({ retiredKeys: 1, isPending: false });
    expect(await database.db.$count(logEntry)).toBe(before + 1);
    expect((await refusalFrom(ceaseOperator(registry.keeper, input))).code).toBe("OPERATOR_CEASED");
    // What it signed stays good: its key is still published, and the record holds as of then.
    expect((await checkPassport(reader, { productUrl })).verdict.overall).toBe("holds");
    const key = { operatorId: operator.id, signer: "process" } as const;
    expect((await refusalFrom(addKey(operator.signer, key))).code).toBe("OPERATOR_CEASED");
    registry.setTime("2026-12-20T12:00:00Z");
    expect(await publishStatusLists(reader, operator.id)).toBe(0);
    expect(await statusOf(productUrl, 1)).toMatchObject({ bit: "C_LIST_STALE", token: "C_LIST_STALE" });
    expect(await statusOf(productUrl, 1, "2026-11-20T14:00:00Z")).toMatchObject({ bit: 0, token: 0 });
    expect((await readPassport(reader, { productUrl })).operatorCeased).toEqual({
      ...{ at: "2026-11-20T13:00:00.000Z", reason: "insolvency" },
    });
    expect((await checkPassport(reader, { productUrl, at: "2026-11-20T14:00:00Z" })).verdict.overall).toBe(
      "holds",
    );
    const item = { modelId, serial: "LATE", manufacturedOn: "2026-10" };
    expect((await refusalFrom(issueItem(operator.signer, item))).code).toBe("OPERATOR_CEASED");
    const late = await refusalFrom(revokeVersion(operator.signer, withdrawal(productUrl, 1)));
    expect(late.code).toBe("OPERATOR_CEASED");
  });

  test("are kept for good: the database refuses to change or remove one", async () => {
    for (const statement of [
      "update status_list_version set valid_until = valid_until",
      "delete from status_list_version",
      "truncate status_list_version",
    ])
      await expect(database.pool.query(statement)).rejects.toThrow(/refused|permission denied/);
  });
});

describe("a list by its time", () => {
  test("is the one that was in force then", async () => {
    const { operator, draft, productUrl } = await releasedModel("history");
    registry.setTime("2026-11-20T15:00:00Z");
    await nextVersion(operator, draft.id, "900");
    registry.setTime("2026-11-20T16:00:00Z");
    const before = await statusOf(productUrl, 1, "2026-11-20T14:59:59Z");
    const after = await statusOf(productUrl, 1, "2026-11-20T15:00:00Z");
    const elsewhere = await statusOf(productUrl, 1, "2026-11-20T23:59:59+09:00");
    expect([before, after, elsewhere].map(({ token, sequence }) => [token, sequence])).toEqual([
      [0, 1],
      [3, 2],
      [0, 1],
    ]);
  });

  test("before the first, of an unknown operator or number, is not there", async () => {
    await releasedModel("early");
    const list = { slug: "early", list: "1", kind: "token" } as const;
    for (const asked of [
      { ...list, timestamp: "2026-11-20T11:59:59Z" },
      { ...list, slug: "nobody" },
      { ...list, slug: "Not a slug" },
      { ...list, list: "2" },
      { ...list, list: "01" },
      { ...list, list: "0" },
      { ...list, list: "99999999999999999999" },
    ])
      expect((await refusalFrom(readStatusList(reader, asked))).code).toBe("STATUS_LIST_NOT_FOUND");
  });

  test.each([
    "",
    "now",
    "2026-11-20",
    "2026-11-20T12:00:00",
    "2026-11-20T12:00:00 01:00",
    "2026-02-30T12:00:00Z",
  ])("that is none is refused: %j", async (timestamp) => {
    const asked = { slug: "early", list: "1", kind: "bitstring", timestamp } as const;
    expect(await problemsFrom(readStatusList(reader, asked))).toEqual(["E_TIMESTAMP timestamp"]);
  });
});

describe("withdrawing a version", () => {
  test("sets its place, logs why, and is told in the page's data, the document and the history", async () => {
    const { operator, productUrl } = await releasedModel("withdrawn");
    registry.setTime("2026-11-20T13:00:00Z");
    const revoked = await revokeVersion(operator.signer, {
      ...withdrawal(productUrl, 1),
      note: "The mass was that of another pack.",
    });
    expect(revoked.isPending).toBe(false);
    expect(await statusOf(productUrl, 1)).toEqual({ bit: 1, token: 1, sequence: 2 });
    const status = {
      ...{ status: "revoked", reason: "wrongData", changedAt: "2026-11-20T13:00:00.000Z" },
      leafIndex: revoked.leafIndex,
    };
    const view = await readPassport(reader, { productUrl });
    expect([view.record.status, view.documentStatus]).toEqual([status, "invalid"]);
    expect((await listVersions(reader, { productUrl })).map((row) => row.status)).toEqual([status]);
    const document = await readDocument(reader, { productUrl });
    expect(document).toMatchObject({
      dppStatus: "invalid",
      recordStatus: { status: "revoked", reason: "wrongData", since: "2026-11-20T13:00:00.000Z" },
    });
    const [logged] = await database.db.select().from(logEntry).where(eq(logEntry.idx, revoked.leafIndex));
    expect(new TextDecoder().decode(logged?.entry)).toContain('"reason":"wrongData"');
    const everything = JSON.stringify([view, document, new TextDecoder().decode(logged?.entry)]);
    expect(everything).not.toContain("another pack");
  });

  test("is for a signer of its operator: not for the author, the reviewer, another's signer, the keeper", async () => {
    const { operator, productUrl } = await releasedModel("whose");
    const { operator: other } = await releasedModel("not-whose");
    for (const ctx of [operator.author, operator.reviewer, other.signer, registry.keeper])
      expect((await refusalFrom(revokeVersion(ctx, withdrawal(productUrl, 1)))).code).toMatch(/^NOT_/);
    expect(await statusOf(productUrl, 1)).toMatchObject({ token: 0 });
  });

  test("is final: not twice, and the database refuses a return", async () => {
    const { operator, productUrl } = await releasedModel("final");
    await revokeVersion(operator.signer, withdrawal(productUrl, 1));
    const again = await refusalFrom(revokeVersion(operator.signer, withdrawal(productUrl, 1)));
    expect(again.code).toBe("ALREADY_REVOKED");
    for (const value of [0, 3])
      await expect(
        database.pool.query(`update status_entry set value = ${value} where value = 1`),
      ).rejects.toThrow(/never returns/);
    await expect(database.pool.query("delete from status_change")).rejects.toThrow(
      /refused|permission denied/,
    );
  });

  test("twice at the same time happens once", async () => {
    const { operator, productUrl } = await releasedModel("race");
    const ends = await Promise.allSettled(
      [1, 2, 3].map(() => revokeVersion(operator.signer, withdrawal(productUrl, 1))),
    );
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const changes = await database.db
      .select()
      .from(statusChange)
      .innerJoin(passportTable, eq(passportTable.id, statusChange.passportId))
      .where(eq(passportTable.productUrl, productUrl));
    expect(changes).toHaveLength(1);
  });

  test("of one that was replaced makes it withdrawn; its successor stays valid", async () => {
    const { operator, draft, productUrl } = await releasedModel("both");
    await nextVersion(operator, draft.id, "900");
    await revokeVersion(operator.signer, withdrawal(productUrl, 1));
    expect(await statusOf(productUrl, 1)).toMatchObject({ bit: 1, token: 1 });
    expect(await statusOf(productUrl, 2)).toMatchObject({ bit: 0, token: 0 });
    const history = await listVersions(reader, { productUrl });
    expect(history.map(({ status }) => status?.status ?? "valid")).toEqual(["valid", "revoked"]);
  });

  test("leaves it withdrawn when a corrected version follows, which is valid", async () => {
    const { operator, draft, productUrl } = await releasedModel("corrected");
    await revokeVersion(operator.signer, withdrawal(productUrl, 1));
    await nextVersion(operator, draft.id, "900");
    expect(await statusOf(productUrl, 1)).toMatchObject({ bit: 1, token: 1 });
    expect(await statusOf(productUrl, 2)).toMatchObject({ bit: 0, token: 0 });
    const view = await readPassport(reader, { productUrl });
    expect([view.record.version, view.record.status, view.documentStatus]).toEqual([2, null, "active"]);
  });

  test("lets the same be said again", async () => {
    const { operator, draft, productUrl } = await releasedModel("said-again");
    const again = async () => {
      const next = await startNext(operator.author, { id: draft.id });
      return releaseReviewed(operator, next, "signed anew");
    };
    await revokeVersion(operator.signer, { productUrl, version: 1, reason: "keyCompromised" });
    expect((await again()).passport?.version).toBe(2);
    expect(await statusOf(productUrl, 2)).toMatchObject({ bit: 0, token: 0 });
  });

  test("asks for a reason of the list and a version that is there", async () => {
    const { operator, productUrl } = await releasedModel("asked");
    const asked = withdrawal(productUrl, 1);
    expect(await problemsFrom(revokeVersion(operator.signer, { ...asked, reason: "" }))).toEqual([
      "E_REQUIRED reason",
    ]);
    expect(await problemsFrom(revokeVersion(operator.signer, { ...asked, reason: "superseded" }))).toEqual([
      "E_STATUS_REASON reason",
    ]);
    expect((await refusalFrom(revokeVersion(operator.signer, { ...asked, version: 2 }))).code).toBe(
      "VERSION_NOT_FOUND",
    );
    const nowhere = withdrawal(`${testUrl}/01/1`, 1);
    expect((await refusalFrom(revokeVersion(operator.signer, nowhere))).code).toBe("PASSPORT_NOT_FOUND");
  });
});

describe("the key of the lists", () => {
  test("is the passport key, or the one for lists alone where that is held outside", async () => {
    const { operator } = await releasedModel("outside");
    const [held] = await database.db
      .select()
      .from(operatorKey)
      .where(eq(operatorKey.operatorId, operator.id));
    const own = registry.keys.create(didOf(testUrl, "outside"));
    await database.db
      .update(operatorKey)
      .set({ custody: "operator", signer: "upload", encryptedPrivateKey: null })
      .where(eq(operatorKey.kid, held?.kid ?? ""));
    registry.setTime("2026-11-22T12:00:00Z");
    expect((await refusalFrom(publishStatusLists(reader, operator.id))).code).toBe("KEY_NOT_FOUND");
    await database.db.insert(operatorKey).values({
      ...own,
      ...{ operatorId: operator.id, use: "status", custody: "registry", leafIndex: held?.leafIndex ?? 0 },
    });
    expect(await publishStatusLists(reader, operator.id)).toBe(1);
    const newest = (await versionsOf(operator.id)).at(-1);
    const jws = readJws(newest?.token ?? "", "statuslist+jwt");
    expect(jws.ok && jws.value.kid).toBe(own.kid);
  });
});

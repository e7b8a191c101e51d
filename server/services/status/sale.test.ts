import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyMember, logEntry, statusListVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { readEntry } from "../../domain/transparency/read-entry.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture } from "../../test/fixture.ts";
import { declaredModel, fixture, operatorCalled, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createOperator } from "../operator/create.ts";
import { readKeys } from "../operator/read-keys.ts";
import { readDocument } from "../passport/document.ts";
import { issueItem } from "../passport/issue-item.ts";
import { listPassports } from "../passport/list.ts";
import { readPassport } from "../passport/read.ts";
import { actOnSale } from "./act-on-sale.ts";
import { listSuspensions } from "./list-suspensions.ts";
import { readSuspension } from "./read-suspension.ts";

let database: TestDatabase;
let registry: Fixture;
let reader: Context;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  reader = registry.as(anyone);
});
afterAll(() => database.end());

/** An authority with its key and an official who acts for it. */
async function authority(slug: string) {
  const { id } = await createOperator(registry.keeper, { ...operatorCalled(slug), kind: "authority" });
  const official = registry.as(await registry.person(slug, { role: "authority", operatorId: null }));
  await database.db.insert(bodyMember).values({ userId: official.caller.userId ?? "", bodyId: id });
  return { id, slug, official };
}

async function released(slug: string) {
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  return { operator, model, productUrl: model.productUrl };
}

const stop = (productUrl: string, authorityId: string) =>
  ({ productUrl, authorityId, action: "suspend", reason: "risk" }) as const;
const lift = (productUrl: string, authorityId: string) =>
  ({ productUrl, authorityId, action: "lift", reason: "resolved" }) as const;

describe("stopping a sale", () => {
  test("is signed by the authority's key, about this product and version, and logged by its digest", async () => {
    const { id, slug, official } = await authority("market-watch");
    const { productUrl } = await released("stopped");
    const { record } = await readPassport(reader, { productUrl });
    const act = await actOnSale(official, { ...stop(productUrl, id), note: "Two packs burnt." });
    const { token, digest } = await readSuspension(reader, { slug, id: act.id });
    expect([act.path, act.digest, act.isPending]).toEqual([
      `/op/${slug}/suspensions/${act.id}`,
      digest,
      false,
    ]);
    const { jwks } = await readKeys(reader, { slug });
    const trust = { keys: jwks.keys, issuer: didOf(testUrl, slug), subject: productUrl, at: reader.now() };
    const { verdict, credential } = await verifyRecord({ record: token }, trust, webCrypto);
    expect(verdict.parts.slice(0, 3).map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
    expect(credential).toMatchObject({
      type: ["VerifiableCredential", "SaleSuspensionCredential"],
      saleSuspension: {
        ...{ logSubject: record.credential.passport.logSubject, version: 1 },
        ...{ recordDigest: record.digest, previous: null },
      },
      credentialSubject: { id: productUrl, action: "suspend", reason: "risk", remarks: "Two packs burnt." },
    });
    const [logged] = await database.db.select().from(logEntry).where(eq(logEntry.idx, act.leafIndex));
    const entry = readEntry(logged?.entry ?? new Uint8Array());
    expect(entry.ok && entry.value).toMatchObject({
      ...{ type: "digest", what: "suspension", digest, version: 1 },
      subject: record.credential.passport.logSubject,
    });
  });

  test("is told by the page's data, the document, and the list of its operator; a lift ends it and stays in the history", async () => {
    const { id, official } = await authority("told");
    const { operator, productUrl } = await released("told-of");
    const standing = async () => {
      const { saleStop, suspensions } = await readPassport(reader, { productUrl });
      const [row] = await listPassports(operator.author, { operatorId: operator.id });
      const document = await readDocument(reader, { productUrl });
      return {
        stop: saleStop?.reason ?? null,
        acts: suspensions.map(({ action }) => action),
        listed: row?.isStopped,
        document: document.saleStop?.reason ?? null,
        dppStatus: document.dppStatus,
      };
    };
    const before = { stop: null, acts: [], listed: false, document: null, dppStatus: "active" };
    expect(await standing()).toEqual(before);
    await actOnSale(official, stop(productUrl, id));
    expect(await standing()).toEqual({
      ...before,
      ...{ stop: "risk", acts: ["suspend"], listed: true, document: "risk" },
    });
    await actOnSale(official, lift(productUrl, id));
    expect(await standing()).toEqual({ ...before, acts: ["lift", "suspend"] });
  });

  test("of a model covers its batteries; of one battery it is that battery's alone", async () => {
    const { id, official } = await authority("covers");
    const { operator, model, productUrl } = await released("covered");
    const [a, b] = [
      await issueItem(operator.signer, { modelId: model.id, serial: "A", manufacturedOn: "2026-10" }),
      await issueItem(operator.signer, { modelId: model.id, serial: "B", manufacturedOn: "2026-10" }),
    ];
    const isStopped = async (url: string) =>
      (await readPassport(reader, { productUrl: url })).saleStop !== null;
    await actOnSale(official, stop(a.productUrl, id));
    expect([
      await isStopped(a.productUrl),
      await isStopped(b.productUrl),
      await isStopped(productUrl),
    ]).toEqual([true, false, false]);
    await actOnSale(official, stop(productUrl, id));
    await actOnSale(official, lift(a.productUrl, id));
    expect([await isStopped(a.productUrl), await isStopped(b.productUrl)]).toEqual([true, true]);
  });

  test("leaves records and status lists as they are", async () => {
    const { id, official } = await authority("untouched");
    const { operator, productUrl } = await released("untouched-op");
    const before = await readPassport(reader, { productUrl });
    await actOnSale(official, stop(productUrl, id));
    const lists = await database.db
      .select()
      .from(statusListVersion)
      .where(eq(statusListVersion.operatorId, operator.id));
    expect(lists).toHaveLength(1);
    const after = await readPassport(reader, { productUrl });
    expect([after.record.token, after.record.status]).toEqual([before.record.token, null]);
  });

  test("is for those who act for the authority: no role alone, no other authority, no operator, no keeper", async () => {
    const { id, official } = await authority("mine");
    const { id: otherId, official: other } = await authority("theirs");
    const { operator, productUrl } = await released("guarded");
    const roleAlone = registry.as(await registry.person("new", { role: "authority", operatorId: null }));
    const notified = registry.as(await registry.person("body", { role: "notifiedBody", operatorId: null }));
    const keeper = registry.as(await registry.person("keeper", { role: "keeper", operatorId: null }));
    for (const ctx of [roleAlone, notified, other, operator.signer, keeper])
      expect((await refusalFrom(actOnSale(ctx, stop(productUrl, id)))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(actOnSale(reader, stop(productUrl, id)))).code).toBe("NOT_SIGNED_IN");
    // An operator is no authority, whoever is named as acting for it.
    await database.db
      .insert(bodyMember)
      .values({ userId: official.caller.userId ?? "", bodyId: operator.id });
    expect((await refusalFrom(actOnSale(official, stop(productUrl, operator.id)))).code).toBe("NOT_ALLOWED");
    await actOnSale(official, stop(productUrl, id));
    expect((await refusalFrom(actOnSale(other, lift(productUrl, otherId)))).code).toBe("NOT_ALLOWED");
    await actOnSale(official, lift(productUrl, id));
  });

  test("comes in turn: not twice, not ended before it began, and of three at once one", async () => {
    const { id, official } = await authority("in-turn");
    const { productUrl } = await released("in-turn-op");
    expect((await refusalFrom(actOnSale(official, lift(productUrl, id)))).code).toBe("SALE_NOT_SUSPENDED");
    const ends = await Promise.allSettled([1, 2, 3].map(() => actOnSale(official, stop(productUrl, id))));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await refusalFrom(actOnSale(official, stop(productUrl, id)))).code).toBe("SALE_SUSPENDED");
  });

  test("asks for a reason that fits what is done, and a product that is there", async () => {
    const { id, official } = await authority("fitting");
    const { productUrl } = await released("fitting-op");
    const asked = stop(productUrl, id);
    expect(await problemsFrom(actOnSale(official, { ...asked, reason: "" }))).toEqual(["E_REQUIRED reason"]);
    expect(await problemsFrom(actOnSale(official, { ...asked, reason: "resolved" }))).toEqual([
      "E_STATUS_REASON reason",
    ]);
    const nowhere = actOnSale(official, stop(`${testUrl}/01/1`, id));
    expect((await refusalFrom(nowhere)).code).toBe("PASSPORT_NOT_FOUND");
  });

  test("is kept for good: the database refuses to change or remove it", async () => {
    for (const statement of ["update suspension set reason = reason", "delete from suspension"])
      await expect(database.pool.query(statement)).rejects.toThrow(/refused|permission denied/);
  });

  test("is listed for authorities, those that stand first, and offered to end only to who may", async () => {
    const { id, official } = await authority("listing");
    const { official: other } = await authority("listing-too");
    const [first, second] = [await released("listed-one"), await released("listed-two")];
    await actOnSale(official, stop(first.productUrl, id));
    await actOnSale(official, stop(second.productUrl, id));
    await actOnSale(official, lift(second.productUrl, id));
    const mine = (await listSuspensions(official)).products.filter(({ acts }) =>
      acts.some(({ authority: name }) => name === "Operator listing"),
    );
    expect(mine.map(({ productUrl, liftableBy }) => [productUrl, liftableBy])).toEqual([
      [first.productUrl, id],
      [second.productUrl, null],
    ]);
    const theirs = (await listSuspensions(other)).products;
    expect(theirs.every(({ liftableBy }) => liftableBy === null)).toBe(true);
    const keeper = registry.as(await registry.person("keeper", { role: "keeper", operatorId: null }));
    for (const ctx of [first.operator.signer, keeper])
      expect((await refusalFrom(listSuspensions(ctx))).code).toBe("NOT_ALLOWED");
  });

  test("is not there under another authority's name, or any other identifier", async () => {
    const { id, official } = await authority("found");
    const { productUrl } = await released("found-op");
    const act = await actOnSale(official, stop(productUrl, id));
    for (const asked of [
      { slug: "market-watch", id: act.id },
      { slug: "found", id: "x" },
    ])
      expect((await refusalFrom(readSuspension(reader, asked))).code).toBe("SUSPENSION_NOT_FOUND");
  });
});

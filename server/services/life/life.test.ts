import { readAttributes } from "../attribute/read.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  auditEvent,
  batteryItem,
  batteryModel,
  lifeEvent,
  operatorKey,
  passport,
  passportPredecessor,
  passportVersion,
} from "../../../db/schema/index.ts";
import { dppIdOf } from "../../domain/identifier/dpp-id.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { declareCompromised } from "../key/declare-compromised.ts";
import { ceaseOperator } from "../operator/cease.ts";
import { newId } from "../new-id.ts";
import { checkPassport } from "../passport/check-passport.ts";
import { readDocument } from "../passport/document.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { listVersions } from "../passport/versions.ts";
import { readHistory } from "../oversight/read-history.ts";
import { acceptTransfer } from "./accept-transfer.ts";
import { declareWaste } from "./declare-waste.ts";
import { declineTransfer, withdrawTransfer } from "./end-transfer.ts";
import { listTransferred, listTransfers } from "./list-transfers.ts";
import { makeSecondLife } from "./make-second-life.ts";
import { offerTransfer } from "./offer-transfer.ts";
import { recycle } from "./recycle.ts";
import { signAnew } from "./sign-anew.ts";
import { readDocumentAt } from "../standard/read-document-at.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** What the law wants measured at every change of an EV battery's status. */
const measured = {
  measuredCapacity: "240.5",
  capacityFade: "14",
  currentPower: "120",
  powerFade: "10",
  currentInternalResistance: "0.05",
  internalResistanceIncreasePack: "12",
  expectedLifetimeYears: "8",
  expectedLifetimeCyclesOfItem: 1200,
};

let made = 0;

/** An operator with a released model and a way to issue batteries of it. */
async function maker(slug: string) {
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const order = () => {
    made += 1;
    return { modelId: model.id, serial: `S${String(made)}`, manufacturedOn: "2026-10" };
  };
  const battery = async () => (await issueItem(operator.signer, order())).productUrl;
  return { operator, model, order, battery };
}

const heldBy = async (productUrl: string) => {
  const [row] = await database.db
    .select({ passport, item: batteryItem })
    .from(passport)
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(eq(passport.productUrl, productUrl));
  if (row === undefined) throw new Error(`There is no ${productUrl}.`);
  return row;
};
const statusOf = async (productUrl: string) => (await heldBy(productUrl)).item?.batteryStatus;
const signersOf = async (productUrl: string) =>
  (await listVersions(registry.as(anyone), { productUrl })).map(({ signer }) => signer.slug);
const eventsOf = async (productUrl: string) => {
  const { passport: held } = await heldBy(productUrl);
  return database.db
    .select()
    .from(lifeEvent)
    .where(eq(lifeEvent.passportId, held.id))
    .orderBy(lifeEvent.createdAt, lifeEvent.id);
};

/** An offer by the signer of one operator to another. */
const offer = (
  from: TestOperator,
  to: TestOperator,
  kind: "handOver" | "secondLife" | "waste",
  productUrls: readonly string[],
  operation?: string,
) =>
  offerTransfer(from.signer, {
    ...{ fromOperatorId: from.id, toOperatorId: to.id, kind, productUrls, operation },
  });

describe("an offer", () => {
  test("is refused for what somebody else answers for, what is not there, what is no battery, and twice the same", async () => {
    const { operator, model, battery } = await maker("offering");
    const other = await maker("offered");
    const [own, foreign] = [await battery(), await other.battery()];
    expect(
      await problemsFrom(
        offer(operator, other.operator, "waste", [own, own, foreign, `${own}0`, model.productUrl]),
      ),
    ).toEqual([
      "E_VALUE_REPEATED productUrls[1]",
      "E_PASSPORT_FOREIGN productUrls[2]",
      "E_PASSPORT_UNKNOWN productUrls[3]",
      "E_NOT_AN_ITEM productUrls[4]",
    ]);
    expect(await problemsFrom(offer(operator, operator, "waste", [own]))).toEqual([
      "E_TRANSFER_SELF toOperatorId",
    ]);
    expect(
      await problemsFrom(offer(operator, other.operator, "secondLife", [own], "preparation-for-re-use")),
    ).toEqual(["E_OPERATION_NEEDS_WASTE productUrls[0]"]);
    const authors = offerTransfer(operator.author, {
      ...{ fromOperatorId: operator.id, toOperatorId: other.operator.id, kind: "waste", productUrls: [own] },
    });
    expect((await refusalFrom(authors)).code).toBe("NOT_ALLOWED");
  });

  test("of one battery to two operators at once stands once: the other is refused", async () => {
    const { operator, battery } = await maker("claimed");
    const [one, two] = [await registry.operator("claimant-a"), await registry.operator("claimant-b")];
    const productUrl = await battery();
    const offers = await Promise.allSettled([
      offer(operator, one, "handOver", [productUrl]),
      offer(operator, two, "handOver", [productUrl]),
    ]);
    expect(offers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await problemsFrom(offer(operator, two, "handOver", [productUrl]))).toEqual([
      "E_TRANSFER_OPEN productUrls[0]",
    ]);
    expect(await problemsFrom(offer(operator, two, "handOver", []))).toEqual(["E_TRANSFER_OPEN productUrls"]);
    // Nothing else happens to it meanwhile.
    const waste = declareWaste(operator.signer, { productUrl, values: measured });
    expect((await refusalFrom(waste)).code).toBe("TRANSFER_OPEN");
  });

  test("of many shows whoever answers all of them, in a list and page by page", async () => {
    const { operator, model } = await maker("many");
    const to = await registry.operator("takes-many");
    // More than a list shows of a transfer that is over; what is signed of them is not asked.
    const urls = Array.from({ length: 55 }, (_, at) => `${model.productUrl}/M${String(at)}`);
    const of = { modelId: model.id, createdAt: operator.author.now() };
    for (const [at, productUrl] of urls.entries()) {
      const [itemId, id] = [newId(operator.author), newId(operator.author)];
      await database.db
        .insert(batteryItem)
        .values({ ...of, id: itemId, serial: `M${String(at)}`, productUrl, manufacturedOn: "2026-10" });
      await database.db.insert(passport).values({
        ...{ ...of, id, productUrl, level: "item", itemId },
        ...{ operatorId: operator.id, logSubject: `many-${String(at)}` },
      });
    }
    const { id } = await offer(operator, to, "waste", urls);
    const [seen] = await listTransfers(to.signer);
    expect(seen?.passports.map(({ productUrl }) => productUrl).toSorted()).toEqual(urls.toSorted());
    const { passports, next } = await listTransferred(to.author, { id });
    expect([passports.length, next]).toEqual([55, null]);
    const rest = await listTransferred(to.author, { id, after: passports[52]?.productUrl });
    expect(rest.passports).toEqual(passports.slice(53));
    const stranger = await registry.operator("sees-nothing");
    expect((await refusalFrom(listTransferred(stranger.signer, { id }))).code).toBe("TRANSFER_NOT_FOUND");
  });

  test("is accepted for exactly the batteries that were looked at, and each that lacks a value is named", async () => {
    const { operator, battery } = await maker("exactly");
    const to = await registry.operator("looks-closely");
    const urls = [await battery(), await battery()];
    const { id } = await offer(operator, to, "waste", urls);
    const digest = (await listTransfers(to.signer))[0]?.digest ?? "";
    const other = acceptTransfer(to.signer, { id, digest: "0".repeat(64) });
    expect((await refusalFrom(other)).code).toBe("EDITED_MEANWHILE");
    const { powerFade: _, ...half } = measured;
    const lacking = Object.fromEntries(urls.map((url) => [url, { values: half }]));
    expect(
      (await problemsFrom(acceptTransfer(to.signer, { id, digest, measured: lacking }))).toSorted(),
    ).toEqual(urls.map((url) => `E_STATUS_VALUE_MISSING measured[${url}].values.powerFade`).toSorted());
    const values = Object.fromEntries(urls.map((url) => [url, { values: measured }]));
    await acceptTransfer(to.signer, { id, digest, measured: values });
    for (const url of urls) expect(await statusOf(url)).toBe("waste");
    expect((await listTransfers(to.signer))[0]).toMatchObject({ state: "accepted", digest: null });
  });

  test("is declined or withdrawn once, by whose it is, and the battery is free again", async () => {
    const { operator, battery } = await maker("undecided");
    const to = await registry.operator("undecided-to");
    const productUrl = await battery();
    const { id } = await offer(operator, to, "handOver", [productUrl]);
    expect((await refusalFrom(declineTransfer(operator.signer, { id }))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(withdrawTransfer(to.signer, { id }))).code).toBe("NOT_ALLOWED");
    await declineTransfer(to.signer, { id });
    expect((await refusalFrom(acceptTransfer(to.signer, { id }))).code).toBe("TRANSFER_DECIDED");
    const again = await offer(operator, to, "handOver", [productUrl]);
    await withdrawTransfer(operator.signer, { id: again.id });
    const states = (await listTransfers(to.author)).map(({ state }) => state);
    expect(states.toSorted()).toEqual(["declined", "withdrawn"]);
    expect((await heldBy(productUrl)).passport.operatorId).toBe(operator.id);
  });

  test("is accepted by nobody who could sign nothing of it", async () => {
    const { operator, battery } = await maker("keyed");
    const to = await registry.operator("keyless");
    const productUrl = await battery();
    const { id } = await offer(operator, to, "handOver", [productUrl]);
    const keys = await database.db.select().from(operatorKey).where(eq(operatorKey.operatorId, to.id));
    for (const { kid } of keys.filter(({ use }) => use === "passport"))
      await declareCompromised(to.signer, { kid, since: to.signer.now().toISOString() });
    expect((await refusalFrom(acceptTransfer(to.signer, { id }))).code).toBe("KEY_NOT_FOUND");
    expect((await heldBy(productUrl)).passport.operatorId).toBe(operator.id);
  });
});

describe("BATT-Art77(7)-sub1: a second life", () => {
  test("makes one new battery of two originals of two operators, each with its consent, in one go", async () => {
    const [first, second] = [await maker("giving-a"), await maker("giving-b")];
    const next = await maker("repurposer");
    const originals = [await first.battery(), await second.battery()];
    const before = await Promise.all(originals.map((url) => signersOf(url)));
    const make = (operation = "repurposing") =>
      makeSecondLife(next.operator.signer, {
        ...{ operation, originals },
        item: { ...next.order(), attributes: measured },
      });
    expect(await problemsFrom(make())).toEqual([
      "E_CONSENT_MISSING originals[0]",
      "E_CONSENT_MISSING originals[1]",
    ]);
    for (const [giver, url] of [
      [first, originals[0] ?? ""],
      [second, originals[1] ?? ""],
    ] as const) {
      const { id } = await offer(giver.operator, next.operator, "secondLife", [url], "repurposing");
      expect(await problemsFrom(make())).toContain(
        `E_CONSENT_MISSING originals[${url === originals[0] ? "0" : "1"}]`,
      );
      await acceptTransfer(next.operator.signer, { id });
    }
    // A consent is to one operation.
    expect(await problemsFrom(make("remanufacturing"))).toEqual([
      "E_CONSENT_MISSING originals[0]",
      "E_CONSENT_MISSING originals[1]",
    ]);
    const item = await make();
    expect(await statusOf(item.productUrl)).toBe("repurposed");
    expect((await heldBy(item.productUrl)).passport.operatorId).toBe(next.operator.id);
    // The originals are what they were.
    expect(await Promise.all(originals.map((url) => signersOf(url)))).toEqual(before);
    for (const url of originals) {
      expect(await statusOf(url)).toBe("original");
      const view = await readPassport(registry.as(anyone), { productUrl: url });
      expect(view.record.verdict.overall).toBe("holds");
      expect(view.successors.map(({ productUrl }) => productUrl)).toEqual([item.productUrl]);
      expect((await eventsOf(url)).map(({ kind }) => kind)).toEqual(["succeeded"]);
    }
    const view = await readPassport(registry.as(anyone), { productUrl: item.productUrl });
    expect(view.predecessors.map(({ productUrl }) => productUrl)).toEqual(originals.toSorted());
    expect(await problemsFrom(make())).toEqual([
      "E_SUCCEEDED_ALREADY originals[0]",
      "E_SUCCEEDED_ALREADY originals[1]",
    ]);
  });

  test("tells nobody but the entitled what was done: neither status nor operation is public", async () => {
    const { operator, order, battery } = await maker("silent");
    const original = await battery();
    const { productUrl } = await makeSecondLife(operator.signer, {
      ...{ operation: "remanufacturing", originals: [original] },
      item: { ...order(), attributes: measured },
    });
    for (const url of [original, productUrl]) {
      const view = await readPassport(registry.as(anyone), { productUrl: url });
      const document = await readDocument(registry.as(anyone), { productUrl: url });
      expect(JSON.stringify([view, document])).not.toMatch(/remanufactur|batteryStatus/);
    }
    const own = await readDocument(operator.author, { productUrl });
    expect(JSON.stringify(own)).toContain("remanufactured");
  });

  test("without values of its own is refused, and nothing of it is there", async () => {
    const { operator, order, battery } = await maker("unmeasured");
    const original = await battery();
    const counts = () =>
      Promise.all([
        database.db.$count(passport),
        database.db.$count(passportPredecessor),
        database.db.$count(lifeEvent),
        database.db.$count(batteryItem),
        database.db.$count(passportVersion),
      ]);
    const before = await counts();
    const life = { operation: "repurposing", originals: [original] };
    const { capacityFade: _, ...rest } = measured;
    expect(
      await problemsFrom(
        makeSecondLife(operator.signer, { ...life, item: { ...order(), attributes: rest } }),
      ),
    ).toEqual(["E_STATUS_VALUE_MISSING item.attributes.capacityFade"]);
    // And when the signing service goes away in the middle.
    const away = registry.as(operator.signer.caller, { sign: () => Promise.reject(new Error("away")) });
    await expect(
      makeSecondLife(away, { ...life, item: { ...order(), attributes: measured } }),
    ).rejects.toThrow("away");
    expect(await counts()).toEqual(before);
    await makeSecondLife(operator.signer, { ...life, item: { ...order(), attributes: measured } });
  });

  test("of one battery twice at once happens once", async () => {
    const { operator, order, battery } = await maker("twice");
    const original = await battery();
    const tries = await Promise.allSettled(
      [1, 2].map(() =>
        makeSecondLife(operator.signer, {
          ...{ operation: "repurposing", originals: [original] },
          item: { ...order(), attributes: measured },
        }),
      ),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("BATT-Art77(7)-sub2: waste", () => {
  test("moves the responsibility, keeps passport and address, and is signed by who answers from then on", async () => {
    const { operator, battery } = await maker("discarding");
    const to = await registry.operator("collector");
    const productUrl = await battery();
    const { id } = await offer(operator, to, "waste", [productUrl]);
    // BATT-AnnexXIII-4(a): a status change without new values is refused.
    const refused = await problemsFrom(acceptTransfer(to.signer, { id }));
    expect(refused.map((problem) => problem.split(" ")[0])).toEqual(
      Object.keys(measured).map(() => "E_STATUS_VALUE_MISSING"),
    );
    expect((await heldBy(productUrl)).passport.operatorId).toBe(operator.id);
    const { expectedLifetimeYears: _, ...rest } = measured;
    expect(
      await problemsFrom(acceptTransfer(to.signer, { id, measured: { [productUrl]: { values: rest } } })),
    ).toEqual([`E_STATUS_VALUE_MISSING measured[${productUrl}].values.expectedLifetimeYears`]);
    await acceptTransfer(to.signer, { id, measured: { [productUrl]: { values: measured } } });
    expect(await statusOf(productUrl)).toBe("waste");
    expect(await signersOf(productUrl)).toEqual(["collector", "discarding"]);
    expect((await eventsOf(productUrl)).map(({ kind }) => kind).toSorted()).toEqual([
      "status",
      "transferred",
    ]);
    const view = await readPassport(registry.as(anyone), { productUrl });
    expect(view.record.verdict.overall).toBe("holds");
    expect(view.answering.slug).toBe("collector");
    expect((await readPassport(registry.as(anyone), { productUrl, version: 1 })).record.verdict.overall).toBe(
      "superseded",
    );
    expect(JSON.stringify(await readDocument(registry.as(anyone), { productUrl }))).not.toContain('waste"');
    const again = declareWaste(to.signer, { productUrl, values: measured });
    expect(await problemsFrom(again)).toEqual(["E_WASTE_ALREADY "]);
    expect((await refusalFrom(declareWaste(operator.signer, { productUrl }))).code).toBe("NOT_ALLOWED");
  });

  test("two who accept at once move it once", async () => {
    const { operator, battery } = await maker("raced");
    const to = await registry.operator("racer");
    const productUrl = await battery();
    const { id } = await offer(operator, to, "waste", [productUrl]);
    const take = () => acceptTransfer(to.signer, { id, measured: { [productUrl]: { values: measured } } });
    const tries = await Promise.allSettled([take(), take()]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await signersOf(productUrl)).toHaveLength(2);
  });
});

describe("BATT-Art77(8): recycling", () => {
  test("ends the passport of what is waste, and of nothing else", async () => {
    const { operator, model, battery } = await maker("recycler");
    const productUrl = await battery();
    expect(await problemsFrom(recycle(operator.signer, { productUrl }))).toEqual(["E_RECYCLE_NOT_WASTE "]);
    await declareWaste(operator.signer, { productUrl, values: measured });
    expect(await problemsFrom(recycle(operator.signer, { productUrl, on: "2026-11-21" }))).toEqual([
      "E_TIME_FUTURE on",
    ]);
    await recycle(operator.signer, { productUrl, on: "2026-11-19" });
    const reader = registry.as(anyone);
    expect((await refusalFrom(readPassport(reader, { productUrl }))).code).toBe("PASSPORT_ENDED");
    expect((await refusalFrom(checkPassport(reader, { productUrl }))).code).toBe("PASSPORT_ENDED");
    expect((await refusalFrom(recycle(operator.signer, { productUrl }))).code).toBe("PASSPORT_ENDED");
    // The identifier is never given out again.
    const { item } = await heldBy(productUrl);
    const again = { modelId: model.id, serial: item?.serial ?? "", manufacturedOn: "2026-11" };
    expect((await refusalFrom(issueItem(operator.signer, again))).code).toBe("IDENTIFIER_TAKEN");
    // Authorities read its history on, with what ended the newest version.
    const official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
    const history = await readHistory(official, { productUrl });
    expect(history.versions).toMatchObject([
      { version: 2, status: { status: "revoked", reason: "recycled" } },
      { version: 1, status: { status: "superseded" } },
    ]);
    // What it said stays readable by date: the passport is archived, and said nothing wrong.
    const { passport: held } = await heldBy(productUrl);
    const date = operator.signer.now().toISOString();
    const { document } = await readDocumentAt(reader, { dppId: dppIdOf(held.id), date });
    expect(document).toMatchObject({ dppStatus: "archived", recordStatus: { reason: "recycled" } });
  });
});

describe("BATT-Art78(e): a hand-over of everything", () => {
  test("moves models and batteries, breaks no address, and is signed anew from where it stopped", async () => {
    const old = await maker("leaving");
    const heir = await registry.operator("arriving");
    const urls = [old.model.productUrl, await old.battery(), await old.battery()];
    const { id, passports } = await offer(old.operator, heir, "handOver", []);
    expect(passports).toBe(3);
    await acceptTransfer(heir.signer, { id });
    const [model] = await database.db.select().from(batteryModel).where(eq(batteryModel.id, old.model.id));
    expect(model?.operatorId).toBe(heir.id);
    for (const productUrl of urls) {
      const view = await readPassport(registry.as(anyone), { productUrl });
      expect([view.answering.slug, view.record.signer.slug]).toEqual(["arriving", "leaving"]);
      expect(view.record.verdict.overall).toBe("holds");
    }
    // The old operator issues nothing more of its former model; the new one does, under the same address.
    expect((await refusalFrom(issueItem(old.operator.signer, old.order()))).code).toBe("NOT_ALLOWED");
    const later = await issueItem(heir.signer, old.order());
    expect(later.productUrl.startsWith(old.model.productUrl)).toBe(true);
    // A stop after the first leaves the others for the next call.
    let left = 1;
    const failing = registry.as(heir.signer.caller, {
      sign: (kid, bytes) => {
        left -= 1 / 3;
        return left < -0.4 ? Promise.reject(new Error("killed")) : heir.signer.signer.sign(kid, bytes);
      },
    });
    await expect(signAnew(failing, { operatorId: heir.id })).rejects.toThrow("killed");
    expect(await signAnew(heir.signer, { operatorId: heir.id })).toMatchObject({ open: 0 });
    expect(await signAnew(heir.signer, { operatorId: heir.id })).toMatchObject({ signed: 0, open: 0 });
    for (const productUrl of urls) {
      expect(await signersOf(productUrl)).toEqual(["arriving", "leaving"]);
      const view = await readPassport(registry.as(anyone), { productUrl });
      expect(view.record.verdict.overall).toBe("holds");
      expect(JSON.stringify(view.record.credential)).toContain("Operator arriving");
    }
    // The maker stays the maker, also in what the next owner will state.
    const next = await readAttributes(heir.author, { id: old.model.id });
    const valueOf = (wanted: string) =>
      JSON.stringify(
        next.groups.flatMap(({ rows }) => rows).find(({ attribute }) => attribute.id === wanted)?.value,
      );
    expect(valueOf("manufacturerName")).toContain("Operator leaving");
    expect(valueOf("manufacturerIdentifier")).toContain("T-leaving");
    const { record } = await readPassport(registry.as(anyone), { productUrl: old.model.productUrl });
    expect(JSON.stringify(record.credential.credentialSubject)).toContain("Operator leaving");
  });

  test("is offered when an operator ceases that names who takes over", async () => {
    const gone = await maker("gone");
    const heir = await registry.operator("successor");
    const productUrl = await gone.battery();
    await ceaseOperator(registry.keeper, {
      ...{ operatorId: gone.operator.id, on: "2026-11-20", reason: "liquidation", successorId: heir.id },
    });
    const [found] = await listTransfers(heir.author);
    expect(found).toMatchObject({ kind: "handOver", state: "offered", passportCount: 2 });
    await acceptTransfer(heir.signer, { id: found?.id ?? "" });
    await signAnew(heir.signer, { operatorId: heir.id });
    expect(await signersOf(productUrl)).toEqual(["successor", "gone"]);
    const view = await readPassport(registry.as(anyone), { productUrl });
    expect([view.record.verdict.overall, view.operatorCeased]).toEqual(["holds", null]);
  });
});

test("both sides of a transfer find what was decided among their deeds", async () => {
  const { operator, battery } = await maker("noted");
  const to = await registry.operator("noted-to");
  const { id } = await offer(operator, to, "handOver", [await battery()]);
  await acceptTransfer(to.signer, { id });
  const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, id));
  expect(deeds.map(({ action, operatorId }) => [action, operatorId])).toEqual([
    ["transfer.offer", operator.id],
    ["transfer.accept", to.id],
    ["transfer.accept", operator.id],
  ]);
});

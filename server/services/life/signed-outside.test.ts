import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  batteryItem,
  lifeEvent,
  logEntry,
  passport,
  passportPredecessor,
  passportVersion,
  reading,
  transfer,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import type { OwnKey } from "../../test/own-key.ts";
import { ownKey } from "../../test/own-key.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { addKey } from "../key/add.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { listVersions } from "../passport/versions.ts";
import { enterSignature } from "../signature/enter.ts";
import type { SigningOrder } from "../signature/order.ts";
import { prepareSignature } from "../signature/prepare.ts";
import { readSignature } from "../signature/read.ts";
import { acceptTransfer } from "./accept-transfer.ts";
import { declareWaste } from "./declare-waste.ts";
import { makeSecondLife } from "./make-second-life.ts";
import { offerTransfer } from "./offer-transfer.ts";
import { recycle } from "./recycle.ts";
import { signAnew, surveyUnsigned } from "./sign-anew.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
beforeEach(() => registry.setTime("2026-11-20T12:00:00Z"));
afterAll(() => database.end());

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

/** An operator with a released model that signs here, and batteries of it. */
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

/** From now on the operator signs with a key that only it holds. */
async function bringKey(operator: TestOperator): Promise<OwnKey> {
  const key = ownKey(testUrl, operator.slug);
  await addKey(operator.signer, {
    ...{ operatorId: operator.id, signer: "upload", jwk: JSON.stringify(key.jwk) },
    proof: key.proof(operator.signer.now()),
  });
  return key;
}

/** Prepares, signs everything with the key, and brings it an hour later. */
async function signedOutside({ signer }: TestOperator, key: OwnKey, order: SigningOrder) {
  registry.setTime("2026-11-20T13:00:00Z");
  const { id, count } = await prepareSignature(signer, order);
  registry.setTime("2026-11-20T14:00:00Z");
  const { inputs } = await readSignature(signer, { id });
  const signatures = inputs.map(({ input }) => key.sign(input).toString("base64url"));
  return { ...(await enterSignature(signer, { id, signatures })), count };
}

const statusOf = async (productUrl: string) => {
  const [found] = await database.db
    .select({ status: batteryItem.batteryStatus })
    .from(batteryItem)
    .where(eq(batteryItem.productUrl, productUrl));
  return found?.status;
};

/** What the newest version is judged, its number, and the key that signed it. */
const verdictOf = async (productUrl: string) => {
  const { record } = await readPassport(registry.as(anyone), { productUrl });
  const [newest] = await database.db
    .select({ kid: passportVersion.kid })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .where(and(eq(passport.productUrl, productUrl), eq(passportVersion.version, record.version)));
  return [record.verdict.overall, record.version, newest?.kid];
};

const rows = async () =>
  Promise.all(
    [passport, passportVersion, logEntry, lifeEvent, reading, passportPredecessor].map((table) =>
      database.db.$count(table),
    ),
  );

describe("an operator that signs outside", () => {
  test("enters its battery as waste with what was measured, and ends its passport when it is recycled", async () => {
    const { operator, battery } = await maker("keeps-waste");
    const productUrl = await battery();
    const key = await bringKey(operator);
    const before = await rows();
    const order = { productUrl, values: measured, method: "bench" };
    expect((await refusalFrom(declareWaste(operator.signer, order))).code).toBe("SIGNED_OUTSIDE");
    expect(await problemsFrom(prepareSignature(operator.signer, { purpose: "waste", productUrl }))).toContain(
      "E_STATUS_VALUE_MISSING values.measuredCapacity",
    );
    const { id } = await prepareSignature(operator.signer, { purpose: "waste", ...order });
    // A rehearsal leaves nothing: not the readings, not the status, not a word in the log.
    expect([await rows(), await statusOf(productUrl)]).toEqual([before, "original"]);
    await prepareSignature(operator.signer, { purpose: "waste", ...order, note: "again" });
    const { inputs } = await readSignature(operator.signer, { id });
    const signatures = inputs.map(({ input }) => key.sign(input).toString("base64url"));
    registry.setTime("2026-11-20T18:00:00Z");
    await enterSignature(operator.signer, { id, signatures });
    expect(await statusOf(productUrl)).toBe("waste");
    expect(await verdictOf(productUrl)).toEqual(["holds", 2, key.kid]);
    const [taken] = await database.db.select({ at: reading.measuredAt }).from(reading).limit(1);
    // What the record says of when it was measured is what the operator signed.
    expect(taken?.at).toEqual(new Date("2026-11-20T12:00:00Z"));
    await recycle(operator.signer, { productUrl });
    expect((await heldBy(productUrl)).passport.endedAt).not.toBeNull();
  });

  test("takes over waste: every battery of the transfer moves and is signed, or none", async () => {
    const from = await maker("gives-waste");
    const urls = [await from.battery(), await from.battery(), await from.battery()];
    const taker = await registry.operator("takes-waste");
    const key = await bringKey(taker);
    const { id } = await offerTransfer(from.operator.signer, {
      ...{ fromOperatorId: from.operator.id, toOperatorId: taker.id, kind: "waste", productUrls: urls },
    });
    const order = { id, measured: Object.fromEntries(urls.map((url) => [url, { values: measured }])) };
    expect((await refusalFrom(acceptTransfer(taker.signer, order))).code).toBe("SIGNED_OUTSIDE");
    const before = await rows();
    const prepared = await prepareSignature(taker.signer, { purpose: "transfer", ...order });
    expect([prepared.count, await rows()]).toEqual([9, before]);
    const { inputs } = await readSignature(taker.signer, { id: prepared.id });
    const good = inputs.map(({ input }) => key.sign(input).toString("base64url"));
    expect(
      await problemsFrom(enterSignature(taker.signer, { id: prepared.id, signatures: good.slice(0, 8) })),
    ).toEqual(["E_REQUIRED signatures.8"]);
    expect(await rows()).toEqual(before);
    // Only who signs for the operator that takes over brings them.
    const others = enterSignature(from.operator.signer, { id: prepared.id, signatures: good });
    expect((await refusalFrom(others)).code).toBe("NOT_ALLOWED");
    await enterSignature(taker.signer, { id: prepared.id, signatures: good });
    for (const url of urls) {
      expect(await statusOf(url)).toBe("waste");
      expect(await verdictOf(url)).toEqual(["holds", 2, key.kid]);
      const { passport: held } = await heldBy(url);
      expect(held.operatorId).toBe(taker.id);
    }
    const [row] = await database.db.select().from(transfer).where(eq(transfer.id, id));
    expect(row?.state).toBe("accepted");
  });

  test("loses what it prepared when the transfer is withdrawn meanwhile, and nothing has moved", async () => {
    const from = await maker("withdraws-waste");
    const productUrl = await from.battery();
    const taker = await registry.operator("too-late");
    const key = await bringKey(taker);
    const { id } = await offerTransfer(from.operator.signer, {
      ...{
        fromOperatorId: from.operator.id,
        toOperatorId: taker.id,
        kind: "waste",
        productUrls: [productUrl],
      },
    });
    const order = { id, measured: { [productUrl]: { values: measured } } };
    const prepared = await prepareSignature(taker.signer, { purpose: "transfer", ...order });
    await database.db.update(transfer).set({ state: "withdrawn" }).where(eq(transfer.id, id));
    const { inputs } = await readSignature(taker.signer, { id: prepared.id });
    const signatures = inputs.map(({ input }) => key.sign(input).toString("base64url"));
    const entered = enterSignature(taker.signer, { id: prepared.id, signatures });
    expect((await refusalFrom(entered)).code).toBe("TRANSFER_DECIDED");
    expect(await statusOf(productUrl)).toBe("original");
    const again = enterSignature(taker.signer, { id: prepared.id, signatures });
    expect((await refusalFrom(again)).code).toBe("SIGNATURE_NOT_FOUND");
  });

  test("makes a second life of two originals in one transaction", async () => {
    const { operator, battery, order } = await maker("second-life");
    const originals = [await battery(), await battery()];
    const key = await bringKey(operator);
    const item = { ...order(), attributes: measured };
    const input = { operation: "repurposing", originals, item };
    expect((await refusalFrom(makeSecondLife(operator.signer, input))).code).toBe("SIGNED_OUTSIDE");
    const before = await rows();
    const { path, count } = await signedOutside(operator, key, { purpose: "secondLife", ...input });
    const productUrl = `${testUrl}${path ?? ""}`;
    expect(count).toBe(3);
    expect(await statusOf(productUrl)).toBe("repurposed");
    expect(await verdictOf(productUrl)).toEqual(["holds", 1, key.kid]);
    expect((await rows()).at(-1)).toBe((before.at(-1) ?? 0) + 2);
    const twice = prepareSignature(operator.signer, { purpose: "secondLife", ...input, item: order() });
    expect(await problemsFrom(twice)).toContain("E_SUCCEEDED_ALREADY originals[0]");
  });

  test("takes a hand-over without a signature, then signs everything anew at once, models first", async () => {
    const from = await maker("hands-over");
    const urls = [await from.battery(), await from.battery()];
    const taker = await registry.operator("takes-over");
    const key = await bringKey(taker);
    const { id } = await offerTransfer(from.operator.signer, {
      ...{ fromOperatorId: from.operator.id, toOperatorId: taker.id, kind: "handOver", productUrls: [] },
    });
    expect((await refusalFrom(prepareSignature(taker.signer, { purpose: "transfer", id }))).code).toBe(
      "SIGNED_HERE",
    );
    await acceptTransfer(taker.signer, { id });
    expect((await refusalFrom(signAnew(taker.signer, { operatorId: taker.id }))).code).toBe("SIGNED_OUTSIDE");
    const { count } = await signedOutside(taker, key, { purpose: "signAnew", operatorId: taker.id });
    expect(count).toBe(9);
    for (const url of [from.model.productUrl, ...urls]) {
      expect((await verdictOf(url))[0]).toBe("holds");
      const versions = await listVersions(registry.as(anyone), { productUrl: url });
      expect(versions.at(0)?.signer.slug ?? "").toBe("takes-over");
    }
    expect(await surveyUnsigned(taker.signer)).toEqual([]);
    const none = prepareSignature(taker.signer, { purpose: "signAnew", operatorId: taker.id });
    expect((await refusalFrom(none)).code).toBe("NOTHING_CHANGED");
  });
});

async function heldBy(productUrl: string) {
  const [row] = await database.db
    .select({ passport })
    .from(passport)
    .where(eq(passport.productUrl, productUrl));
  if (row === undefined) throw new Error(`There is no ${productUrl}.`);
  return row;
}

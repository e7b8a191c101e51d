import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batteryItem, disclosure, disclosureDelivery } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Audience } from "../../domain/access/audience.ts";
import { audiences, groupsOf, readable } from "../../domain/access/audience.ts";
import { restrictedAt } from "../../domain/passport/restricted-attributes.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { discloseSdJwt, readSdJwt } from "../../domain/record/sd-jwt.ts";
import { disclosedFacts } from "../../domain/record/full-record.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { uploadDocument } from "../document/upload.ts";
import { readKeys } from "../operator/read-keys.ts";
import { readDocument } from "./document.ts";
import { issueItem } from "./issue-item.ts";
import { readFullRecord } from "./read-full-record.ts";
import { readProjection } from "./read-projection.ts";
import { readRestricted } from "./read-restricted.ts";
import { readPassport } from "./read.ts";
import { readPassportStatus } from "../status/read-passport-status.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let modelPassport: string;
let itemPassport: string;
let readers: Readonly<Record<Audience, Context>>;

/** What only some may read, in words that stand nowhere else. */
const secrets = { removalManual: "Secret of removal", testReportResults: "Secret of tests" };

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  for (const [attribute, title] of Object.entries(secrets)) {
    const bytes = new TextEncoder().encode(`%PDF-1.7\n% ${title}\n%%EOF\n`);
    await uploadDocument(operator.author, { modelId: model.id, attribute, title, language: "en", bytes });
  }
  await releaseReviewed(operator, draft);
  modelPassport = model.productUrl;
  const order = { modelId: model.id, serial: "A1", manufacturedOn: "2026-10" };
  itemPassport = (await issueItem(operator.signer, order)).productUrl;
  const official = async (role: "authority" | "interest") =>
    registry.as(await registry.person(role, { role, operatorId: null }));
  readers = {
    anyone: registry.as(anyone),
    legitimateInterest: await official("interest"),
    authority: await official("authority"),
    responsibleOperator: operator.signer,
  };
});
afterAll(() => database.end());

async function disclosedTo(reader: Context, productUrl: string) {
  const { token } = await readFullRecord(reader, { productUrl });
  const read = readSdJwt(token);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const disclosed = await discloseSdJwt(read.value, webCrypto);
  if (!disclosed.ok) throw new Error(JSON.stringify(disclosed.problems));
  return disclosedFacts(disclosed.value);
}

describe.each(audiences)("the full record for %s", (audience) => {
  const reader = () => readers[audience];
  const groups = groupsOf(readable[audience]);

  test.each(["model", "item"] as const)(
    "discloses exactly the attributes of its groups (%s)",
    async (level) => {
      const facts = await disclosedTo(reader(), level === "model" ? modelPassport : itemPassport);
      const entitled = restrictedAt(level).filter(({ group }) => groups.includes(group));
      expect(Object.keys(facts).toSorted()).toEqual(entitled.map(({ id }) => id).toSorted());
    },
  );

  test("holds under the operator's keys, for the product scanned", async () => {
    const { token } = await readFullRecord(reader(), { productUrl: modelPassport });
    const { jwks, didDocument } = await readKeys(registry.keeper, { slug: "voltara" });
    const { verdict } = await verifyRecord(
      { record: token },
      { keys: jwks.keys, issuer: didDocument.id, subject: modelPassport, at: registry.keeper.now() },
      webCrypto,
    );
    const asked = verdict.parts.filter(({ part }) => ["signature", "issuer", "subject"].includes(part));
    expect(asked.map(({ part, state, code }) => [part, state, code])).toEqual([
      ["signature", "ok", undefined],
      ["issuer", "ok", undefined],
      ["subject", "ok", undefined],
    ]);
  });

  test("shows a document's name in no form to whom it does not belong", async () => {
    const forms = await Promise.all([
      readFullRecord(reader(), { productUrl: modelPassport }).then(({ token }) => plain(token)),
      readDocument(reader(), { productUrl: modelPassport }).then((document) => JSON.stringify(document)),
      readPassport(reader(), { productUrl: modelPassport }).then((view) => JSON.stringify(view)),
      readProjection(reader(), { productUrl: modelPassport }).then(({ token }) => plain(token)),
    ]);
    const may = { removalManual: groups.includes("L"), testReportResults: groups.includes("A") };
    expect(forms[0]?.includes(secrets.removalManual)).toBe(may.removalManual);
    expect(forms[0]?.includes(secrets.testReportResults)).toBe(may.testReportResults);
    for (const form of forms.slice(1)) {
      if (!may.removalManual) expect(form).not.toContain(secrets.removalManual);
      if (!may.testReportResults) expect(form).not.toContain(secrets.testReportResults);
    }
  });

  test("is written down when anything restricted was given out, and only then", async () => {
    const ofAudience = eq(disclosureDelivery.audience, audience);
    const written = () => database.db.select().from(disclosureDelivery).where(ofAudience);
    const before = new Set((await written()).map(({ id }) => id));
    await readFullRecord(reader(), { productUrl: itemPassport });
    const added = (await written()).filter(({ id }) => !before.has(id));
    // Of a battery there is point 4 alone, whatever else its reader may see.
    expect(added.map(({ groups: given, readerId }) => ({ given, readerId }))).toEqual(
      groups.includes("I") ? [{ given: "I", readerId: reader().caller.userId }] : [],
    );
  });
});

describe("what was given out", () => {
  test("is written down for a document as well, when it carries something restricted", async () => {
    const of = (audience: Audience) =>
      database.db.$count(
        disclosureDelivery,
        and(eq(disclosureDelivery.audience, audience), eq(disclosureDelivery.form, "json")),
      );
    for (const audience of audiences) {
      const before = await of(audience);
      const document = await readDocument(readers[audience], { productUrl: itemPassport });
      const carries = JSON.stringify(document).includes("batteryStatus");
      expect([audience, carries]).toEqual([audience, groupsOf(readable[audience]).includes("I")]);
      // The document of a battery holds what its model's record hides as well: a delivery of each that gave something.
      const ofModel = groupsOf(readable[audience]).length > 0 ? 1 : 0;
      expect([audience, (await of(audience)) - before]).toEqual([audience, ofModel + (carries ? 1 : 0)]);
    }
  });

  test("is shown to the operator, but never what an authority read, nor who", async () => {
    await readFullRecord(readers.legitimateInterest, { productUrl: modelPassport });
    await readFullRecord(readers.authority, { productUrl: modelPassport });
    const { deliveries } = await readPassportStatus(operator.signer, { productUrl: modelPassport });
    expect(deliveries).toContainEqual({
      at: registry.keeper.now().toISOString(),
      version: 1,
      audience: "legitimateInterest",
      dataSets: ["point2", "point4"],
    });
    expect(JSON.stringify(deliveries)).not.toContain("authority");
    const toOthers = deliveries.filter(({ audience }) => audience !== "responsibleOperator");
    expect(toOthers.filter(({ dataSets }) => dataSets.join() === "point2,point3")).toEqual([]);
    const kept = eq(disclosureDelivery.audience, "authority");
    expect(await database.db.$count(disclosureDelivery, kept)).toBeGreaterThan(0);
  });
});

/** All base64url parts of a token, read. */
function plain(token: string): string {
  return token
    .split(/[.~]/)
    .map((part) => Buffer.from(part, "base64url").toString("utf8"))
    .join("\n");
}

describe("what a full record hides", () => {
  test("says nothing by its number: every battery has as many digests, filled or not", async () => {
    const { token } = await readFullRecord(readers.anyone, { productUrl: itemPassport });
    await database.admin.update(batteryItem).set({ batteryStatus: "waste" });
    const order = { serial: "A2", manufacturedOn: "2026-10" };
    const [item] = await database.db.select().from(batteryItem);
    const second = await issueItem(operator.signer, { ...order, modelId: item?.modelId ?? "" });
    const other = await readFullRecord(readers.anyone, { productUrl: second.productUrl });
    const digests = (text: string) =>
      plain(text)
        .match(/"_sd":\[[^\]]*\]/g)
        ?.join()
        .split(",").length;
    expect(digests(other.token)).toBe(digests(token));
  });

  test("lies in the database encrypted, and opens in no other place", async () => {
    const rows = await database.db.select().from(disclosure).where(eq(disclosure.name, "removalManual"));
    const [row] = rows;
    if (row === undefined) throw new Error("There is a disclosure.");
    expect(Buffer.from(row.encrypted).toString("latin1")).not.toContain("Secret");
    const place = `disclosure:${row.passportId}:${String(row.version)}:${String(row.position)}`;
    expect(plain(registry.keys.openText(place, row.encrypted))).toContain(secrets.removalManual);
    expect(() => registry.keys.openText(`${place}0`, row.encrypted)).toThrow(/does not open/);
  });

  test("is the same at every delivery: salts are made once", async () => {
    const first = await readFullRecord(readers.authority, { productUrl: modelPassport });
    expect((await readFullRecord(readers.authority, { productUrl: modelPassport })).token).toBe(first.token);
  });

  test("cannot be asked of a version that is not there", async () => {
    const none = readFullRecord(readers.authority, { productUrl: modelPassport, version: 9 });
    expect((await refusalFrom(none)).code).toBe("VERSION_NOT_FOUND");
  });
});

describe.each(audiences)("the page for %s", (audience) => {
  test.each(["model", "item"] as const)(
    "shows the restricted values of its data sets alone (%s)",
    async (level) => {
      const productUrl = level === "model" ? modelPassport : itemPassport;
      const shown = await readRestricted(readers[audience], { productUrl });
      const record = await disclosedTo(readers[audience], productUrl);
      const stated = Object.entries(record).filter(([, value]) => !isEmpty(value));
      expect(shown === null).toBe(audience === "anyone");
      expect(shown?.own ?? {}).toEqual(Object.fromEntries(stated));
      expect(shown?.dataSets ?? readable.anyone).toEqual(readable[audience]);
    },
  );
});

function isEmpty(value: JsonValue): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

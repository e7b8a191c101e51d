import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passport, statusListVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { checkList } from "../oversight/check-list.ts";
import { readHistory } from "../oversight/read-history.ts";
import { issueProductSheet } from "../result-sheet/issue-for-product.ts";
import { readSheet } from "../result-sheet/read.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { checkPassport } from "./check-passport.ts";
import { readDocument } from "./document.ts";
import { newestSubject } from "./find-record.ts";
import { issueItem } from "./issue-item.ts";
import { issueVersion } from "./issue-version.ts";
import { readPassport } from "./read.ts";
import { listVersions } from "./versions.ts";
import { afterIssue } from "../log/after-issue.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let heir: TestOperator;
let productUrl: string;

/** A battery that the maker signed, for which the heir answers since. */
beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("maker");
  heir = await registry.operator("heir");
  const { model, draft } = await declaredModel(maker);
  await releaseReviewed(maker, draft);
  ({ productUrl } = await issueItem(maker.signer, {
    ...{ modelId: model.id, serial: "A1", manufacturedOn: "2026-10" },
  }));
  await database.db.update(passport).set({ operatorId: heir.id }).where(eq(passport.productUrl, productUrl));
});
afterAll(() => database.end());

const slugOf = async (version: number) =>
  (await listVersions(registry.as(anyone), { productUrl })).find((row) => row.version === version)?.signer
    .slug;

/** The next version, signed by an operator. */
async function sign({ id, slug, signer }: TestOperator) {
  const [held] = await database.db.select().from(passport).where(eq(passport.productUrl, productUrl));
  if (held === undefined) throw new Error("There is a passport.");
  await database.db.transaction(async (tx) => {
    const subject = await newestSubject(tx, held.id);
    if (subject === null) throw new Error("It has a version.");
    const operator = { id, slug, name: `Operator ${slug}` };
    await issueVersion(signer, tx, { passport: held, operator, subject, declarationId: null, reason: null });
  });
  return afterIssue(signer, id);
}

test("a version is judged by the keys of who signed it, not of who answers now", async () => {
  const { record, answering, operatorCeased } = await readPassport(registry.as(anyone), { productUrl });
  expect(record.signer.slug).toBe("maker");
  expect(answering.slug).toBe("heir");
  expect(operatorCeased).toBeNull();
  expect(record.verdict.overall).toBe("holds");
  expect((await checkPassport(registry.as(anyone), { productUrl })).verdict.overall).toBe("holds");
  const document = await readDocument(registry.as(anyone), { productUrl });
  expect(document.economicOperatorId).toContain(":op:heir");
});

test("an official's list and history name who answers and judge by who signed", async () => {
  const official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
  const { rows } = await checkList(official, { rows: [[productUrl]] });
  expect(rows).toMatchObject([{ answer: "valid", passport: { operator: "Operator heir" } }]);
  const history = await readHistory(official, { productUrl });
  expect(history.operator).toBe("Operator heir");
  expect(history.versions).toMatchObject([{ version: 1, signer: { slug: "maker" } }]);
  const sheet = await issueProductSheet(registry.as(anyone), { query: productUrl });
  const { sheet: found } = await readSheet(registry.as(anyone), sheet);
  expect(found.checked).toMatchObject([{ answer: "valid" }]);
});

test("whoever answered before signs no version any more", async () => {
  expect((await refusalFrom(sign(maker))).code).toBe("RESPONSIBILITY_MOVED");
  expect(await slugOf(2)).toBeUndefined();
});

test("the next version is signed by who answers, and the list of who signed the former one says so at once", async () => {
  const before = await database.db.$count(statusListVersion, eq(statusListVersion.operatorId, maker.id));
  await sign(heir);
  expect([await slugOf(1), await slugOf(2)]).toEqual(["maker", "heir"]);
  expect(await database.db.$count(statusListVersion, eq(statusListVersion.operatorId, maker.id))).toBe(
    before + 1,
  );
  const reader = registry.as(anyone);
  const [old, now] = [
    await readPassport(reader, { productUrl, version: 1 }),
    await readPassport(reader, { productUrl }),
  ];
  expect([old.record.verdict.overall, now.record.verdict.overall]).toEqual(["superseded", "holds"]);
  expect((await readDocument(reader, { productUrl, version: 1 })).economicOperatorId).toContain(":op:maker");
});

test("whoever answers withdraws a version that somebody else signed, on that one's list", async () => {
  const order = { productUrl, version: 1, reason: "wrongData" };
  expect((await refusalFrom(revokeVersion(maker.signer, order))).code).toBe("NOT_ALLOWED");
  await revokeVersion(heir.signer, order);
  const old = await readPassport(registry.as(anyone), { productUrl, version: 1 });
  expect(old.record.verdict.overall).toBe("withdrawn");
});

test("a passport that has ended takes no version", async () => {
  await database.db
    .update(passport)
    .set({ endedAt: new Date("2026-11-20T12:00:00Z") })
    .where(eq(passport.productUrl, productUrl));
  expect((await refusalFrom(sign(heir))).code).toBe("PASSPORT_ENDED");
});

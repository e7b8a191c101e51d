import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passport } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { uploadDocument } from "../document/upload.ts";
import { readDocument } from "./document.ts";
import type { IssuedItem } from "./issue-item.ts";
import { issueItem } from "./issue-item.ts";
import { readPassport } from "./read.ts";
import { listVersions } from "./versions.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let item: IssuedItem;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("rival");
  const { model, draft } = await declaredModel(operator);
  const attach = (attribute: string, mark: string) =>
    uploadDocument(operator.author, {
      ...{ modelId: model.id, attribute, title: attribute, language: "en" },
      bytes: new Uint8Array(Buffer.from(`%PDF-1.7\n${mark}\n%%EOF\n`)),
    });
  await attach("euDeclarationOfConformity", "1");
  await attach("disassemblyManual", "2");
  await attach("testReportResults", "3");
  await releaseReviewed(operator, draft);
  item = await issueItem(operator.signer, { modelId: model.id, serial: "A1", manufacturedOn: "2026-10" });
});
afterAll(() => database.end());

/** Somebody of whom the registry knows: what they are given is written down under their name. */
const official = async (role: Role) => registry.as(await registry.person(role, { role, operatorId: null }));

/** Readers, the data points of Annex XIII answered by a file, and whether the battery status (point 4) is shown. */
const readers = [
  ["anyone", () => registry.as(anyone), ["euDeclarationOfConformity"], false],
  ["people of another operator", () => other.author, ["euDeclarationOfConformity"], false],
  [
    "a holder of a legitimate interest",
    () => official("interest"),
    ["disassemblyManual", "euDeclarationOfConformity"],
    true,
  ],
  [
    "an authority",
    () => official("authority"),
    ["disassemblyManual", "euDeclarationOfConformity", "testReportResults"],
    false,
  ],
  [
    "a notified body",
    () => official("notifiedBody"),
    ["disassemblyManual", "euDeclarationOfConformity", "testReportResults"],
    false,
  ],
  [
    "the responsible operator",
    () => operator.reviewer,
    ["disassemblyManual", "euDeclarationOfConformity", "testReportResults"],
    true,
  ],
] as const;

describe("one product URL", () => {
  test.each(readers)("names to %s the files of their data sets only", async (_, reader, attributes) => {
    const { documents } = await readPassport(await reader(), item);
    expect(documents.map(({ attribute }) => attribute)).toEqual(attributes);
  });

  test.each(readers)("shows %s the battery status exactly when point 4 is theirs", async (...row) => {
    const [, reader, , hasPoint4] = row;
    const text = JSON.stringify(await readDocument(await reader(), item));
    expect(text.includes("batteryStatus")).toBe(hasPoint4);
  });

  test("names the same type from other plants of the operator, once released, and nobody else's", async () => {
    const sibling = await declaredModel(operator, { modelCode: "PACK-100-B", name: "From the other plant" });
    const strange = await declaredModel(other);
    await releaseReviewed(other, strange.draft);
    expect((await readPassport(registry.as(anyone), item)).siblings).toEqual([]);
    await releaseReviewed(operator, sibling.draft);
    expect((await readPassport(registry.as(anyone), item)).siblings).toMatchObject([
      { productUrl: sibling.model.productUrl, name: "From the other plant" },
    ]);
  });

  test("that nobody issued is not found, nor is a version that was never signed", async () => {
    const reader = registry.as(anyone);
    const unknown = { productUrl: `${item.productUrl}0` };
    expect((await refusalFrom(readPassport(reader, unknown))).code).toBe("PASSPORT_NOT_FOUND");
    expect((await refusalFrom(listVersions(reader, unknown))).code).toBe("PASSPORT_NOT_FOUND");
    expect((await refusalFrom(readPassport(reader, { ...item, version: 2 }))).code).toBe("VERSION_NOT_FOUND");
  });

  test("whose passport ended says so to everybody", async () => {
    await database.db
      .update(passport)
      .set({ endedAt: new Date("2026-11-20T12:00:00Z") })
      .where(eq(passport.productUrl, item.productUrl));
    for (const reader of [registry.as(anyone), operator.author]) {
      expect((await refusalFrom(readPassport(reader, item))).code).toBe("PASSPORT_ENDED");
      expect((await refusalFrom(readDocument(reader, item))).code).toBe("PASSPORT_ENDED");
    }
  });
});

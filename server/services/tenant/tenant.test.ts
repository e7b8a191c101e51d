import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { checkArchive } from "../../domain/archive/check-archive.ts";
import { didOf } from "../../domain/record/did.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { parseBundle, verifyBundle } from "../../domain/verification/bundle.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { readZip } from "../../platform/zip-reader.ts";
import { zipFile } from "../../platform/zip-file.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { stateAttributes } from "../attribute/state.ts";
import { uploadDocument } from "../document/upload.ts";
import { readFile } from "../document/read.ts";
import { readPolicy } from "../log/read-policy.ts";
import { readBroughtBundle } from "../passport/read-brought-bundle.ts";
import { sha256 } from "../log/sha256.ts";
import { readDocument } from "../passport/document.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { readPassport } from "../passport/read.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { exportTenant } from "./export.ts";
import { importTenant } from "./import.ts";

const limits = { files: 1000, bytes: 100_000_000 };
let origin: TestDatabase;
let target: TestDatabase;
let here: Fixture;
let there: Fixture;
let operator: TestOperator;
let modelUrl: string;
let itemUrl: string;
let documentId: string;
let archive: Uint8Array;

beforeAll(async () => {
  [origin, target] = [await testDatabase(), await testDatabase()];
  [here, there] = [fixture(origin), fixture(target)];
  operator = await here.operator("voltara");
  // Somebody else's data, of which nothing may go along.
  const rival = await here.operator("rival");
  const other = await declaredModel(rival, { modelCode: "SECRET", typeDesignation: "SECRET" });
  await releaseReviewed(rival, other.draft);
  const { model, draft } = await declaredModel(operator);
  modelUrl = model.productUrl;
  const { lock } = await readAttributes(operator.author, { id: model.id });
  const cathodeMaterials = [{ name: "Hidden cathode", share: "12.50" }];
  await stateAttributes(operator.author, { id: model.id, lock, values: { cathodeMaterials } }).catch(
    async () => {
      const { lock: again } = await readAttributes(operator.author, { id: model.id });
      const values = { cathodeMaterials: [{ name: "Hidden cathode" }] };
      await stateAttributes(operator.author, { id: model.id, lock: again, values });
    },
  );
  const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  const attached = { modelId: model.id, attribute: "instructionsForUse", title: "Manual", language: "en" };
  documentId =
    (await uploadDocument(operator.author, { ...attached, bytes: pdf })).path.split("/").at(-1) ?? "";
  await releaseReviewed(operator, draft);
  const item = { modelId: model.id, serial: "A-1", manufacturedOn: "2026-10" };
  itemUrl = (await issueItem(operator.signer, item)).productUrl;
  const second = await issueItem(operator.signer, { ...item, serial: "A-2" });
  await revokeVersion(operator.signer, { productUrl: second.productUrl, version: 1, reason: "wrongData" });
  archive = await taken(operator.signer);
  await importTenant(there.keeper, reading(archive));
});
afterAll(() => Promise.all([origin.end(), target.end()]));

async function taken(ctx: Context): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await exportTenant(ctx, { slug: "voltara" })).parts) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

const reading = (bytes: Uint8Array) => ({ read: () => Promise.resolve(bytes) });

async function contentOf(bytes: Uint8Array): Promise<Readonly<Record<string, string>>> {
  const files = await readZip(bytes, limits);
  return Object.fromEntries(
    [...files]
      .filter(([name]) => name.startsWith("content/") || name.startsWith("files/"))
      .map(([name, content]) => [name, Buffer.from(content).toString("base64")]),
  );
}

/** The archive with one of its files changed, and a manifest that says so. */
async function tampered(name: string, change: (text: string) => string): Promise<Uint8Array> {
  const files = new Map(await readZip(archive, limits));
  const found = [...files.keys()].find((one) => one.startsWith(name)) ?? "";
  const before = new TextDecoder().decode(files.get(found));
  const after = new TextEncoder().encode(change(before));
  expect(new TextDecoder().decode(after)).not.toBe(before);
  const digest = (content: Uint8Array) => Buffer.from(sha256(content)).toString("hex");
  const manifest = new TextDecoder()
    .decode(files.get("manifest.json"))
    .replace(digest(files.get(found) ?? new Uint8Array()), digest(after));
  files.set(found, after);
  files.set("manifest.json", new TextEncoder().encode(manifest));
  const chunks: Uint8Array[] = [];
  const entries = [...files].map(([one, content]) => ({ name: one, bytes: content }));
  for await (const chunk of zipFile(entries, new Date(0))) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

describe("BATT-Art77(5): an operator goes elsewhere with everything", () => {
  test("the archive holds together, and nothing of anybody else", async () => {
    const checked = await checkArchive(await readZip(archive, limits), { crypto: webCrypto, sha256 });
    expect(checked).toMatchObject({ ok: true });
    expect(checked.ok && checked.value.signatures).toBeGreaterThanOrEqual(6);
    const said = Buffer.from(archive).toString("latin1");
    expect(said).toContain("Hidden cathode");
    expect(said).not.toContain("SECRET");
    expect(said).not.toContain("rival");
    expect(said).not.toContain("encrypted_private_key");
    expect(said).not.toContain("@test.example");
  });

  test("taken out of the other registry again, its content is the same to the byte", async () => {
    const again = await taken(there.keeper);
    const before = await contentOf(archive);
    expect(Object.keys(before).length).toBeGreaterThan(15);
    expect(await contentOf(again)).toEqual(before);
  });

  test("everybody is served the same there as here", async () => {
    for (const productUrl of [modelUrl, itemUrl]) {
      for (const role of ["authority", "interest", null] as const) {
        const caller = {
          ...anyone,
          userId: role === null ? null : operator.author.caller.userId,
          memberships: role === null ? [] : [{ role, operatorId: null }],
        };
        const [from, to] = [here.as(caller), there.as(caller)];
        expect(JSON.stringify(await readDocument(to, { productUrl }))).toBe(
          JSON.stringify(await readDocument(from, { productUrl })),
        );
        expect((await readFullRecord(to, { productUrl })).token).toBe(
          (await readFullRecord(from, { productUrl })).token,
        );
      }
      const record = async (ctx: Context) => (await readPassport(ctx, { productUrl })).record.token;
      expect(await record(there.as(anyone))).toBe(await record(here.as(anyone)));
    }
    const file = { productUrl: modelUrl, id: documentId };
    expect((await readFile(there.as(anyone), file)).bytes).toEqual(
      (await readFile(here.as(anyone), file)).bytes,
    );
  });

  test("a stranger finds the record good there, under the log of that registry", async () => {
    const { verdict } = (await readPassport(there.as(anyone), { productUrl: itemUrl })).record;
    expect(verdict.overall).toBe(
      (await readPassport(here.as(anyone), { productUrl: itemUrl })).record.verdict.overall,
    );
  });

  test("and under the log it was signed in, by the bundle that was brought along", async () => {
    const brought = parseBundle((await readBroughtBundle(there.as(anyone), { productUrl: itemUrl })).body);
    const logState = async (ctx: Context) => {
      const policy = parsePolicy((await readPolicy(ctx)) ?? "");
      if (!policy.ok || !brought.ok) throw new Error("policy or bundle cannot be read");
      const at = ctx.now();
      const trust = {
        policy: policy.value,
        issuer: didOf(testUrl, "voltara"),
        subject: itemUrl,
        at,
        now: at,
      };
      const { verdict } = await verifyBundle(brought.value, trust, webCrypto);
      return verdict.parts.find(({ part }) => part === "log")?.state;
    };
    expect(await logState(here.as(anyone))).toBe("ok");
    expect(await logState(there.as(anyone))).not.toBe("ok");
  });

  test("the operator works on there with a new key", async () => {
    const signer = there.as({ ...operator.signer.caller });
    const [{ modelId } = { modelId: "" }] = await target.db.query.batteryItem.findMany({ limit: 1 });
    const made = await issueItem(signer, { modelId, serial: "B-1", manufacturedOn: "2026-11" });
    expect(made.isPending).toBe(false);
    expect((await readPassport(there.as(anyone), { productUrl: made.productUrl })).record.version).toBe(1);
  });
});

describe("an archive is refused", () => {
  test.each([
    [
      "of which a record was changed",
      "content/artefact",
      (text: string) => text.replace("ey", "ez"),
      "E_ARCHIVE_RECORD",
    ],
    [
      "of which a hidden value was changed",
      "content/disclosure",
      (text: string) => text.replace(/"text": ?"W/, '"text":"X'),
      "E_ARCHIVE_HIDDEN",
    ],
    [
      "of which a log entry is missing",
      "log/entries",
      (text: string) => text.split("\n").slice(1).join("\n"),
      "E_ARCHIVE_ROW",
    ],
  ])("%s", async (_, name, change, code) => {
    const problems = await problemsFrom(importTenant(there.keeper, reading(await tampered(name, change))));
    expect(problems.join(" ")).toContain(code);
  });

  test("that is none, by a registry that is not empty, under another address, and by whoever does not keep the registry", async () => {
    const broken = importTenant(there.keeper, reading(archive.slice(0, 1000)));
    expect(await problemsFrom(broken)).toEqual(["E_ARCHIVE_BROKEN file"]);
    expect((await refusalFrom(importTenant(here.keeper, reading(archive)))).code).toBe("REGISTRY_NOT_EMPTY");
    const elsewhere = { ...there.keeper, publicUrl: "https://other.example" };
    expect((await refusalFrom(importTenant(elsewhere, reading(archive)))).code).toBe("ARCHIVE_FOREIGN");
    expect((await refusalFrom(importTenant(operator.signer, reading(archive)))).code).toBe("NOT_ALLOWED");
  });

  test("to be taken by another operator, or by an author", async () => {
    const rival = await here.operator("stranger");
    const take = (ctx: Context) => exportTenant(ctx, { slug: "voltara" });
    expect((await refusalFrom(take(rival.signer))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(take(operator.author))).code).toBe("NOT_ALLOWED");
  });
});

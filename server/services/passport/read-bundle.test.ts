import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { formatBundle, parseBundle, verifyBundle } from "../../domain/verification/bundle.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { startNext } from "../footprint/start-next.ts";
import { readPolicy } from "../log/read-policy.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import type { BundleRequest } from "./read-bundle.ts";
import { readBundle } from "./read-bundle.ts";
import { readPassport } from "./read.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let reader: Context;
let productUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  reader = registry.as(anyone);
  registry.setTime("2026-11-18T12:00:00Z");
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  productUrl = model.productUrl;
  await releaseReviewed(operator, draft);
  registry.setTime("2026-11-20T12:00:00Z");
  const next = await startNext(operator.author, { id: draft.id });
  const change = { id: next.id, lock: next.lock, code: "cells", changes: { amount: "990" } };
  const { lock } = await changeLine(operator.author, change);
  await releaseReviewed(operator, { id: next.id, lock }, "another amount");
  registry.setTime("2026-11-20T13:00:00Z");
});
afterAll(() => database.end());

/** What a stranger finds who saved the bundle, and pinned the log some time before. */
async function judged(input: Omit<BundleRequest, "productUrl"> = {}, at = reader.now()) {
  const saved = formatBundle((await readBundle(reader, { productUrl, ...input })).bundle);
  const policy = parsePolicy((await readPolicy(reader)) ?? "");
  const bundle = parseBundle(saved);
  if (!policy.ok || !bundle.ok) throw new Error("policy or bundle cannot be read back");
  const issuer = didOf(testUrl, operator.slug);
  const trust = { policy: policy.value, issuer, subject: productUrl, at, now: reader.now() };
  const { verdict } = await verifyBundle(bundle.value, trust, webCrypto);
  return {
    overall: verdict.overall,
    parts: verdict.parts.map(({ part, state, code }) => [part, state, code].filter(Boolean).join(" ")),
  };
}

const sound = ["signature ok", "issuer ok", "subject ok", "status ok", "log ok"];

describe("the bundle of a version", () => {
  test("is all that a stranger needs to find the newest version sound", async () => {
    expect(await judged()).toEqual({ overall: "holds", parts: [...sound, "witnesses notAsked"] });
  });

  test("of an earlier version says that it is superseded", async () => {
    const { overall, parts } = await judged({ version: 1 });
    expect([overall, parts[3]]).toEqual(["superseded", "status failed R_STATUS_SUPERSEDED"]);
  });

  test("shows record and lists as they stood on a day", async () => {
    const day = "2026-11-19T00:00:00Z";
    const { version } = await readBundle(reader, { productUrl, at: day });
    expect(version).toBe(1);
    expect((await judged({ at: day }, new Date(day))).overall).toBe("holds");
  });

  test("is refused for a version, a day or a product that there is not", async () => {
    const asked = (input: Partial<BundleRequest>) =>
      refusalFrom(readBundle(reader, { productUrl, ...input })).then(({ code }) => code);
    expect(await asked({ version: 3 })).toBe("VERSION_NOT_FOUND");
    expect(await asked({ at: "2026-11-17T00:00:00Z" })).toBe("VERSION_NOT_FOUND");
    expect(await asked({ at: "2026-11-17" })).toBe("INVALID_INPUT");
    expect(await asked({ productUrl: `${productUrl}/21/NONE` })).toBe("PASSPORT_NOT_FOUND");
  });

  test("is what the passport page is judged by", async () => {
    const [newest, first] = await Promise.all([
      readPassport(reader, { productUrl }),
      readPassport(reader, { productUrl, version: 1 }),
    ]);
    expect([newest.record.verdict.overall, first.record.verdict.overall]).toEqual(["holds", "superseded"]);
  });

  test("says that its version was withdrawn, once it was", async () => {
    await revokeVersion(operator.signer, { productUrl, version: 2, reason: "wrongData" });
    expect((await judged()).overall).toBe("withdrawn");
    expect((await judged({}, new Date("2026-11-20T12:30:00Z"))).overall).toBe("holds");
  });
});

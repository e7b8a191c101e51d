import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyMember, logEntry } from "../../../db/schema/index.ts";
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
import { grantRole } from "../account/grant-role.ts";
import { addBodyMember } from "../body/add-member.ts";
import { listBodies } from "../body/list.ts";
import { removeBodyMember } from "../body/remove-member.ts";
import { changeLine } from "../footprint/change-line.ts";
import { startNext } from "../footprint/start-next.ts";
import { addKey } from "../key/add.ts";
import { declareCompromised } from "../key/declare-compromised.ts";
import { retireKey } from "../key/retire.ts";
import { createOperator } from "../operator/create.ts";
import { readKeys } from "../operator/read-keys.ts";
import { readPassport } from "../passport/read.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { giveOpinion } from "./give.ts";
import { listAssessable } from "./list-assessable.ts";
import { readAssessed } from "./read-assessed.ts";
import { readOpinionToken } from "./read-token.ts";
import { recomputeAssessed } from "./recompute.ts";

let database: TestDatabase;
let registry: Fixture;
let reader: Context;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  reader = registry.as(anyone);
});
afterAll(() => database.end());

/** A notified body with its key and an assessor who acts for it. */
async function body(slug: string) {
  const { id } = await createOperator(registry.keeper, { ...operatorCalled(slug), kind: "notifiedBody" });
  const assessor = registry.as(await registry.person(slug, { role: "notifiedBody", operatorId: null }));
  await database.db.insert(bodyMember).values({ userId: assessor.caller.userId ?? "", bodyId: id });
  return { id, slug, assessor };
}

async function released(slug: string) {
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  return { operator, model, draft, productUrl: model.productUrl };
}

/** The second declaration of a model, with another amount, released as the next version. */
async function nextVersion({ operator, draft }: Awaited<ReturnType<typeof released>>): Promise<void> {
  const { id, lock } = await startNext(operator.author, { id: draft.id });
  const changed = await changeLine(operator.author, {
    ...{ id, lock, code: "cells", changes: { amount: "1100" } },
  });
  await releaseReviewed(operator, { id, lock: changed.lock }, "More cells.");
}

const confirmed = (productUrl: string, bodyId: string, version = 1) =>
  ({ productUrl, bodyId, version, outcome: "confirmed" }) as const;

describe("an opinion", () => {
  test("is signed by the body's key about exactly this version, and logged by its digest", async () => {
    const { id, slug, assessor } = await body("assessor");
    const { productUrl } = await released("assessed");
    const { record } = await readPassport(reader, { productUrl });
    const given = await giveOpinion(assessor, {
      ...{ ...confirmed(productUrl, id), outcome: "confirmedWithRemarks", remarks: "Plant visited." },
    });
    expect(given.isPending).toBe(false);
    const { token, digest } = await readOpinionToken(reader, { slug, id: given.id });
    expect([given.path, given.digest]).toEqual([`/op/${slug}/opinions/${given.id}`, digest]);
    const { jwks } = await readKeys(reader, { slug });
    const trust = {
      ...{ keys: jwks.keys, issuer: didOf(testUrl, slug), subject: productUrl, at: reader.now() },
      about: record.token,
    };
    const { verdict, credential } = await verifyRecord({ record: token }, trust, webCrypto);
    expect([verdict.overall, ...verdict.parts.slice(0, 3).map(({ state }) => state)]).toEqual([
      "holds",
      "ok",
      "ok",
      "ok",
    ]);
    const { carbonFootprint } = record.credential.credentialSubject.voluntary ?? {};
    expect(credential).toMatchObject({
      type: ["VerifiableCredential", "PassportOpinionCredential"],
      opinion: { logSubject: record.credential.passport.logSubject, version: 1, previous: null },
      credentialSubject: {
        ...{ id: productUrl, outcome: "confirmedWithRemarks", remarks: "Plant visited." },
        requestDigest: carbonFootprint?.requestDigest,
        recomputation: { agreement: "same", resultDigest: carbonFootprint?.resultDigest },
      },
    });
    expect(JSON.stringify(credential)).toContain(record.digest);
    const [logged] = await database.db.select().from(logEntry).where(eq(logEntry.idx, given.leafIndex));
    const entry = readEntry(logged?.entry ?? new Uint8Array());
    expect(entry.ok && entry.value).toMatchObject({
      ...{ type: "digest", what: "opinion", digest, version: 1 },
      subject: record.credential.passport.logSubject,
    });
  });

  test("stays with its version: the next one visibly has none, and of two bodies both stand", async () => {
    const [one, two] = [await body("first-body"), await body("second-body")];
    const made = await released("versions");
    const { productUrl } = made;
    await giveOpinion(one.assessor, confirmed(productUrl, one.id));
    await giveOpinion(two.assessor, {
      ...{ ...confirmed(productUrl, two.id), outcome: "notConfirmed", remarks: "Grid factor too old." },
    });
    const before = (await readPassport(reader, { productUrl })).assessment;
    expect(
      before.opinions.map(({ body: name, outcome, verdict }) => [name, outcome, verdict.overall]),
    ).toEqual([
      ["Operator second-body", "notConfirmed", "holds"],
      ["Operator first-body", "confirmed", "holds"],
    ]);
    await nextVersion(made);
    expect((await readPassport(reader, { productUrl })).assessment).toMatchObject({
      ...{ opinions: [], earlierVersion: 1 },
    });
    const old = await readPassport(reader, { productUrl, version: 1 });
    expect(old.assessment.opinions.map(({ verdict }) => verdict.overall)).toEqual(["holds", "holds"]);
    // A version that was replaced meanwhile can still be assessed, and the word stays with it.
    await giveOpinion(one.assessor, {
      ...{ ...confirmed(productUrl, one.id), outcome: "confirmedWithRemarks", remarks: "Later." },
    });
    const later = (await readPassport(reader, { productUrl, version: 1 })).assessment;
    expect(later.opinions.map(({ isReplaced }) => isReplaced)).toEqual([false, false, true]);
    expect((await readPassport(reader, { productUrl })).assessment.opinions).toEqual([]);
  });

  test("does not pass as one about another version or another record", async () => {
    const { id, slug, assessor } = await body("bound");
    const made = await released("bound-op");
    const given = await giveOpinion(assessor, confirmed(made.productUrl, id));
    const { token } = await readOpinionToken(reader, { slug, id: given.id });
    await nextVersion(made);
    const other = await released("bound-other");
    const { jwks } = await readKeys(reader, { slug });
    const judge = async (record: string, about: string) => {
      const trust = { keys: jwks.keys, at: reader.now(), about };
      const { verdict } = await verifyRecord({ record }, trust, webCrypto);
      return verdict.parts.find(({ part }) => part === "subject")?.code;
    };
    const newest = (await readPassport(reader, { productUrl: made.productUrl })).record.token;
    const foreign = (await readPassport(reader, { productUrl: other.productUrl })).record.token;
    expect(await judge(token, newest)).toBe("R_OPINION_VERSION");
    expect(await judge(token, foreign)).toBe("R_OPINION_RECORD");
    const [first] = newest.split(".");
    expect(await judge(token, `${first ?? ""}.e30.AA`)).toBe("R_OPINION_RECORD");
  });

  test("is for those who act for the body: no role alone, no other body, no authority, no operator, no keeper", async () => {
    const { id } = await body("mine");
    const { assessor: other } = await body("theirs");
    const { operator, productUrl } = await released("guarded");
    const roleAlone = registry.as(await registry.person("new", { role: "notifiedBody", operatorId: null }));
    const officer = registry.as(await registry.person("officer", { role: "authority", operatorId: null }));
    const keeper = registry.as(await registry.person("keeper", { role: "keeper", operatorId: null }));
    for (const ctx of [roleAlone, officer, other, operator.signer, keeper])
      expect((await refusalFrom(giveOpinion(ctx, confirmed(productUrl, id)))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(giveOpinion(reader, confirmed(productUrl, id)))).code).toBe("NOT_SIGNED_IN");
    for (const ctx of [officer, operator.signer, keeper]) {
      expect((await refusalFrom(recomputeAssessed(ctx, { productUrl, version: 1 }))).code).toBe(
        "NOT_ALLOWED",
      );
      expect((await refusalFrom(listAssessable(ctx))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(readAssessed(ctx, { productUrl, version: 1 }))).code).toBe("NOT_ALLOWED");
    }
  });

  test("is not given by somebody who also acts for the operator", async () => {
    const { id } = await body("both");
    const { operator, productUrl } = await released("both-op");
    const person = await registry.person(
      "both",
      { role: "notifiedBody", operatorId: null },
      { role: "author", operatorId: operator.id },
    );
    await database.db.insert(bodyMember).values({ userId: person.userId ?? "", bodyId: id });
    const refused = await refusalFrom(giveOpinion(registry.as(person), confirmed(productUrl, id)));
    expect(refused.code).toBe("NOT_ALLOWED");
  });

  test("is refused where the declaration does not come out the same again", async () => {
    const { id, assessor } = await body("strict");
    const { draft, productUrl } = await released("drifted");
    // What an administrator of the database could do: another digest than that of the frozen request's answer.
    await database.adminPool.query("alter table declaration disable trigger declaration_released_frozen");
    await database.adminPool.query("update declaration set request_digest = 'x' where id = $1", [draft.id]);
    await database.adminPool.query("alter table declaration enable trigger declaration_released_frozen");
    expect(await recomputeAssessed(assessor, { productUrl, version: 1 })).toMatchObject({
      ...{ outcome: "same", requestIntact: false },
    });
    const refused = await refusalFrom(giveOpinion(assessor, confirmed(productUrl, id)));
    expect(refused.code).toBe("NOT_REPRODUCED");
  });

  test("needs an active key of the body, and one that is compromised vouches for it no more", async () => {
    const { id, slug, assessor } = await body("robbed");
    const { productUrl } = await released("robbed-op");
    await giveOpinion(assessor, confirmed(productUrl, id));
    const { jwks } = await readKeys(reader, { slug });
    const kid = jwks.keys[0]?.kid ?? "";
    await declareCompromised(registry.keeper, { kid, since: "2026-11-20T11:00:00Z" });
    const { opinions } = (await readPassport(reader, { productUrl })).assessment;
    expect(opinions.map(({ verdict }) => [verdict.overall, verdict.parts[0]?.code])).toEqual([
      ["wrong", "R_KEY_COMPROMISED"],
    ]);
    const again = { ...confirmed(productUrl, id), outcome: "notConfirmed", remarks: "r" };
    expect((await refusalFrom(giveOpinion(assessor, again))).code).toBe("KEY_NOT_FOUND");
  });

  test("stays good when its body's key is retired, and the next one is signed with the next key", async () => {
    const { id, slug, assessor } = await body("rotated");
    const { productUrl } = await released("rotated-op");
    await giveOpinion(assessor, confirmed(productUrl, id));
    const { jwks } = await readKeys(reader, { slug });
    await addKey(registry.keeper, { operatorId: id, signer: "process" });
    await retireKey(registry.keeper, { kid: jwks.keys[0]?.kid ?? "" });
    const again = { ...confirmed(productUrl, id), outcome: "notConfirmed", remarks: "Looked again." };
    await giveOpinion(assessor, again);
    const { opinions } = (await readPassport(reader, { productUrl })).assessment;
    expect(opinions.map(({ verdict }) => verdict.overall)).toEqual(["holds", "holds"]);
    const kids = opinions.map(({ verdict }) => verdict.parts[0]?.evidence["kid"]);
    expect(new Set(kids).size).toBe(2);
  });

  test("is given once: of three at once with the same words one, and not again", async () => {
    const { id, assessor } = await body("once");
    const { productUrl } = await released("once-op");
    const ends = await Promise.allSettled(
      [1, 2, 3].map(() => giveOpinion(assessor, confirmed(productUrl, id))),
    );
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const again = giveOpinion(assessor, confirmed(productUrl, id));
    expect((await refusalFrom(again)).code).toBe("OPINION_REPEATED");
  });

  test("is not given on a version that was withdrawn, on none, or with half the words", async () => {
    const { id, assessor } = await body("careful");
    const { operator, productUrl } = await released("careful-op");
    const asked = confirmed(productUrl, id);
    const problems = async (more: object) => problemsFrom(giveOpinion(assessor, { ...asked, ...more }));
    expect(await problems({ outcome: "" })).toEqual(["E_REQUIRED outcome"]);
    expect(await problems({ outcome: "approved" })).toEqual(["E_OPINION_OUTCOME outcome"]);
    expect(await problems({ outcome: "notConfirmed" })).toEqual(["E_REQUIRED remarks"]);
    const nowhere = giveOpinion(assessor, { ...asked, version: 7 });
    expect((await refusalFrom(nowhere)).code).toBe("VERSION_NOT_FOUND");
    await revokeVersion(operator.signer, { productUrl, version: 1, reason: "wrongData" });
    expect((await refusalFrom(giveOpinion(assessor, asked))).code).toBe("VERSION_WITHDRAWN");
  });

  test("is kept for good, and not there under another body's name", async () => {
    const { id, assessor } = await body("kept");
    const { productUrl } = await released("kept-op");
    const given = await giveOpinion(assessor, confirmed(productUrl, id));
    for (const asked of [
      { slug: "kept-op", id: given.id },
      { slug: "kept", id: "x" },
    ])
      expect((await refusalFrom(readOpinionToken(reader, asked))).code).toBe("OPINION_NOT_FOUND");
    for (const statement of ["update opinion set outcome = outcome", "delete from opinion"])
      await expect(database.pool.query(statement)).rejects.toThrow(/refused|permission denied/);
  });

  test("has its evidence before it: declaration, difference to the former, recomputation, other opinions", async () => {
    const { id, assessor } = await body("thorough");
    const made = await released("thorough-op");
    await nextVersion(made);
    const at = { productUrl: made.productUrl, version: 2 };
    const view = await readAssessed(assessor, at);
    expect(view.sinceFormer?.number).toBe(1);
    expect(view.sinceFormer?.changed.map(({ path }) => path)).toContain("cfp");
    expect(view.bodies.map(({ id: own }) => own)).toEqual([id]);
    expect(await recomputeAssessed(assessor, at)).toMatchObject({ outcome: "same", requestIntact: true });
    await giveOpinion(assessor, confirmed(made.productUrl, id, 2));
    const rows = (await listAssessable(assessor)).versions.filter(
      ({ productUrl }) => productUrl === made.productUrl,
    );
    expect(
      rows.map(({ version, isNewest, hasOwn, opinions }) => [version, isNewest, hasOwn, opinions]),
    ).toEqual([
      [2, true, true, 1],
      [1, false, false, 0],
    ]);
  });
});

describe("members of a body", () => {
  test("are named and taken away by the keeper, and need the role of its kind", async () => {
    const { id } = await body("club");
    const assessor = await registry.person("assessor", { role: "notifiedBody", operatorId: null });
    const stranger = await registry.person("stranger", { role: "interest", operatorId: null });
    const { operator } = await released("club-op");
    for (const [userId, role] of [
      [assessor.userId, "notifiedBody"],
      [stranger.userId, "interest"],
    ] as const)
      await grantFor(userId ?? "", role);
    const naming = (userId: string | null, bodyId = id) =>
      addBodyMember(registry.keeper, { bodyId, userId: userId ?? "" });
    expect(await problemsFrom(naming(stranger.userId))).toEqual(["E_BODY_ROLE userId"]);
    expect(await problemsFrom(naming(assessor.userId, operator.id))).toEqual(["E_BODY_KIND bodyId"]);
    await naming(assessor.userId);
    await naming(assessor.userId);
    const members = async () =>
      (await listBodies(registry.keeper)).find((one) => one.id === id)?.members.map(({ name }) => name);
    expect(await members()).toEqual(["assessor", "club"]);
    await removeBodyMember(registry.keeper, { bodyId: id, userId: assessor.userId ?? "" });
    expect(await members()).toEqual(["club"]);
    const asked = { bodyId: id, userId: assessor.userId ?? "" };
    for (const ctx of [registry.as(assessor), operator.signer])
      expect((await refusalFrom(addBodyMember(ctx, asked))).code).toBe("NOT_ALLOWED");
  });
});

async function grantFor(userId: string, role: "notifiedBody" | "interest"): Promise<void> {
  await grantRole(registry.keeper, { userId, role, operatorId: null });
}

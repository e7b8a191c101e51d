import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asc, eq } from "drizzle-orm";
import { auditEvent, declaration, declarationReview } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { approve, declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { reviseModel } from "../model/revise.ts";
import { readPassport } from "../passport/read.ts";
import { addLine } from "./add-line.ts";
import { changeConformityNumber } from "./change-conformity-number.ts";
import { changeEnergy } from "./change-energy.ts";
import { changeLine } from "./change-line.ts";
import { discardDraft } from "./discard-draft.ts";
import { listDeclarations } from "./list.ts";
import { readReview } from "./read-review.ts";
import { readDeclaration } from "./read.ts";
import { releaseDeclaration } from "./release.ts";
import { removeLine } from "./remove-line.ts";
import type { Review } from "./review.ts";
import { reviewDeclaration } from "./review.ts";
import { startNext } from "./start-next.ts";
import { submitDeclaration } from "./submit.ts";
import { withdrawSubmission } from "./withdraw-submission.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

/** A draft that computes, of a model of its own. */
async function someDraft() {
  count += 1;
  return (await declaredModel(operator, { modelCode: `REVIEW-${String(count)}` })).draft;
}

async function submitted() {
  const { id, lock } = await someDraft();
  return submitDeclaration(operator.author, { id, lock });
}

/** A person who holds all these roles for the operator. */
async function holding(name: string, ...roles: readonly Role[]): Promise<Context> {
  const memberships = roles.map((role) => ({ role, operatorId: operator.id }));
  return registry.as(await registry.person(name, ...memberships));
}

async function verdictOf(
  by: Context,
  { id, lock }: { readonly id: string; readonly lock: number },
  verdict: Review["verdict"],
  more: Partial<Review> = {},
) {
  const { content } = await readReview(by, { id });
  return reviewDeclaration(by, {
    ...{ id, lock, verdict, contentDigest: content?.contentDigest ?? "", note: "mend the mass" },
    ...more,
  });
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  return (await refusalFrom(action)).code;
}

const change = (by: Context, { id, lock }: { readonly id: string; readonly lock: number }, amount = "5") =>
  changeLine(by, { id, lock, code: "cells", changes: { amount } });

describe("the way from draft to release", () => {
  test("author submits, reviewer returns with a note, author mends, reviewer approves, signer releases", async () => {
    const first = await submitted();
    expect(first).toMatchObject({
      state: "in_review",
      isApproved: false,
      may: { edit: false, submit: false, withdraw: true, review: false, release: false },
      review: { submittedByName: "voltara author", reviewedByName: null },
    });
    const back = await verdictOf(operator.reviewer, first, "returned");
    expect(back).toMatchObject({
      state: "draft",
      lock: first.lock + 1,
      review: { returned: { note: "mend the mass", byName: "voltara reviewer" }, submittedByName: null },
    });
    const inList = async () =>
      (await listDeclarations(operator.author, {})).find(({ id }) => id === first.id)?.isReturned;
    expect(await inList()).toBe(true);
    const mended = await change(operator.author, back, "990");
    expect(await inList()).toBe(true);
    const again = await submitDeclaration(operator.author, {
      ...{ id: mended.id, lock: mended.lock, note: "  mass from the scales " },
    });
    expect(again.review.returned).toBeNull();
    expect(await inList()).toBe(false);
    const approved = await verdictOf(operator.reviewer, again, "approved", { note: "" });
    expect(approved).toMatchObject({
      state: "in_review",
      isApproved: true,
      lock: again.lock,
      review: { reviewedByName: "voltara reviewer" },
    });
    const forSigner = await readDeclaration(operator.signer, { id: again.id });
    expect(forSigner.may).toMatchObject({ release: true, review: false, withdraw: false, edit: false });
    const { number } = await releaseDeclaration(operator.signer, { id: again.id, lock: approved.lock });
    expect(number).toBe(1);

    const { steps } = await readReview(operator.author, { id: again.id });
    expect(steps.map(({ verdict, note, byName }) => [verdict, note, byName])).toEqual([
      ["submitted", null, "voltara author"],
      ["returned", "mend the mass", "voltara reviewer"],
      ["submitted", "mass from the scales", "voltara author"],
      ["approved", null, "voltara reviewer"],
    ]);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.subject, again.id))
      .orderBy(asc(auditEvent.id));
    expect(deeds.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["declaration.create", operator.author.caller.userId],
      ["declaration.submit", operator.author.caller.userId],
      ["declaration.review", operator.reviewer.caller.userId],
      ["declaration.changeLine", operator.author.caller.userId],
      ["declaration.submit", operator.author.caller.userId],
      ["declaration.review", operator.reviewer.caller.userId],
      ["declaration.release", operator.signer.caller.userId],
    ]);
    const [frozen] = await database.db.select().from(declaration).where(eq(declaration.id, again.id));
    expect(frozen).toMatchObject({
      createdBy: operator.author.caller.userId,
      submittedBy: operator.author.caller.userId,
      editors: [operator.author.caller.userId],
      reviewedBy: operator.reviewer.caller.userId,
      releasedBy: operator.signer.caller.userId,
    });
  });

  test("nobody is named in the public record", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "UNNAMED" });
    await releaseReviewed(operator, draft);
    const page = await readPassport(registry.as(anyone), { productUrl: model.productUrl });
    const said = JSON.stringify(page);
    for (const person of [operator.author, operator.reviewer, operator.signer]) {
      expect(said).not.toContain(person.caller.userId);
      expect(said).not.toContain(person.caller.name);
    }
  });

  test("the author takes a submission back, also an approved one, and the approval counts no more", async () => {
    const first = await submitted();
    const approved = await verdictOf(operator.reviewer, first, "approved");
    const back = await withdrawSubmission(operator.author, { id: first.id, lock: approved.lock });
    expect(back).toMatchObject({
      state: "draft",
      isApproved: false,
      review: { reviewedByName: null, submittedByName: null, returned: null },
    });
    expect(await codeOf(releaseDeclaration(operator.signer, back))).toBe("REVIEW_MISSING");
    const again = await submitDeclaration(operator.author, { id: back.id, lock: back.lock });
    expect(again).toMatchObject({ isApproved: false });
    expect(await codeOf(releaseDeclaration(operator.signer, again))).toBe("REVIEW_MISSING");
    const { steps } = await readReview(operator.reviewer, { id: first.id });
    expect(steps.map(({ verdict }) => verdict)).toEqual(["submitted", "approved", "withdrawn", "submitted"]);
  });

  test("a person who holds every role does all of it but the review", async () => {
    const all = await holding("Everything", "author", "reviewer", "signer");
    const draft = await someDraft();
    const mine = await change(all, draft);
    const first = await submitDeclaration(all, { id: mine.id, lock: mine.lock });
    expect(first).toMatchObject({
      waitsForMyReview: false,
      may: { review: false },
      review: { isOwnWork: true },
    });
    expect(await codeOf(verdictOf(all, first, "approved"))).toBe("REVIEWER_IS_AUTHOR");
    expect(await codeOf(verdictOf(all, first, "returned"))).toBe("REVIEWER_IS_AUTHOR");
    await verdictOf(operator.reviewer, first, "approved");
    expect((await releaseDeclaration(all, { id: first.id, lock: first.lock })).number).toBe(1);
  });
});

describe("a second pair of eyes", () => {
  test("is not somebody who began the draft", async () => {
    const starter = await holding("Starter", "author", "reviewer");
    const released = await someDraft();
    await releaseReviewed(operator, released);
    const next = await startNext(starter, { id: released.id });
    const changed = await change(operator.author, next);
    const first = await submitDeclaration(operator.author, changed);
    expect(await codeOf(verdictOf(starter, first, "approved"))).toBe("REVIEWER_IS_AUTHOR");
  });

  test("is not somebody who only submitted it", async () => {
    const submitter = await holding("Submitter", "author", "reviewer");
    const first = await submitDeclaration(submitter, await someDraft());
    expect(await codeOf(verdictOf(submitter, first, "approved"))).toBe("REVIEWER_IS_AUTHOR");
  });

  test("is not somebody who changed it, not even before it was returned", async () => {
    const editor = await holding("Editor", "author", "reviewer");
    const changed = await change(editor, await someDraft());
    const first = await submitDeclaration(operator.author, changed);
    expect(await codeOf(verdictOf(editor, first, "approved"))).toBe("REVIEWER_IS_AUTHOR");
    const back = await verdictOf(operator.reviewer, first, "returned");
    const again = await submitDeclaration(operator.author, back);
    expect(await codeOf(verdictOf(editor, again, "approved"))).toBe("REVIEWER_IS_AUTHOR");
    expect((await verdictOf(operator.reviewer, again, "approved")).isApproved).toBe(true);
  });

  test.each<[string, (by: Context, at: { id: string; lock: number }) => Promise<unknown>]>([
    [
      "adds a line",
      (by, at) =>
        addLine(by, {
          ...at,
          line: {
            ...{ code: "foil", kind: "material", stage: "raw_materials_and_parts", nameEn: "f", nameZh: "f" },
            ...{ amount: "1", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
            ...{ sourceEn: "s", sourceZh: "s" },
          },
        }),
    ],
    ["removes a line", (by, at) => removeLine(by, { ...at, code: "truck" })],
    [
      "changes the denominator",
      (by, at) => changeEnergy(by, { ...at, energy: { warrantyYears: { value: "9", unit: "a" } } }),
    ],
    ["states the number", (by, at) => changeConformityNumber(by, { ...at, number: "DoC 1" })],
  ])("is not somebody who %s", async (_, edit) => {
    const editor = await holding("Editor", "author", "reviewer");
    const { id, lock } = await someDraft();
    await edit(editor, { id, lock });
    const first = await submitDeclaration(operator.author, await readDeclaration(operator.author, { id }));
    expect(await codeOf(verdictOf(editor, first, "approved"))).toBe("REVIEWER_IS_AUTHOR");
  });

  test("has the role, for this operator, and is a person", async () => {
    const first = await submitted();
    for (const by of [operator.author, operator.signer]) {
      expect(await codeOf(verdictOf(by, first, "approved"))).toBe("NOT_ALLOWED");
    }
    const reviewer = { role: "reviewer", operatorId: operator.id } as const;
    const nobody = registry.as({ userId: null, name: null, memberships: [reviewer] });
    expect(await codeOf(verdictOf(nobody, first, "approved"))).toBe("NOT_SIGNED_IN");
    const author = { role: "author", operatorId: operator.id } as const;
    const program = registry.as({ userId: null, name: null, memberships: [author] });
    expect(await codeOf(submitDeclaration(program, await someDraft()))).toBe("NOT_SIGNED_IN");
  });

  test("finds what waits for it, and only it does", async () => {
    const first = await submitted();
    const waiting = async (by: Context) =>
      (await listDeclarations(by, {})).filter(({ waitsForMyReview }) => waitsForMyReview).map(({ id }) => id);
    expect(await waiting(operator.reviewer)).toContain(first.id);
    expect(await waiting(operator.author)).toEqual([]);
    expect(await waiting(operator.signer)).toEqual([]);
    await verdictOf(operator.reviewer, first, "approved");
    expect(await waiting(operator.reviewer)).not.toContain(first.id);
    const rows = await listDeclarations(operator.signer, {});
    expect(rows.find(({ id }) => id === first.id)?.isApproved).toBe(true);
  });
});

describe("while it is in review", () => {
  test.each<[string, (at: { id: string; lock: number }) => Promise<unknown>]>([
    ["changing a line", (at) => change(operator.author, at)],
    ["removing a line", (at) => removeLine(operator.author, { ...at, code: "cells" })],
    ["changing the denominator", (at) => changeEnergy(operator.author, { ...at, energy: {} })],
    ["stating the number", (at) => changeConformityNumber(operator.author, { ...at, number: "1" })],
    ["discarding it", (at) => discardDraft(operator.author, at)],
    ["submitting it again", (at) => submitDeclaration(operator.author, at)],
  ])("%s is refused", async (_, edit) => {
    const { id, lock } = await submitted();
    expect(await codeOf(edit({ id, lock }))).toBe("IN_REVIEW");
    const view = await readDeclaration(operator.author, { id });
    expect(view).toMatchObject({ state: "in_review", lock });
    await verdictOf(operator.reviewer, view, "approved");
    expect(await codeOf(edit({ id, lock }))).toBe("IN_REVIEW");
  });

  test("the database itself keeps the inventory as it was submitted", async () => {
    const { id } = await submitted();
    const inventory = `(select inventory_id from declaration where id = '${id}')`;
    for (const statement of [
      `update inventory_line set amount = 1 where inventory_id = ${inventory}`,
      `delete from inventory_line where inventory_id = ${inventory}`,
      `update inventory set energy = '{}' where id = ${inventory}`,
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow(/in review or released never changes/);
    }
  });

  test("no next declaration is started beside it", async () => {
    const released = await someDraft();
    await releaseReviewed(operator, released);
    const next = await startNext(operator.author, { id: released.id });
    await submitDeclaration(operator.author, next);
    expect(await codeOf(startNext(operator.author, { id: released.id }))).toBe("DRAFT_EXISTS");
    expect((await readDeclaration(operator.author, { id: released.id })).may.startNext).toBe(false);
  });
});

describe("a verdict", () => {
  test("on an older state is refused", async () => {
    const first = await submitted();
    const back = await withdrawSubmission(operator.author, { id: first.id, lock: first.lock });
    const mended = await change(operator.author, back);
    const again = await submitDeclaration(operator.author, mended);
    expect(await codeOf(verdictOf(operator.reviewer, first, "approved"))).toBe("EDITED_MEANWHILE");
    expect(await codeOf(verdictOf(operator.reviewer, first, "returned"))).toBe("EDITED_MEANWHILE");
    expect((await readDeclaration(operator.reviewer, { id: again.id })).isApproved).toBe(false);
  });

  test("is given on what is in review only", async () => {
    const draft = await someDraft();
    expect(await codeOf(verdictOf(operator.reviewer, draft, "approved"))).toBe("NOT_IN_REVIEW");
    expect(await codeOf(withdrawSubmission(operator.author, draft))).toBe("NOT_IN_REVIEW");
    await releaseReviewed(operator, draft);
    const released = await readDeclaration(operator.reviewer, { id: draft.id });
    expect(await codeOf(verdictOf(operator.reviewer, released, "returned"))).toBe("NOT_IN_REVIEW");
    expect(await codeOf(withdrawSubmission(operator.author, released))).toBe("NOT_IN_REVIEW");
    expect(await codeOf(submitDeclaration(operator.author, released))).toBe("NOT_A_DRAFT");
  });

  test("that returns needs a note; one that approves does not", async () => {
    const first = await submitted();
    const returning = verdictOf(operator.reviewer, first, "returned", { note: "  " });
    expect(await problemsFrom(returning)).toEqual(["E_RETURN_NOTE note"]);
    expect((await verdictOf(operator.reviewer, first, "approved", { note: "" })).isApproved).toBe(true);
  });

  test("of two reviewers at once one counts, the other is refused clearly", async () => {
    const second = await holding("Second reviewer", "reviewer");
    const first = await submitted();
    const both = await Promise.allSettled([
      verdictOf(operator.reviewer, first, "approved"),
      verdictOf(second, first, "returned"),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = both.find((one) => one.status === "rejected");
    expect(["RELEASE_RUNNING", "REVIEW_DECIDED", "NOT_IN_REVIEW"]).toContain(refused?.reason.code);
    const { steps } = await readReview(operator.author, { id: first.id });
    expect(steps).toHaveLength(2);
  });

  test("of somebody else is not overruled; who approved may still return it before the release", async () => {
    const second = await holding("Second reviewer", "reviewer");
    const first = await submitted();
    await verdictOf(operator.reviewer, first, "approved");
    expect(await codeOf(verdictOf(second, first, "approved"))).toBe("REVIEW_DECIDED");
    expect(await codeOf(verdictOf(second, first, "returned"))).toBe("REVIEW_DECIDED");
    expect(await codeOf(verdictOf(operator.reviewer, first, "approved"))).toBe("REVIEW_DECIDED");
    const back = await verdictOf(operator.reviewer, first, "returned");
    expect(back).toMatchObject({ state: "draft", isApproved: false });
    expect(await codeOf(releaseDeclaration(operator.signer, back))).toBe("REVIEW_MISSING");
  });

  test("is on what the reviewer saw: data of the model that changed since are not approved unseen", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "SEEN" });
    const first = await submitDeclaration(operator.author, draft);
    const { content } = await readReview(operator.reviewer, { id: first.id });
    await reviseModel(operator.author, { id: model.id, massKg: "601" });
    const contentDigest = content?.contentDigest ?? "";
    expect(await codeOf(verdictOf(operator.reviewer, first, "approved", { contentDigest }))).toBe(
      "EDITED_MEANWHILE",
    );
    expect((await verdictOf(operator.reviewer, first, "approved")).isApproved).toBe(true);
  });

  test("is kept as it was given", async () => {
    const first = await submitted();
    await verdictOf(operator.reviewer, first, "approved");
    await expect(database.db.update(declarationReview).set({ verdict: "returned" })).rejects.toThrow();
    const kept = await database.db
      .select()
      .from(declarationReview)
      .where(eq(declarationReview.declarationId, first.id))
      .orderBy(asc(declarationReview.id));
    const [asked, approved] = kept.toSorted((one, other) => (one.verdict < other.verdict ? 1 : -1));
    expect(approved).toMatchObject({ verdict: "approved", lock: first.lock });
    expect(approved?.requestDigest).toBe(asked?.requestDigest);
    expect(approved?.contentDigest).toBe(asked?.contentDigest);
    expect(approved?.requestDigest).toMatch(/^[\w-]{43}$/);
  });
});

describe("a release", () => {
  test("needs an approval", async () => {
    const draft = await someDraft();
    expect(await codeOf(releaseDeclaration(operator.signer, draft))).toBe("REVIEW_MISSING");
    const first = await submitDeclaration(operator.author, draft);
    expect(await codeOf(releaseDeclaration(operator.signer, first))).toBe("REVIEW_MISSING");
    expect((await readDeclaration(operator.author, { id: draft.id })).state).toBe("in_review");
  });

  test("needs the approval of exactly what it would make public", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "EXACTLY" });
    const approved = await approve(operator, draft);
    await reviseModel(operator.author, { id: model.id, massKg: "601" });
    expect(await codeOf(releaseDeclaration(operator.signer, approved))).toBe("REVIEW_MISSING");
    const back = await withdrawSubmission(operator.author, approved);
    expect((await releaseReviewed(operator, back)).number).toBe(1);
  });

  test("is not done with an approval of another request, state or declaration", async () => {
    const approved = await approve(operator, await someDraft());
    const other = await submitted();
    const [found] = await database.db
      .select()
      .from(declarationReview)
      .where(eq(declarationReview.declarationId, approved.id));
    const stated = { ...found, verdict: "approved", by: operator.reviewer.caller.userId ?? "" };
    const [asked] = await database.db
      .select()
      .from(declarationReview)
      .where(eq(declarationReview.declarationId, other.id));
    const { requestDigest, contentDigest } = asked ?? {};
    const wrong = [
      { requestDigest: "other", contentDigest, lock: other.lock },
      { requestDigest, contentDigest: "other", lock: other.lock },
      { requestDigest, contentDigest, lock: other.lock - 1 },
    ];
    for (const [place, given] of wrong.entries()) {
      await database.db.insert(declarationReview).values({
        ...{ ...stated, ...given, declarationId: other.id },
        id: `00000000-0000-4000-8000-00000000000${String(place)}`,
      });
      expect(await codeOf(releaseDeclaration(operator.signer, other))).toBe("REVIEW_MISSING");
    }
  });
});

describe("what a reviewer looks at", () => {
  test("the first declaration is all new", async () => {
    const first = await submitted();
    const review = await readReview(operator.reviewer, { id: first.id });
    expect(review.against).toBeNull();
    expect(review.lines.map(({ code, change: kind }) => [code, kind])).toEqual([
      ["cells", "added"],
      ["power", "added"],
      ["truck", "added"],
    ]);
    expect(review.content?.recordChanges).toBeNull();
    expect(review.content?.subject?.voluntary?.carbonFootprint?.totalKgCO2e).toBe("10000");
  });

  test("the next one shows only what differs: lines, head, and the public record word for word", async () => {
    const { draft } = await declaredModel(operator, { modelCode: "DIFFERS" });
    await releaseReviewed(operator, draft);
    const next = await startNext(operator.author, { id: draft.id });
    const changed = await changeLine(operator.author, {
      ...{ id: next.id, lock: next.lock, code: "cells" },
      changes: { amount: "900", sourceEn: "scales" },
    });
    const longer = await changeEnergy(operator.author, {
      ...{ id: next.id, lock: changed.lock, energy: { warrantyYears: { value: "10", unit: "a" } } },
    });
    const without = await removeLine(operator.author, { id: next.id, lock: longer.lock, code: "truck" });
    const last = await changeConformityNumber(operator.author, {
      ...{ id: next.id, lock: without.lock, number: "DoC 7" },
    });
    const first = await submitDeclaration(operator.author, last);
    const review = await readReview(operator.reviewer, { id: first.id });
    expect(review).toMatchObject({
      against: { number: 1 },
      unchangedLines: 1,
      head: [
        { path: "energy.warrantyYears", before: "8 a", after: "10 a" },
        { path: "conformityDeclarationNumber", before: null, after: "DoC 7" },
      ],
      lines: [
        {
          code: "cells",
          change: "changed",
          differenceKg: "-900",
          members: [
            { path: "amount", before: "1000 kg", after: "900 kg" },
            { path: "sourceEn", before: "made for a test", after: "scales" },
          ],
        },
        { code: "truck", change: "removed", differenceKg: "-100" },
      ],
    });
    const paths = review.content?.recordChanges?.map(({ path }) => path) ?? [];
    expect(paths).toContain("statutory.euDeclarationOfConformityId");
    expect(paths).toContain("voluntary.carbonFootprint.totalKgCO2e");
    expect(paths).not.toContain("voluntary.carbonFootprint.declarationNumber");
    const approved = await verdictOf(operator.reviewer, first, "approved");
    await releaseDeclaration(operator.signer, { id: first.id, lock: approved.lock, reason: "lighter" });
    const page = await readPassport(operator.reviewer, {
      productUrl: review.content?.subject?.id ?? "",
    });
    expect(page.record.credential.credentialSubject).toEqual(review.content?.subject);
  });

  test("a draft that does not compute has nothing to become public", async () => {
    const draft = await someDraft();
    const lines = ["cells", "power", "truck"];
    let { lock } = draft;
    for (const code of lines) ({ lock } = await removeLine(operator.author, { id: draft.id, lock, code }));
    const review = await readReview(operator.reviewer, { id: draft.id });
    expect(review.content).toBeNull();
  });
});

describe("the number of the declaration of conformity", () => {
  test("is stated on the draft, enters the record, and counts before that of the model", async () => {
    const { model, draft } = await declaredModel(operator, {
      ...{ modelCode: "CONFORM", euDeclarationOfConformityId: "of the model" },
    });
    expect(draft).toMatchObject({
      conformityDeclarationNumber: null,
      conformityNumberOfModel: "of the model",
    });
    const stated = await changeConformityNumber(operator.author, {
      ...{ id: draft.id, lock: draft.lock, number: " DoC 2026/1 " },
    });
    expect(stated).toMatchObject({ conformityDeclarationNumber: "DoC 2026/1", lock: draft.lock + 1 });
    await releaseReviewed(operator, stated);
    const page = await readPassport(registry.as(anyone), { productUrl: model.productUrl });
    expect(page.record.credential.credentialSubject.statutory).toMatchObject({
      euDeclarationOfConformityId: "DoC 2026/1",
    });
    const next = await startNext(operator.author, { id: draft.id });
    expect(next.conformityDeclarationNumber).toBe("DoC 2026/1");
    const taken = await changeConformityNumber(operator.author, { id: next.id, lock: next.lock, number: "" });
    expect(taken.conformityDeclarationNumber).toBeNull();
  });

  test("is refused at its field when it can be none", async () => {
    const { id, lock } = await someDraft();
    expect(await problemsFrom(changeConformityNumber(operator.author, { id, lock, number: "DoC?" }))).toEqual(
      ["E_CONFORMITY_NUMBER number"],
    );
    expect(await codeOf(changeConformityNumber(operator.author, { id, lock: lock + 1, number: "1" }))).toBe(
      "EDITED_MEANWHILE",
    );
  });
});

import { and, eq } from "drizzle-orm";
import { membership, modelSubmission } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import { allows } from "../../domain/access/policy.ts";
import { contentNames } from "../../domain/passport/document.ts";
import { documentChanges } from "../../domain/passport/document-changes.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { personOf } from "../footprint/review-step.ts";
import { inOne } from "../in-one.ts";
import { invalidInput } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { enterModelRelease } from "../model/release.ts";
import { contentDigestOf, openSubmission } from "../model/submission.ts";
import { newId } from "../new-id.ts";
import { signedHere } from "../operator/signed-here.ts";
import type { FoundPassport } from "./find.ts";
import { findPassport } from "./find.ts";
import { stateElements } from "./model-changes.ts";
import type { StandardDocument } from "./read-document.ts";
import { draftOf, readStandardDocument } from "./read-document.ts";

/** What became of a change. */
export interface UpdatedPassport extends StandardDocument {
  /** The change is signed and published, or there was none; otherwise it is a draft that waits for a second person. */
  readonly isReleased: boolean;
}

/**
 * Changes a passport as its document says it: elements of its two contents, restricted ones too, and nothing else. All of it
 * or nothing. A token with a release right signs the next version at once; without one the change is a draft.
 *
 * `change` makes the changed document of the one as its operator knows it, with what was not released yet.
 *
 * Refusals: `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `INVALID_INPUT` with each element, those of a release, among them
 * `PASSPORT_INCOMPLETE` and `IN_REVIEW`.
 *
 * Source: EN 18222, UpdateDPPById and UpdateDataElement; Regulation (EU) 2023/1542, Art. 77(4), 78(f).
 */
export async function updatePassport(
  ctx: Context,
  input: { readonly dppId: string; readonly change: (document: JsonObject) => JsonValue },
): Promise<UpdatedPassport> {
  demand(ctx, "model.write", null);
  const found = await findPassport(ctx, { dppId: input.dppId });
  demand(ctx, "model.write", found.passport.operatorId);
  if (found.passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${found.passport.productUrl} has ended.`);
  const done = await signedHere(inOne(ctx, (within) => enterChange(within, found, input.change)));
  if (done.issued) {
    const { pending } = await afterIssue(ctx, found.passport.operatorId);
    if (pending === null)
      return { ...(await readStandardDocument(ctx, { dppId: input.dppId })), isReleased: true };
  }
  const isReleased = !done.isChanged && found.isPublished;
  if (isReleased) return { ...(await readStandardDocument(ctx, { dppId: input.dppId })), isReleased };
  return { ...(await draftOf(ctx, await findPassport(ctx, { dppId: input.dppId }))), isReleased };
}

async function enterChange(
  within: Context,
  found: FoundPassport,
  change: (document: JsonObject) => JsonValue,
): Promise<{ readonly isChanged: boolean; readonly issued: boolean }> {
  const model = await loadModel(within.db, found.model.id, "for update");
  const facts = await modelFacts(within, within.db, model);
  const before = asJson((await draftOf(within, { ...found, model })).document);
  const after = change(before);
  if (!isJsonObject(after))
    throw invalidInput([{ code: "E_VALUE_KIND", path: "", params: { expected: "object" } }]);
  const { changes, problems } = documentChanges(before, after, contentNames(facts.subject));
  if (problems.length > 0) throw invalidInput(problems);
  if (changes.length === 0) return { isChanged: false, issued: false };
  await stateElements(within, model, facts, changes);
  const ids = changes.map(({ id }) => id).join(", ");
  return { isChanged: true, issued: await releaseByRight(within, model, `Changed by API: ${ids}`) };
}

/**
 * Releases what a token changed where it has the right to: given by a second person who still reviews for this operator and
 * had no hand in the data. False where it has none, and the data are a draft.
 */
async function releaseByRight(within: Context, { id, operatorId }: Model, why: string): Promise<boolean> {
  const { releaseGrantedBy } = within.caller;
  if (releaseGrantedBy === undefined || !allows(within.caller.memberships, "model.release", operatorId))
    return false;
  const [reviews] = await within.db
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(
        eq(membership.userId, releaseGrantedBy),
        eq(membership.operatorId, operatorId),
        eq(membership.role, "reviewer"),
      ),
    );
  const model = await loadModel(within.db, id, "for update");
  const submittedBy = personOf(within);
  const authors = { createdBy: null, submittedBy, editors: model.editors };
  if (reviews === undefined || !isSecondPairOfEyes(releaseGrantedBy, authors)) return false;
  if ((await openSubmission(within.db, id)) !== null)
    throw new Refusal("IN_REVIEW", "These data are in review already.");
  const at = within.now();
  await within.db.insert(modelSubmission).values({
    ...{ id: newId(within), modelId: id, state: "approved", reason: shortened(why) },
    contentDigest: contentDigestOf(await modelFacts(within, within.db, model)),
    ...{ submittedBy, submittedAt: at, decidedBy: releaseGrantedBy, decidedAt: at },
  });
  await enterModelRelease(within, { id });
  return true;
}

function shortened(line: string): string {
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function asJson(document: object): JsonObject {
  const read = parseStrictJson(JSON.stringify(document));
  if (!read.ok || !isJsonObject(read.value)) throw new Error("A document of ours is no JSON object.");
  return read.value;
}

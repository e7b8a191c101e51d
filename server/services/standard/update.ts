import { and, eq, not } from "drizzle-orm";
import { membership, modelSubmission, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Authorship } from "../../domain/access/four-eyes.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import { allows } from "../../domain/access/policy.ts";
import type { Attribute, Catalogue } from "../../domain/catalogue/catalogue.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { requirementOf } from "../../domain/catalogue/requirement.ts";
import { contentNames, contentNamesUnder } from "../../domain/passport/document.ts";
import type { ContentNames, ElementChange } from "../../domain/passport/document-changes.ts";
import { areSame, documentChanges, underNames } from "../../domain/passport/document-changes.ts";
import type { LifeReason } from "../../domain/life/life-reason.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { jsonObjectOf } from "../../domain/record/json-object-of.ts";
import { kidHeldOutside } from "../../platform/signer.ts";
import { Refusal } from "../../refusal.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { personOf } from "../footprint/review-step.ts";
import { inOne } from "../in-one.ts";
import { Fields, invalidInput } from "../input.ts";
import { findItem } from "../item/find.ts";
import { enterItemValues } from "../item/state.ts";
import type { NextItem } from "../item/subject.ts";
import { nextItem } from "../item/subject.ts";
import { lockSigners } from "../life/lock-operators.ts";
import { lockPassportRows } from "../life/passports.ts";
import { isPublished } from "../log/published.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { enterModelRelease } from "../model/release.ts";
import { contentDigestOf, openSubmission } from "../model/submission.ts";
import { newId } from "../new-id.ts";
import { newestSubject } from "../passport/find-record.ts";
import { enterOrderedRenewal } from "../passport/renew-item.ts";
import type { FoundPassport } from "./find.ts";
import { findPassport } from "./find.ts";
import { stateElements } from "./model-changes.ts";
import type { StandardDocument } from "./read-document.ts";
import { draftOf, itemDraftOf, readStandardDocument } from "./read-document.ts";

/** What became of a change. */
export interface UpdatedPassport extends StandardDocument {
  /** The document with its contents under the names by which the change addressed them. */
  readonly asAddressed: JsonObject;
  /** The change is signed and published, or leaves what is published as it is; otherwise it is a draft that waits for a second person. */
  readonly isReleased: boolean;
}

export interface PassportUpdate {
  readonly dppId: string;
  readonly change: Change;
  readonly isAsRead?: ((now: StandardDocument) => boolean) | undefined;
}

/**
 * Changes a passport as its document says it: elements of its two contents, restricted ones too, and nothing else. All of it
 * or nothing. A token with a release right signs the next version at once; without one, or where the operator signs with
 * a key of its own, the change is a draft.
 *
 * `change` makes the changed document of the one as its operator knows it, with what was not released yet. Its contents may
 * be named as the next version will name them, or as the published one does: an adopted catalogue takes nobody's names away.
 * `isAsRead` says
 * whether the passport is still what the caller read: of two who read the same, the second is told so, also at one moment.
 *
 * Refusals: `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `PRECONDITION_FAILED`, `RESPONSIBILITY_MOVED`, `INVALID_INPUT` with each
 * element, those of a release, among them `PASSPORT_INCOMPLETE` and `IN_REVIEW`.
 *
 * Source: EN 18222, UpdateDPPById and UpdateDataElement; Regulation (EU) 2023/1542, Art. 77(4), 78(f).
 */
export async function updatePassport(ctx: Context, input: PassportUpdate): Promise<UpdatedPassport> {
  demand(ctx, "model.write", null);
  const found = await findPassport(ctx, { dppId: input.dppId });
  demand(ctx, found.passport.level === "item" ? "item.write" : "model.write", found.passport.operatorId);
  if (found.passport.level === "batch")
    throw invalidInput([
      { code: "E_GRANULARITY", path: "dppId", params: { value: "batch", expected: "model, item" } },
    ]);
  if (found.passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${found.passport.productUrl} has ended.`);
  const enter = found.passport.level === "item" ? enterItemChange : enterModelChange;
  const { outcome, names } = await inOne(ctx, async (within) => {
    await lockFor(within, found);
    await refuseChanged(within, input);
    return enter(within, found, input.change);
  });
  const isReleased =
    outcome === "issued"
      ? (await afterIssue(ctx, found.passport.operatorId)).pending === null
      : outcome === "unchanged" && found.isPublished;
  const { document, catalogue } = await (isReleased
    ? readStandardDocument(ctx, { dppId: input.dppId })
    : nextDocumentOf(ctx, await findPassport(ctx, { dppId: input.dppId })));
  const asAddressed = underNames(jsonObjectOf(document), contentNamesUnder(catalogue?.version ?? ""), names);
  return { document, catalogue, asAddressed, isReleased };
}

function nextDocumentOf(ctx: Context, found: FoundPassport): Promise<StandardDocument> {
  return found.passport.level === "item" ? itemDraftOf(ctx, found) : draftOf(ctx, found);
}

/**
 * In the order of every deed that signs: who answers first, then what is its. Two changes of one passport come one after the
 * other, and the second starts from what the first left.
 */
async function lockFor({ db }: Context, { passport, model }: FoundPassport): Promise<void> {
  await lockSigners(db, passport.id, passport.operatorId);
  const [held] = await lockPassportRows(db, [passport.id]);
  if (held?.passport.operatorId !== passport.operatorId)
    throw new Refusal("RESPONSIBILITY_MOVED", `Somebody else answers for ${passport.productUrl} now.`);
  if (held.passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  if (passport.level === "model") await loadModel(db, model.id, "for update");
}

/** A version that is signed and not published yet nobody has read: with it the passport is not what was read. */
async function refuseChanged(within: Context, { dppId, isAsRead }: PassportUpdate): Promise<void> {
  if (isAsRead === undefined) return;
  const { passport } = await findPassport(within, { dppId });
  const waiting = await within.db.$count(
    passportVersion,
    and(eq(passportVersion.passportId, passport.id), not(isPublished(passportVersion.leafIndex))),
  );
  if (waiting === 0 && isAsRead(await readStandardDocument(within, { dppId }))) return;
  throw new Refusal("PRECONDITION_FAILED", "The passport changed after you read it.");
}

type Change = (document: JsonObject) => JsonValue;

/** What a change did: nothing, or it is a draft, or a signed version. */
type Outcome = "unchanged" | "draft" | "issued";

interface Done {
  readonly outcome: Outcome;
  /** By which the change addressed the contents. */
  readonly names: ContentNames;
}

async function enterModelChange(within: Context, found: FoundPassport, change: Change): Promise<Done> {
  const model = await loadModel(within.db, found.model.id, "for update");
  const facts = await modelFacts(within, within.db, model);
  const before = jsonObjectOf((await draftOf(within, { ...found, model })).document);
  const known = await namesOf(within, found, contentNames(facts.subject));
  const { changes, names } = changesIn(before, change, known);
  if (changes.length === 0) return { outcome: "unchanged", names };
  await stateElements(within, model, facts, changes);
  return {
    outcome: await releaseByRight(within, model, whyOf(facts.catalogue, changes) ?? "Changed by API"),
    names,
  };
}

async function enterItemChange(within: Context, found: FoundPassport, change: Change): Promise<Done> {
  const { productUrl, operatorId } = found.passport;
  const { document, catalogue } = await itemDraftOf(within, found);
  const known = await namesOf(within, found, contentNamesUnder(catalogue?.version ?? ""));
  const { changes, names } = changesIn(jsonObjectOf(document), change, known);
  if (changes.length === 0) return { outcome: "unchanged", names };
  const next = await nextItem(within, within.db, await findItem(within.db, { productUrl }, "for update"));
  const fields = new Fields();
  const values = new Map<string, JsonValue>();
  for (const { id, value } of changes) {
    const attribute = findAttribute(next.catalogue, id);
    if (attribute?.level === "model" || isOfModel(id)) fields.add("E_ATTRIBUTE_LEVEL_MODEL", id);
    else if (attribute !== undefined && value !== null && isBarred(next, attribute))
      fields.add("E_ATTRIBUTE_BARRED", id, { expected: attribute.origin });
    else values.set(id, value);
  }
  fields.refuse();
  await enterItemValues(within, within.db, { productUrl, values: Object.fromEntries(values) });
  const { caller } = within;
  if (!allows(caller.memberships, "item.issue", operatorId)) return { outcome: "draft", names };
  const authors = { createdBy: null, submittedBy: caller.userId, editors: [] };
  if (!(await isReviewed(within, operatorId, authors))) return { outcome: "draft", names };
  const reason = whyOf(next.catalogue, changes) ?? ("newValues" satisfies LifeReason);
  const outcome = await issuing(within, (step) => enterOrderedRenewal(step, step.db, { productUrl, reason }));
  return { outcome, names };
}

/** What of the voluntary content is the model's and no attribute. */
function isOfModel(id: string): boolean {
  return ["name", "typeDesignation", "illustrative", "ratedEnergyKWh", "usableEnergyKWh"].includes(id);
}

function isBarred({ catalogue, battery }: NextItem, attribute: Attribute): boolean {
  const requirement = requirementOf(catalogue, attribute, battery);
  return requirement.kind === "barred" && !requirement.forEver;
}

/** Names of the next version, and those of the published one where they are others. */
type KnownNames = readonly [next: ContentNames, published?: ContentNames];

async function namesOf(
  within: Context,
  { passport }: FoundPassport,
  next: ContentNames,
): Promise<KnownNames> {
  const published = await newestSubject(within.db, passport.id);
  const names = published === null ? next : contentNames(published);
  return names.statutory === next.statutory ? [next] : [next, names];
}

interface AddressedChanges {
  readonly changes: readonly ElementChange[];
  readonly names: ContentNames;
}

/** What a change does to a document under the names of the published version, where it addresses those; else under the next. */
function changesIn(before: JsonObject, change: Change, [next, published]: KnownNames): AddressedChanges {
  if (published !== undefined) {
    const renamed = underNames(before, next, published);
    const after = attempt(change, renamed);
    const isAddressed = after !== null && !areSame(renamed, after) && !hasMember(after, next);
    if (isAddressed) return readChanges(renamed, after, published);
  }
  return readChanges(before, change(before), next);
}

function hasMember(document: JsonValue, { statutory, voluntary }: ContentNames): boolean {
  return isJsonObject(document) && [statutory, voluntary].some((name) => Object.hasOwn(document, name));
}

/** Null where the path of an element leads nowhere in this document. */
function attempt(change: Change, document: JsonObject): JsonValue | null {
  try {
    return change(document);
  } catch (error) {
    if (error instanceof Refusal && error.code === "ELEMENT_NOT_FOUND") return null;
    throw error;
  }
}

function readChanges(before: JsonObject, after: JsonValue, names: ContentNames): AddressedChanges {
  if (!isJsonObject(after))
    throw invalidInput([{ code: "E_VALUE_KIND", path: "", params: { expected: "object" } }]);
  const { changes, problems } = documentChanges(before, after, names);
  if (problems.length > 0) throw invalidInput(problems);
  return { changes, names };
}

/**
 * The reason of the version, which is public with it: what is not public is not named, because that a battery had an accident
 * is told by the name alone. Null where nothing public is changed. Source: Regulation (EU) 2023/1542, Annex XIII points 2 to 4.
 */
function whyOf(catalogue: Catalogue, changes: readonly ElementChange[]): string | null {
  const open = changes.filter(({ id }) => (findAttribute(catalogue, id)?.dataSet ?? "point1") === "point1");
  if (open.length === 0) return null;
  const line = `Changed by API: ${open.map(({ id }) => id).join(", ")}`;
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/**
 * Releases what a token changed where it has the right to: given by a second person who still reviews for this operator and
 * had no hand in the data. False where it has none, and the data are a draft.
 */
async function releaseByRight(within: Context, { id, operatorId }: Model, why: string): Promise<Outcome> {
  const { memberships, releaseGrantedBy } = within.caller;
  if (releaseGrantedBy === undefined || !allows(memberships, "model.release", operatorId)) return "draft";
  const model = await loadModel(within.db, id, "for update");
  const submittedBy = personOf(within);
  if (!(await isReviewed(within, operatorId, { createdBy: null, submittedBy, editors: model.editors })))
    return "draft";
  if ((await openSubmission(within.db, id)) !== null)
    throw new Refusal("IN_REVIEW", "These data are in review already.");
  const at = within.now();
  return issuing(within, async (step) => {
    await step.db.insert(modelSubmission).values({
      ...{ id: newId(step), modelId: id, state: "approved", reason: why },
      contentDigest: contentDigestOf(await modelFacts(step, step.db, model)),
      ...{ submittedBy, submittedAt: at, decidedBy: releaseGrantedBy, decidedAt: at },
    });
    await enterModelRelease(step, { id });
  });
}

/**
 * Signs; a change that leads back to what is signed already needs no version. Where the operator signs with a key of its own
 * nothing can be signed in this call: the change is a draft.
 */
async function issuing(within: Context, sign: (step: Context) => Promise<unknown>): Promise<Outcome> {
  try {
    await inOne(within, sign);
    return "issued";
  } catch (error) {
    if (error instanceof Refusal && error.code === "NOTHING_CHANGED") return "unchanged";
    if (kidHeldOutside(error) !== null) return "draft";
    throw error;
  }
}

/** Whether the release right of the token stands for a second person's review of what these people did. */
async function isReviewed(
  { caller, db }: Pick<Context, "caller" | "db">,
  operatorId: string,
  authors: Authorship,
): Promise<boolean> {
  const { releaseGrantedBy } = caller;
  if (releaseGrantedBy === undefined || !isSecondPairOfEyes(releaseGrantedBy, authors)) return false;
  const [reviews] = await db
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(
        eq(membership.userId, releaseGrantedBy),
        eq(membership.operatorId, operatorId),
        eq(membership.role, "reviewer"),
      ),
    );
  return reviews !== undefined;
}

import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration as declarationTable, declarationReview } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { categoryProblemsOf } from "../model/descriptive.ts";
import type { Model } from "../model/find.ts";
import { signedHere } from "../operator/signed-here.ts";
import { ensureModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { IssuedVersion } from "../passport/issue-version.ts";
import { issueVersion } from "../passport/issue-version.ts";
import { pathOf } from "../product-path.ts";
import { issueFootprintRecord } from "../supplier/issue-record.ts";
import type { IssuedFootprint } from "../supplier/sign-footprint.ts";
import { isNewestRevoked } from "../status/is-newest-revoked.ts";
import { refuseUnsoundFigures } from "../supplier/refuse-unsound.ts";
import { basisOf } from "./basis.ts";
import { digestOf } from "../digest.ts";
import type { Frozen } from "./freeze.ts";
import { freeze, undated } from "./freeze.ts";
import type { LoadedDeclaration } from "./load.ts";
import { lockDeclaration, notADraft, refuseOlder } from "./load.ts";
import { sameSubject } from "./present.ts";

export interface ReleaseRequest {
  readonly id: string;
  /** State of the declaration that was looked at. */
  readonly lock: number;
  /** One line; mandatory from the second declaration on. */
  readonly reason?: string | undefined;
}

export interface Release {
  readonly declarationId: string;
  readonly number: number;
  /** Null for a supplied product, which has no passport. */
  readonly passport: (IssuedVersion & { readonly productUrl: string; readonly path: string }) | null;
  /** The signed record of a supplied product's footprint, for whoever uses it as a factor; null where none was signed. */
  readonly footprint: IssuedFootprint | null;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Releases a reviewed declaration: freezes request, result and basis with their digests, supersedes the one before, and
 * for a model signs and logs the next version of its passport. One transaction: after a failure at any point everything
 * is as it was. Then the log is published, and with it what was released.
 *
 * Refusals: `REVIEW_MISSING` unless a second person approved exactly this state and content, `NOT_COMPUTABLE` with every
 * problem, `RELEASE_RUNNING` while another release of it runs, `NOT_A_DRAFT` after one, `EDITED_MEANWHILE`,
 * `NOTHING_CHANGED` when the next version would say what the last one says.
 */
export async function releaseDeclaration(ctx: Context, input: ReleaseRequest): Promise<Release> {
  const { operatorId, ...release } = await signedHere(enterRelease(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...release, isPending: pending !== null };
}

/** The same without what follows its transaction. */
export async function enterRelease(
  ctx: Context,
  input: ReleaseRequest,
): Promise<Omit<Release, "isPending"> & { readonly operatorId: string }> {
  return ctx.db.transaction(async (tx) => {
    const loaded = await lockDeclaration(ctx, tx, input.id, "declaration.release");
    const { declaration, model } = loaded;
    if (declaration.state !== "draft" && declaration.state !== "in_review") throw notADraft();
    refuseOlder(loaded, input);
    const reason = optional(input.reason);
    if (declaration.number > 1 && reason === null)
      throw invalidInput([{ code: "E_REASON_REQUIRED", path: "reason" }]);
    const problems = model === null ? [] : categoryProblemsOf(model);
    if (problems.length > 0) throw invalidInput(problems);
    const frozen = await freeze(ctx, tx, loaded);
    await demandApproval(tx, loaded, frozen);
    const before = await supersedeBefore(ctx, tx, loaded);
    await refuseUnsoundFigures(ctx, tx, frozen.lines, loaded.declaration);
    if (model === null && before?.requestDigest === frozen.requestDigest) throw nothingChanged();
    const { request, result, requestDigest, resultDigest, performanceClass } = frozen;
    const ruleSetId = performanceClass?.ruleSet ?? null;
    const ruleSetVersion = performanceClass?.ruleSetVersion ?? null;
    const rests = { ...declaration, ruleSetId, ruleSetVersion };
    await tx
      .update(declarationTable)
      .set({
        ...{ state: "released", request, result, requestDigest, resultDigest, changeReason: reason },
        ...{ ruleSetId, ruleSetVersion, performanceClass: performanceClass?.class ?? null },
        basis: await basisOf(tx, frozen.lines, { ...loaded, declaration: rests }),
        releasedBy: ctx.caller.userId,
        releasedAt: ctx.now(),
        updatedAt: ctx.now(),
      })
      .where(eq(declarationTable.id, declaration.id));
    const passport =
      model === null || frozen.subject === null
        ? null
        : await issue(ctx, tx, loaded, model, frozen.subject, reason);
    const footprint = model === null ? await issueFootprintRecord(ctx, tx, loaded, frozen) : null;
    const { operatorId, number, id: declarationId } = declaration;
    await recordDeed(ctx, tx, {
      action: "declaration.release",
      subject: declarationId,
      operatorId,
      detail: { number, requestDigest, resultDigest, reason, ...passport, ...footprint },
    });
    return { operatorId, declarationId, number, passport, footprint };
  });
}

/** An approval counts for the state and the content that were looked at, and for nothing else. */
async function demandApproval(
  tx: Database,
  { declaration: { id, state, lock } }: LoadedDeclaration,
  { requestDigest, contentDigest }: Frozen,
): Promise<void> {
  const approvals = await tx
    .select({ id: declarationReview.id })
    .from(declarationReview)
    .where(
      and(
        eq(declarationReview.declarationId, id),
        eq(declarationReview.verdict, "approved"),
        eq(declarationReview.lock, lock),
        eq(declarationReview.requestDigest, requestDigest),
        eq(declarationReview.contentDigest, contentDigest),
      ),
    );
  if (state === "in_review" && approvals.length > 0) return;
  throw new Refusal("REVIEW_MISSING", "No second person has approved exactly this state of the declaration.");
}

/** The declaration released before this one, now superseded. */
async function supersedeBefore(ctx: Context, tx: Database, loaded: LoadedDeclaration) {
  const [before] = await tx
    .update(declarationTable)
    .set({ state: "superseded", updatedAt: ctx.now() })
    .where(and(sameSubject(loaded), eq(declarationTable.state, "released")))
    .returning({ requestDigest: declarationTable.requestDigest });
  return before;
}

async function issue(
  ctx: Context,
  tx: Database,
  { operator, declaration }: LoadedDeclaration,
  model: Model,
  subject: BatterySubject,
  reason: string | null,
): Promise<Release["passport"]> {
  const passport = await ensureModelPassport(ctx, tx, model);
  const before = await newestSubject(tx, passport.id);
  const isSame = before !== null && digestOf(undated(before)) === digestOf(undated(subject));
  // What was withdrawn may be said again: by a key that nobody else has, for one.
  if (isSame && !(await isNewestRevoked(tx, passport.id))) throw nothingChanged();
  const issued = await issueVersion(ctx, tx, {
    passport,
    operator,
    subject,
    declarationId: declaration.id,
    reason,
  });
  return { ...issued, productUrl: model.productUrl, path: pathOf(ctx, model.productUrl) };
}

function nothingChanged(): Refusal {
  return new Refusal(
    "NOTHING_CHANGED",
    "This says exactly what the released declaration says: there is nothing to release.",
  );
}

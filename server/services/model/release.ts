import { eq } from "drizzle-orm";
import { batteryModel, modelSubmission, operator as operatorTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import { Refusal } from "../../refusal.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { refuseIncomplete } from "../attribute/refuse-incomplete.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { signedHere } from "../operator/signed-here.ts";
import { ensureModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { IssuedVersion } from "../passport/issue-version.ts";
import { issueVersion } from "../passport/issue-version.ts";
import { saysTheSame } from "../passport/says-the-same.ts";
import { pathOf } from "../product-path.ts";
import { isNewestRevoked } from "../status/is-newest-revoked.ts";
import { loadModel } from "./find.ts";
import { declaredBefore } from "./subject.ts";
import { contentDigestOf, openSubmission } from "./submission.ts";

export interface ReleasedModel extends IssuedVersion {
  readonly path: string;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

export interface ModelRelease {
  readonly id: string;
  /** One line; mandatory from the second version on, unless the submission gives it. */
  readonly reason?: string | undefined;
}

/**
 * Signs the data of a model as the next version of its passport, after a second person approved exactly these data. A
 * declared footprint is stated once more as it was declared.
 *
 * Refusals: `REVIEW_MISSING`, `PASSPORT_INCOMPLETE` with what is missing, `NOTHING_CHANGED`, `E_REASON_REQUIRED`.
 */
export async function releaseModel(ctx: Context, input: ModelRelease): Promise<ReleasedModel> {
  const { operatorId, ...released } = await signedHere(enterModelRelease(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...released, isPending: pending !== null };
}

/** The same without what follows its transaction. */
export async function enterModelRelease(
  ctx: Context,
  input: ModelRelease,
): Promise<IssuedVersion & { readonly path: string; readonly operatorId: string }> {
  demand(ctx, "model.release", null);
  return ctx.db.transaction(async (tx) => {
    const model = await loadModel(tx, input.id, "for update");
    demand(ctx, "model.release", model.operatorId);
    const facts = await modelFacts(ctx, tx, model);
    const open = await openSubmission(tx, model.id);
    const authors = { createdBy: null, submittedBy: open?.submittedBy ?? null, editors: model.editors };
    if (
      open?.state !== "approved" ||
      open.contentDigest !== contentDigestOf(facts) ||
      !isSecondPairOfEyes(open.decidedBy, authors)
    ) {
      throw new Refusal("REVIEW_MISSING", "No second person has approved exactly these data.");
    }
    refuseIncomplete(model, facts);
    const passport = await ensureModelPassport(ctx, tx, model);
    const before = await newestSubject(tx, passport.id);
    const reason = optional(input.reason) ?? open.reason;
    if (before !== null && reason === null)
      throw invalidInput([{ code: "E_REASON_REQUIRED", path: "reason" }]);
    const isSame = before !== null && (await saysTheSame(ctx, tx, passport.id, facts));
    if (isSame && !(await isNewestRevoked(tx, passport.id)))
      throw new Refusal(
        "NOTHING_CHANGED",
        "This says exactly what the passport says: there is nothing to release.",
      );
    const [answering] = await tx.select().from(operatorTable).where(eq(operatorTable.id, model.operatorId));
    if (answering === undefined) throw new Error("A model belongs to an operator.");
    const { declarationId } = await declaredBefore(tx, model);
    const issued = await issueVersion(ctx, tx, {
      ...{ passport, operator: answering, subject: facts.subject, declarationId, reason },
    });
    await tx.update(batteryModel).set({ editors: [] }).where(eq(batteryModel.id, model.id));
    await tx.update(modelSubmission).set({ state: "released" }).where(eq(modelSubmission.id, open.id));
    const { operatorId, productUrl: subject } = model;
    await recordDeed(ctx, tx, {
      action: "model.release",
      subject,
      operatorId,
      detail: { ...issued, reason },
    });
    return { ...issued, path: pathOf(ctx, model.productUrl), operatorId };
  });
}

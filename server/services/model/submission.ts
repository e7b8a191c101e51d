import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { modelSubmission } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import type { Action } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { recordDeed } from "../audit/record.ts";
import { digestOf } from "../digest.ts";
import { personOf } from "../footprint/review-step.ts";
import { invalidInput, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import type { Model } from "./find.ts";
import { loadModel } from "./find.ts";
import type { NextSubject } from "./subject.ts";

export type Submission = typeof modelSubmission.$inferSelect;

/** Base64url SHA-256 of all that a release would sign: public record and what its full record hides. */
export function contentDigestOf({ subject, values }: NextSubject): string {
  return digestOf({ subject, values });
}

/** The submission that waits for a verdict or a release; null when there is none. */
export async function openSubmission(db: Database, modelId: string): Promise<Submission | null> {
  const [open] = await db
    .select()
    .from(modelSubmission)
    .where(
      and(eq(modelSubmission.modelId, modelId), inArray(modelSubmission.state, ["in_review", "approved"])),
    )
    .orderBy(desc(modelSubmission.submittedAt))
    .limit(1);
  return open ?? null;
}

/**
 * Hands the data of a model to a second person, as the next version of its passport. `IN_REVIEW` while another submission
 * waits. `reason` is one line; the release of a second version asks for it.
 */
export async function submitModel(
  ctx: Context,
  input: { readonly id: string; readonly reason?: string | undefined },
): Promise<Submission> {
  return acting(ctx, input.id, "model.submit", async (tx, model) => {
    if ((await openSubmission(tx, model.id)) !== null)
      throw new Refusal("IN_REVIEW", "These data are in review already.");
    const by = personOf(ctx);
    const contentDigest = contentDigestOf(await modelFacts(ctx, tx, model));
    const [submitted] = await tx
      .insert(modelSubmission)
      .values({
        ...{ id: newId(ctx), modelId: model.id, contentDigest, reason: optional(input.reason) },
        ...{ submittedBy: by, submittedAt: ctx.now() },
      })
      .returning();
    return submitted;
  });
}

/** Takes a submission back; the data go on as a draft. `NOT_IN_REVIEW`. */
export async function withdrawModelSubmission(
  ctx: Context,
  input: { readonly id: string },
): Promise<Submission> {
  return acting(ctx, input.id, "model.submit", async (tx, model) => {
    const open = await openSubmission(tx, model.id);
    if (open === null) throw notInReview();
    return decided(ctx, tx, open, { state: "withdrawn", note: null });
  });
}

/**
 * The verdict of a second person on exactly the content they looked at. Refusals: `NOT_IN_REVIEW`, `REVIEWER_IS_AUTHOR`,
 * `EDITED_MEANWHILE` when what would be signed is not what was looked at, `E_RETURN_NOTE` for a return without a word.
 */
export async function reviewModel(
  ctx: Context,
  input: {
    readonly id: string;
    readonly verdict: "approved" | "returned";
    readonly contentDigest: string;
    readonly note?: string | undefined;
  },
): Promise<Submission> {
  return acting(ctx, input.id, "model.review", async (tx, model) => {
    const open = await openSubmission(tx, model.id);
    if (open === null) throw notInReview();
    const authors = { createdBy: null, submittedBy: open.submittedBy, editors: model.editors };
    if (!isSecondPairOfEyes(personOf(ctx), authors))
      throw new Refusal("REVIEWER_IS_AUTHOR", "You had a hand in these data: somebody else reviews them.");
    const note = optional(input.note);
    if (input.verdict === "returned") {
      if (note === null) throw invalidInput([{ code: "E_RETURN_NOTE", path: "note" }]);
      return decided(ctx, tx, open, { state: "returned", note });
    }
    const now = contentDigestOf(await modelFacts(ctx, tx, model));
    if (open.contentDigest !== input.contentDigest || now !== input.contentDigest)
      throw new Refusal(
        "EDITED_MEANWHILE",
        "The data changed after you looked at them. Load the review again.",
      );
    return decided(ctx, tx, open, { state: "approved", note });
  });
}

async function decided(
  ctx: Context,
  tx: Database,
  { id }: Submission,
  verdict: { readonly state: string; readonly note: string | null },
): Promise<Submission | undefined> {
  const [row] = await tx
    .update(modelSubmission)
    .set({ ...verdict, decidedBy: personOf(ctx), decidedAt: ctx.now() })
    .where(eq(modelSubmission.id, id))
    .returning();
  return row;
}

/** One act on a model's submission: asked of the policy, one at a time, written down. */
async function acting(
  ctx: Context,
  id: string,
  action: Action,
  act: (tx: Database, model: Model) => Promise<Submission | undefined>,
): Promise<Submission> {
  demand(ctx, action, null);
  return ctx.db.transaction(async (tx) => {
    const model = await loadModel(tx, id, "for update");
    demand(ctx, action, model.operatorId);
    const row = await act(tx, model);
    if (row === undefined) throw new Error("A submission vanished while it was locked.");
    const { operatorId, productUrl: subject } = model;
    const { state, contentDigest, note, reason } = row;
    await recordDeed(ctx, tx, {
      action,
      subject,
      operatorId,
      detail: { state, contentDigest, note, reason },
    });
    return row;
  });
}

function notInReview(): Refusal {
  return new Refusal("NOT_IN_REVIEW", "No data of this model are in review.");
}

import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declarationReview, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { newId } from "../new-id.ts";

export type ReviewVerdict = "submitted" | "withdrawn" | "approved" | "returned";

/** One step of a review as it is kept. */
interface Step {
  readonly declarationId: string;
  readonly verdict: ReviewVerdict;
  /** State of the declaration the step is about. */
  readonly lock: number;
  readonly requestDigest?: string;
  readonly contentDigest?: string;
  readonly note: string | null;
}

/** One step of a review as it is shown. */
export interface ReviewStep {
  readonly verdict: ReviewVerdict;
  readonly note: string | null;
  readonly byName: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly lock: number;
}

/** Adds a step of the review; none is ever changed. */
export async function keepStep(ctx: Context, tx: Database, step: Step): Promise<void> {
  await tx
    .insert(declarationReview)
    .values({ id: newId(ctx), ...step, by: personOf(ctx), createdAt: ctx.now() });
}

/** Every step of one declaration's review, in the order in which they were taken. */
export async function reviewSteps(db: Database, declarationId: string): Promise<readonly ReviewStep[]> {
  const rows = await db
    .select({ step: declarationReview, byName: user.name })
    .from(declarationReview)
    .innerJoin(user, eq(user.id, declarationReview.by))
    .where(eq(declarationReview.declarationId, declarationId))
    .orderBy(asc(declarationReview.createdAt), asc(declarationReview.lock), asc(placeInRound));
  return rows.map(({ step: { verdict, note, lock, createdAt }, byName }) => ({
    ...{ verdict: verdictOf(verdict), note, lock, byName },
    at: createdAt.toISOString(),
  }));
}

/** Which of these declarations a reviewer returned last of all that was done with them. */
export async function returnedAmong(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { declarationId, verdict, createdAt, lock } = declarationReview;
  const last = await db
    .selectDistinctOn([declarationId], { declarationId, verdict })
    .from(declarationReview)
    .where(inArray(declarationId, [...ids]))
    .orderBy(asc(declarationId), desc(createdAt), desc(lock), desc(placeInRound));
  return new Set(last.flatMap((step) => (step.verdict === "returned" ? [step.declarationId] : [])));
}

/** Steps of one moment in the only order in which a state can take them. */
const placeInRound = sql`array_position(array['submitted', 'approved', 'returned', 'withdrawn'], ${declarationReview.verdict})`;

/** What makes a submission a draft again. Counted as a change: nobody acts on the state that was submitted. */
export function backToDraft(ctx: Context, { lock }: { readonly lock: number }) {
  const nobody = { submittedBy: null, submittedAt: null, reviewedBy: null, reviewedAt: null };
  return { state: "draft", lock: lock + 1, ...nobody, updatedAt: ctx.now() };
}

/** A review is between persons: the program and anybody unnamed take no part in it. */
export function personOf(ctx: Context): string {
  const { userId } = ctx.caller;
  if (userId === null) throw new Refusal("NOT_SIGNED_IN", "A review is made by persons: sign in first.");
  return userId;
}

const verdicts: readonly ReviewVerdict[] = ["submitted", "withdrawn", "approved", "returned"];

/** The verdict in a row; the database admits these only. */
function verdictOf(text: string): ReviewVerdict {
  const found = verdicts.find((verdict) => verdict === text);
  if (found === undefined) throw new Error(`A review holds the unknown verdict ${text}.`);
  return found;
}

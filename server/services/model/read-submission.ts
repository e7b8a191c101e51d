import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { modelSubmission, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import { allows } from "../../domain/access/policy.ts";
import type { ChangedMember } from "../../domain/changed-members.ts";
import { changedMembers } from "../../domain/changed-members.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import { modelFacts } from "../attribute/model-facts.ts";
import { completenessOf } from "../attribute/read.ts";
import { undated } from "../footprint/freeze.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import { signedRestricted } from "../passport/restricted-elements.ts";
import type { Model } from "./find.ts";
import { loadModel } from "./find.ts";
import { newestVersionOf } from "../passport/says-the-same.ts";
import type { NextSubject } from "./subject.ts";
import { contentDigestOf, openSubmission } from "./submission.ts";

/** One submission of a model's data as it is shown. */
export interface SubmissionStep {
  readonly state: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly submittedByName: string;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
}

/** What a second person looks at before the data of a model are signed. */
export interface SubmissionView {
  /** An approval names it. */
  readonly contentDigest: string;
  /** What differs from the newest record, in clear; of a first version everything. */
  readonly changes: readonly ChangedMember[];
  /** The same of what the full record hides. */
  readonly hiddenChanges: readonly ChangedMember[];
  /** Attributes owed now and missing. */
  readonly missing: readonly string[];
  readonly isFirst: boolean;
  readonly open: { readonly state: "in_review" | "approved"; readonly isOfThisContent: boolean } | null;
  /** Newest first. */
  readonly steps: readonly SubmissionStep[];
  readonly may: { readonly submit: boolean; readonly review: boolean; readonly release: boolean };
}

/** Reads it. `MODEL_NOT_FOUND`. */
export async function readSubmission(ctx: Context, input: { readonly id: string }): Promise<SubmissionView> {
  demand(ctx, "model.read", null);
  const model = await loadModel(ctx.db, input.id);
  demand(ctx, "model.read", model.operatorId);
  const facts = await modelFacts(ctx, ctx.db, model);
  const before = await recordBefore(ctx, model, facts);
  const contentDigest = contentDigestOf(facts);
  const open = await openSubmission(ctx.db, model.id);
  const may = (action: "model.submit" | "model.review" | "model.release") =>
    allows(ctx.caller.memberships, action, model.operatorId);
  const authors = { createdBy: null, submittedBy: open?.submittedBy ?? null, editors: model.editors };
  return {
    contentDigest,
    changes: changedMembers(before.subject, undated(facts.subject)),
    hiddenChanges: changedMembers(before.hidden, hiddenValues(facts)),
    missing: completenessOf(model, facts)
      .filter(({ attribute, outcome }) => outcome === "missing" && attribute.level === "model")
      .map(({ attribute }) => attribute.id),
    isFirst: before.subject === null,
    open:
      open === null
        ? null
        : {
            state: open.state === "approved" ? "approved" : "in_review",
            isOfThisContent: open.contentDigest === contentDigest,
          },
    steps: await steps(ctx.db, model.id),
    may: {
      submit: may("model.submit"),
      review: may("model.review") && isSecondPairOfEyes(ctx.caller.userId, authors),
      release: may("model.release"),
    },
  };
}

async function recordBefore(ctx: Context, model: Model, facts: NextSubject) {
  const held = await findModelPassport(ctx.db, model);
  const subject = held === null ? null : await newestSubject(ctx.db, held.id);
  if (held === null || subject === null) return { subject: null, hidden: null };
  const version = await newestVersionOf(ctx.db, held.id);
  const signed = await signedRestricted(ctx, ctx.db, { passportId: held.id, version, level: "model" });
  const known = new Set(hiddenIn(facts.subject, facts.catalogue).map(({ id }) => id));
  const hidden = Object.fromEntries(Object.entries(signed).filter(([id]) => known.has(id)));
  return { subject: undated(subject), hidden };
}

function hiddenValues({ subject, catalogue, values }: NextSubject) {
  return Object.fromEntries(
    hiddenIn(subject, catalogue).flatMap(({ id }) => (values[id] === undefined ? [] : [[id, values[id]]])),
  );
}

async function steps(db: Database, modelId: string): Promise<readonly SubmissionStep[]> {
  const rows = await db
    .select()
    .from(modelSubmission)
    .where(eq(modelSubmission.modelId, modelId))
    .orderBy(desc(modelSubmission.submittedAt));
  const people = await db.select({ id: user.id, name: user.name }).from(user);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return rows.map((row) => ({
    ...{ state: row.state, reason: row.reason, note: row.note },
    submittedByName: nameOf(row.submittedBy) ?? "",
    submittedAt: row.submittedAt.toISOString(),
    decidedByName: nameOf(row.decidedBy),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

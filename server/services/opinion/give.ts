import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { artefact, opinion, passport as passportTable, statusChange } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { OpinionOutcome, OpinionRecomputation } from "../../domain/record/opinion.ts";
import { isOpinionOutcome, opinionPayload } from "../../domain/record/opinion.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import { publicRecordHeader } from "../../domain/record/public-record.ts";
import { digestEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import type { Recomputation } from "../footprint/recompute.ts";
import { recomputeLoaded } from "../footprint/recompute.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { newId, randomUuid } from "../new-id.ts";
import { activeKey } from "../operator/active-key.ts";
import { signedHere } from "../operator/signed-here.ts";
import { signJws } from "../status/sign-jws.ts";
import { loadAssessed } from "./load-assessed.ts";
import { opinionPath } from "./find-opinions.ts";
import { demandBody } from "./own-bodies.ts";

export interface NewOpinion {
  readonly productUrl: string;
  readonly version: number;
  /** The notified body in whose name it is signed: the caller acts for it. */
  readonly bodyId: string;
  /** One of `opinionOutcomes`. */
  readonly outcome: string;
  /** In words; signed and published. Asked for unless all is confirmed. */
  readonly remarks?: string | undefined;
}

/** A signed opinion. */
export interface GivenOpinion {
  readonly id: string;
  readonly path: string;
  readonly digest: string;
  readonly leafIndex: number;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Signs what a notified body found about exactly one version of a model's passport, with the body's own key, and commits
 * to it in the log. The declaration of that version is calculated again here first; where a figure differs, or what it
 * rests on is no longer what it was, nothing is signed (`NOT_REPRODUCED`). Nothing of the operator's changes, and a later
 * version has no opinion until a body gives one.
 *
 * A version replaced meanwhile may still get one, which stays with it; one withdrawn gets none (`VERSION_WITHDRAWN`).
 * `NOT_ALLOWED` for who does not act for the body, or holds a role of the operator: nobody assesses their own. `OPINION_REPEATED`
 * for what the body has said already. `KEY_NOT_FOUND` for a body without an active key, `SIGNED_OUTSIDE` for one that signs
 * with a key of its own: see `prepareSignature`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1) and Annex VIII.
 */
export async function giveOpinion(ctx: Context, input: NewOpinion): Promise<GivenOpinion> {
  const { operatorId, ...given } = await signedHere(enterOpinion(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...given, isPending: pending !== null };
}

/** The same without what follows the commit. `operatorId` is the body. */
export async function enterOpinion(
  ctx: Context,
  input: NewOpinion,
): Promise<Omit<GivenOpinion, "isPending"> & { readonly operatorId: string }> {
  demand(ctx, "opinion.give", null);
  const body = await demandBody(ctx, input.bodyId);
  const { outcome, remarks } = checked(input);
  const { passport, record, loaded } = await loadAssessed(ctx, input);
  const { operatorId } = loaded.declaration;
  if (ctx.caller.memberships.some((held) => held.operatorId === operatorId))
    throw new Refusal("NOT_ALLOWED", "You act for this operator; somebody else has to assess it.");
  const issuedAt = ctx.issuedAt ?? ctx.now();
  const made = await recomputeLoaded(ctx, loaded);
  // What is signed outside states the calculation it was prepared after; it is made once more, and must agree, on entry.
  const recomputation = agreeing({ ...made, at: ctx.issuedAt?.toISOString() ?? made.at });

  const given = await ctx.db.transaction(async (tx) => {
    // Opinions on one passport are entered one after the other.
    await tx
      .select({ id: passportTable.id })
      .from(passportTable)
      .where(eq(passportTable.id, passport.id))
      .for("no key update");
    const { version } = record;
    await refuseWithdrawn(tx, passport.id, version);
    const former = await formerOf(tx, body.id, passport.id, version);
    if (former !== undefined && former.outcome === outcome && former.remarks === remarks)
      throw new Refusal("OPINION_REPEATED", "This body has said exactly this about this version already.");
    const key = await activeKey(tx, body);
    const payload = opinionPayload({
      ...{ publicUrl: ctx.publicUrl, body, credentialUuid: randomUuid(ctx), issuedAt },
      ...{ productUrl: passport.productUrl, logSubject: passport.logSubject, version },
      artefacts: await artefactsOf(tx, passport.id, version),
      previous: former?.digest ?? null,
      ...{ declarationNumber: made.number, requestDigest: made.requestDigest },
      resultDigest: made.stored.resultDigest,
      ...{ outcome, remarks, recomputation },
    });
    const { token, digest } = await signJws(
      ctx,
      key,
      publicRecordHeader(key.kid, algorithmOf(key.publicJwk)),
      payload,
    );
    const id = newId(ctx);
    await recordDeed(ctx, tx, {
      action: "opinion.give",
      subject: passport.productUrl,
      operatorId: passport.operatorId,
      detail: { body: body.slug, version, outcome, digest },
    });
    const named = { what: "opinion", subject: passport.logSubject, version } as const;
    const [logged] = await appendToLog(tx, [digestEntry({ ...named, digest, time: ctx.now() })]);
    if (logged === undefined) throw new Error("The log took no entry.");
    await tx.insert(opinion).values({
      ...{ id, bodyId: body.id, passportId: passport.id, version, declarationId: loaded.declaration.id },
      ...{ outcome, remarks, token, digest, leafIndex: logged.index },
      recomputation: { ...recomputation, at: made.at, declared: made.stored },
      ...{ signedBy: ctx.caller.userId, issuedAt },
    });
    return { id, digest, leafIndex: logged.index };
  });
  return { ...given, path: opinionPath(body.slug, given.id), operatorId: body.id };
}

function checked(input: NewOpinion): { readonly outcome: OpinionOutcome; readonly remarks: string | null } {
  const { outcome } = input;
  const remarks = optional(input.remarks);
  const fields = new Fields();
  if (!isOpinionOutcome(outcome)) fields.add(outcome === "" ? "E_REQUIRED" : "E_OPINION_OUTCOME", "outcome");
  if (remarks !== null) fields.text("remarks", remarks);
  else if (outcome === "confirmedWithRemarks" || outcome === "notConfirmed")
    fields.add("E_REQUIRED", "remarks");
  fields.refuse();
  if (!isOpinionOutcome(outcome)) throw new Error("A field without a problem has a value.");
  return { outcome, remarks };
}

/** What was recomputed, when it says what was declared; `NOT_REPRODUCED`. */
function agreeing(made: Recomputation): OpinionRecomputation {
  const { outcome, recomputed } = made;
  const isWhole = made.requestIntact && made.basis.every(({ intact }) => intact);
  if (recomputed === null || (outcome !== "same" && outcome !== "figuresSame") || !isWhole)
    throw new Refusal("NOT_REPRODUCED", "The declaration does not reproduce, so nothing was signed.");
  const { cfp: kgCO2ePerKWh, resultDigest } = recomputed;
  return { at: new Date(made.at), agreement: outcome, kgCO2ePerKWh, resultDigest };
}

async function refuseWithdrawn(tx: Database, passportId: string, version: number): Promise<void> {
  const revoked = await tx
    .select({ leafIndex: statusChange.leafIndex })
    .from(statusChange)
    .where(
      and(
        eq(statusChange.passportId, passportId),
        eq(statusChange.version, version),
        eq(statusChange.status, "revoked"),
      ),
    );
  if (revoked.length > 0)
    throw new Refusal("VERSION_WITHDRAWN", `Version ${String(version)} was withdrawn by its operator.`);
}

async function formerOf(tx: Database, bodyId: string, passportId: string, version: number) {
  const [former] = await tx
    .select({ digest: opinion.digest, outcome: opinion.outcome, remarks: opinion.remarks })
    .from(opinion)
    .where(and(eq(opinion.bodyId, bodyId), eq(opinion.passportId, passportId), eq(opinion.version, version)))
    .orderBy(desc(opinion.leafIndex))
    .limit(1);
  return former;
}

/** Digests of every signed text of a version, by form. */
async function artefactsOf(
  tx: Database,
  passportId: string,
  version: number,
): Promise<Readonly<Record<string, string>>> {
  const rows = await tx
    .select({ kind: artefact.kind, digest: artefact.digest })
    .from(artefact)
    .where(and(eq(artefact.passportId, passportId), eq(artefact.version, version)));
  return Object.fromEntries(rows.map(({ kind, digest }) => [kind, digest]));
}

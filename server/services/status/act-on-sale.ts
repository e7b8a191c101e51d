import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  bodyMember,
  operator as operatorTable,
  passport as passportTable,
  suspension,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import { publicRecordHeader } from "../../domain/record/public-record.ts";
import { saleSuspensionPayload } from "../../domain/record/sale-suspension.ts";
import { isSuspensionReason } from "../../domain/record/status-reason.ts";
import { digestEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { appendToLog } from "../log/append.ts";
import { publishLog } from "../log/publish.ts";
import { newId, randomUuid } from "../new-id.ts";
import { activeKey } from "../operator/active-key.ts";
import { signedHere } from "../operator/signed-here.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
import { suspensionPath } from "./read-standing.ts";
import { signJws } from "./sign-jws.ts";

export interface ActOnSale {
  readonly productUrl: string;
  /** The authority in whose name it is signed: the caller acts for it. */
  readonly authorityId: string;
  readonly action: "suspend" | "lift";
  /** One of `suspensionReasons` or `liftReasons`. */
  readonly reason: string;
  /** In words; signed and published. */
  readonly note?: string | undefined;
}

/** A signed act. */
export interface SignedAct {
  readonly id: string;
  readonly path: string;
  readonly digest: string;
  readonly leafIndex: number;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Stops the sale of a product in the name of an authority, or ends that: a credential of the authority's own, signed with
 * its key and committed to by the log. Nothing of the operator's changes: records and status lists stay as they are, and
 * every public form of the passport shows the stop.
 *
 * Whoever acts has the role of an authority and is named by the keeper as acting for this one. `SALE_SUSPENDED` for a second
 * stop, `SALE_NOT_SUSPENDED` for an end without a stop, `NOT_ALLOWED` to end what another authority has stopped.
 *
 * Source: Regulation (EU) 2023/1542, Art. 79 to 84.
 */
export async function actOnSale(ctx: Context, input: ActOnSale): Promise<SignedAct> {
  const { operatorId: _, ...act } = await signedHere(enterAct(ctx, input));
  const { pending } = await publishLog(ctx);
  return { ...act, isPending: pending !== null };
}

/** The same without what follows the commit. `operatorId` is the authority. */
export async function enterAct(
  ctx: Context,
  input: ActOnSale,
): Promise<Omit<SignedAct, "isPending"> & { readonly operatorId: string }> {
  demand(ctx, "passport.suspend", null);
  const authority = await demandMembership(ctx, input.authorityId);
  const { passport } = await loadPassport(ctx, input.productUrl);
  const { action, reason } = input;
  const note = optional(input.note);
  const fields = new Fields();
  if (note !== null) fields.text("note", note);
  if (!isSuspensionReason(action, reason))
    fields.add(reason === "" ? "E_REQUIRED" : "E_STATUS_REASON", "reason");
  fields.refuse();
  if (!isSuspensionReason(action, reason)) throw new Error("A field without a problem has a value.");

  const act = await ctx.db.transaction(async (tx) => {
    // Acts about one product are entered one after the other.
    await tx
      .select({ id: passportTable.id })
      .from(passportTable)
      .where(eq(passportTable.id, passport.id))
      .for("no key update");
    const former = await formerAct(tx, passport.id);
    refuseOutOfTurn(action, former, authority.id);
    const [record] = await findRecords(tx, passport.id, undefined, 1);
    if (record === undefined)
      throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport for ${input.productUrl}.`);
    const key = await activeKey(tx, authority);
    const issuedAt = ctx.issuedAt ?? ctx.now();
    const payload = saleSuspensionPayload({
      ...{
        publicUrl: ctx.publicUrl,
        authority,
        credentialUuid: randomUuid(ctx),
        issuedAt,
        action,
        reason,
        note,
      },
      ...{ productUrl: passport.productUrl, logSubject: passport.logSubject },
      ...{ version: record.version, recordDigest: record.digest, previous: former?.digest ?? null },
    });
    const { token, digest } = await signJws(
      ctx,
      key,
      publicRecordHeader(key.kid, algorithmOf(key.publicJwk)),
      payload,
    );
    const id = newId(ctx);
    await recordDeed(ctx, tx, {
      action: `passport.${action}`,
      subject: passport.productUrl,
      operatorId: passport.operatorId,
      detail: { authority: authority.slug, reason, version: record.version, digest },
    });
    const named = { what: "suspension", subject: passport.logSubject, version: record.version } as const;
    const [logged] = await appendToLog(tx, [digestEntry({ ...named, digest, time: ctx.now() })]);
    if (logged === undefined) throw new Error("The log took no entry.");
    await tx.insert(suspension).values({
      ...{ id, passportId: passport.id, authorityId: authority.id, action, reason, note, token, digest },
      ...{ leafIndex: logged.index, signedBy: ctx.caller.userId, issuedAt, createdAt: issuedAt },
    });
    return { id, digest, leafIndex: logged.index };
  });
  return { ...act, path: suspensionPath(authority.slug, act.id), operatorId: authority.id };
}

/** The authority, when the caller acts for it. */
async function demandMembership(ctx: Context, authorityId: string) {
  const [found] = await ctx.db
    .select({ authority: operatorTable })
    .from(bodyMember)
    .innerJoin(operatorTable, eq(operatorTable.id, bodyMember.bodyId))
    .where(
      and(
        eq(bodyMember.userId, ctx.caller.userId ?? ""),
        eq(bodyMember.bodyId, authorityId),
        eq(operatorTable.kind, "authority"),
      ),
    );
  if (found === undefined) throw new Refusal("NOT_ALLOWED", "You do not act for this authority.");
  return found.authority;
}

interface FormerAct {
  readonly action: string;
  readonly authorityId: string;
  readonly digest: string;
}

async function formerAct(tx: Database, passportId: string): Promise<FormerAct | undefined> {
  const [former] = await tx
    .select({ action: suspension.action, authorityId: suspension.authorityId, digest: suspension.digest })
    .from(suspension)
    .where(eq(suspension.passportId, passportId))
    .orderBy(desc(suspension.leafIndex))
    .limit(1);
  return former;
}

function refuseOutOfTurn(
  action: "suspend" | "lift",
  former: FormerAct | undefined,
  authorityId: string,
): void {
  const isStopped = former?.action === "suspend";
  if (action === "suspend" && isStopped)
    throw new Refusal("SALE_SUSPENDED", "The sale of this product is stopped already.");
  if (action === "lift" && !isStopped)
    throw new Refusal("SALE_NOT_SUSPENDED", "The sale of this product is not stopped.");
  if (action === "lift" && former?.authorityId !== authorityId)
    throw new Refusal("NOT_ALLOWED", "Another authority stopped the sale; only that one ends it.");
}

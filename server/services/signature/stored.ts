import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { bodyMember, operator, operatorKey, pendingSignature } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import type { SigningOrder } from "./order.ts";
import { actionOf, purposes } from "./order.ts";

/** Longest time from a draft to its signatures. */
export const draftHours = 24;

/** What a draft keeps, so that doing the same once more makes the same texts. */
export interface PendingDraft {
  readonly order: SigningOrder;
  /** RFC 3339 UTC; what is signed carries it. */
  readonly issuedAt: string;
  /** Base64 of all chance drawn until the texts were complete: identifiers, status index, salts. */
  readonly chance: string;
  /** ASCII to sign, in order. */
  readonly inputs: readonly string[];
}

/** Encrypts a draft for its row: it holds the salts of what a record hides. */
export function sealDraft({ keys }: Pick<Context, "keys">, id: string, draft: PendingDraft): string {
  return Buffer.from(keys.sealText(placeOf(id), JSON.stringify(draft))).toString("base64");
}

/** What {@link sealDraft} kept; throws when it was kept in another row or changed. */
export function openDraft({ keys }: Pick<Context, "keys">, id: string, sealed: string): PendingDraft {
  const draft: PendingDraft = JSON.parse(
    keys.openText(placeOf(id), new Uint8Array(Buffer.from(sealed, "base64"))),
  );
  return draft;
}

/** A row nobody has entered or dropped, with its draft, key and operator. */
export interface LoadedPending {
  readonly row: typeof pendingSignature.$inferSelect;
  readonly draft: PendingDraft;
  readonly key: typeof operatorKey.$inferSelect;
  readonly operator: typeof operator.$inferSelect;
}

/**
 * A draft that waits for its signatures. `SIGNATURE_NOT_FOUND` when there is none, or no longer; `SIGNATURE_EXPIRED`, and it is
 * dropped, after a day.
 */
export async function loadPending(ctx: Context, id: string): Promise<LoadedPending> {
  // Whoever may sign for nobody learns nothing of what waits.
  const orders = Object.values(actionOf);
  if (!orders.some((action) => allows(ctx.caller.memberships, action, null))) demand(ctx, "item.issue", null);
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ row: pendingSignature, key: operatorKey, operator })
        .from(pendingSignature)
        .innerJoin(operatorKey, eq(operatorKey.kid, pendingSignature.kid))
        .innerJoin(operator, eq(operator.id, pendingSignature.operatorId))
        .where(eq(pendingSignature.id, id))
    : [];
  if (found === undefined) throw noneWaits();
  await demandSigning(ctx, { purpose: purposeOf(found.row), operatorId: found.row.operatorId });
  if (found.row.enteredAt !== null || found.row.droppedAt !== null) throw noneWaits();
  if (isExpired(ctx, found.row.createdAt)) {
    await dropPending(ctx, ctx.db, id);
    throw new Refusal(
      "SIGNATURE_EXPIRED",
      `What was prepared more than ${String(draftHours)} hours ago is not entered any more. Prepare it again.`,
    );
  }
  return { ...found, draft: openDraft(ctx, id, found.row.draft) };
}

function purposeOf({ purpose }: typeof pendingSignature.$inferSelect): SigningOrder["purpose"] {
  const known = purposes.find((one) => one === purpose);
  if (known === undefined) throw new Error(`The database holds what no order is called: ${purpose}.`);
  return known;
}

/** Asks the policy of what is signed, and of a body's whether the caller acts for it. */
async function demandSigning(
  ctx: Context,
  { purpose, operatorId }: { readonly purpose: SigningOrder["purpose"]; readonly operatorId: string },
): Promise<void> {
  if (purpose !== "opinion" && purpose !== "sale") return demand(ctx, actionOf[purpose], operatorId);
  demand(ctx, actionOf[purpose], null);
  const named = await ctx.db
    .select({ bodyId: bodyMember.bodyId })
    .from(bodyMember)
    .where(and(eq(bodyMember.userId, ctx.caller.userId ?? ""), eq(bodyMember.bodyId, operatorId)));
  if (named.length === 0) throw new Refusal("NOT_ALLOWED", "You do not act for this body.");
}

/** Whether a draft made then is too old now. */
export function isExpired({ now }: Pick<Context, "now">, createdAt: Date): boolean {
  return now().getTime() - createdAt.getTime() > draftHours * 3_600_000;
}

/** Ends a draft without entering it; its salts go with it. */
export async function dropPending(ctx: Pick<Context, "now">, db: Database, id: string): Promise<void> {
  await db
    .update(pendingSignature)
    .set({ droppedAt: ctx.now(), draft: "" })
    .where(and(eq(pendingSignature.id, id), isNull(pendingSignature.enteredAt)));
}

/** Nothing waits under this identifier. */
export function noneWaits(): Refusal {
  return new Refusal("SIGNATURE_NOT_FOUND", "Nothing waits for a signature here, or no longer.");
}

function placeOf(id: string): string {
  return `pending-signature:${id}`;
}

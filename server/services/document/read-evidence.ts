import { and, eq, inArray } from "drizzle-orm";
import { delegation, document, transfer } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import type { DocumentFile } from "./read.ts";

/**
 * The bytes of an operator's document, for its own people, whatever it is attached to; what was agreed in writing also for
 * the people of the other party. `DOCUMENT_NOT_FOUND`.
 */
export async function readEvidence(ctx: Context, input: { readonly id: string }): Promise<DocumentFile> {
  demand(ctx, "factor.read", null);
  const [found] = isUuid(input.id)
    ? await ctx.db.select().from(document).where(eq(document.id, input.id))
    : [];
  if (found === undefined) throw documentNotFound();
  if (!(await isParty(ctx, found.id))) demand(ctx, "factor.read", found.operatorId);
  const bytes = await ctx.files.get(found.sha256);
  if (bytes === undefined) throw documentNotFound();
  const { title, mediaType, sha256 } = found;
  return { title, mediaType, sha256, bytes, open: false };
}

function documentNotFound(): Refusal {
  return new Refusal("DOCUMENT_NOT_FOUND", "There is no such document here.");
}

/** Whether the caller acts for the other party of a transfer or a delegation that rests on the document. */
async function isParty(ctx: Context, documentId: string): Promise<boolean> {
  const own = ctx.caller.memberships.flatMap(({ operatorId, delegationId }) =>
    operatorId === null || delegationId !== undefined ? [] : operatorId,
  );
  if (own.length === 0) return false;
  const [given, authorised] = await Promise.all([
    ctx.db.$count(transfer, and(eq(transfer.documentId, documentId), inArray(transfer.toOperatorId, own))),
    ctx.db.$count(
      delegation,
      and(eq(delegation.documentId, documentId), inArray(delegation.delegateId, own)),
    ),
  ]);
  return given + authorised > 0;
}

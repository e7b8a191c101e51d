import { eq } from "drizzle-orm";
import { document } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { findLot } from "./find-lot.ts";

/**
 * The evidence of one lot, for the operator, authorities and notified bodies. Who outside the operator takes it is written
 * down. `LOT_NOT_FOUND`, `DOCUMENT_NOT_FOUND`.
 */
export async function readEvidence(
  ctx: Context,
  input: { readonly lotId: string },
): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
  demand(ctx, "recycledEvidence.read", null);
  const { lot, model } = await findLot(ctx.db, input.lotId);
  demand(ctx, "recycledEvidence.read", model.operatorId);
  const [found] =
    lot.documentId === null
      ? []
      : await ctx.db.select().from(document).where(eq(document.id, lot.documentId));
  const bytes = found === undefined ? undefined : await ctx.files.get(found.sha256);
  if (found === undefined || bytes === undefined)
    throw new Refusal("DOCUMENT_NOT_FOUND", "This lot has no evidence yet.");
  if (!ctx.caller.memberships.some((held) => held.operatorId === model.operatorId)) {
    const deed = { subject: model.id, operatorId: null, detail: { lot: input.lotId } };
    await recordDeed(ctx, ctx.db, { action: "recycledEvidence.read", ...deed });
  }
  return { mediaType: found.mediaType, bytes };
}

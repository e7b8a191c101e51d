import { eq } from "drizzle-orm";
import { document } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { findLot } from "./find-lot.ts";

/** The evidence of one lot, for the operator, authorities and notified bodies. `LOT_NOT_FOUND`, `DOCUMENT_NOT_FOUND`. */
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
  return { mediaType: found.mediaType, bytes };
}

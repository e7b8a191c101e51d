import { eq } from "drizzle-orm";
import { document } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import type { DocumentFile } from "./read.ts";

/** The bytes of an operator's document, for its own people, whatever it is attached to. `DOCUMENT_NOT_FOUND`. */
export async function readEvidence(ctx: Context, input: { readonly id: string }): Promise<DocumentFile> {
  demand(ctx, "factor.read", null);
  const [found] = isUuid(input.id)
    ? await ctx.db.select().from(document).where(eq(document.id, input.id))
    : [];
  if (found === undefined) throw documentNotFound();
  demand(ctx, "factor.read", found.operatorId);
  const bytes = await ctx.files.get(found.sha256);
  if (bytes === undefined) throw documentNotFound();
  const { title, mediaType, sha256 } = found;
  return { title, mediaType, sha256, bytes, open: false };
}

function documentNotFound(): Refusal {
  return new Refusal("DOCUMENT_NOT_FOUND", "There is no such document here.");
}

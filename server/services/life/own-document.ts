import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { document } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

/** Throws `DOCUMENT_NOT_FOUND` unless the document is that operator's. */
export async function refuseForeignDocument(tx: Database, id: string, operatorId: string): Promise<void> {
  const found = isUuid(id)
    ? await tx
        .select({ id: document.id })
        .from(document)
        .where(and(eq(document.id, id), eq(document.operatorId, operatorId)))
    : [];
  if (found.length === 0) throw new Refusal("DOCUMENT_NOT_FOUND", "There is no such document here.");
}

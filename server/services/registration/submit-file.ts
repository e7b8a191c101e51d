import { and, eq, inArray } from "drizzle-orm";
import { registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { changeRegistration } from "./change.ts";
import { findRegistrations } from "./find.ts";
import { loadFile } from "./read-file.ts";

/**
 * Somebody handed a file to the registry of the Union through its web interface: what stands in it waits for the answer
 * now. Answers how many. `DOCUMENT_NOT_FOUND`.
 */
export async function submitFile(
  ctx: Context,
  { fileId }: { readonly fileId: string },
): Promise<{ readonly count: number }> {
  demand(ctx, "registration.write", null);
  const { kept } = await loadFile(ctx, fileId);
  demand(ctx, "registration.write", kept.operatorId);
  return ctx.db.transaction(async (tx) => {
    const inFile = and(
      eq(registration.fileId, fileId),
      inArray(registration.state, ["prepared", "notYetPossible"]),
    );
    const found = await findRegistrations(tx, inFile);
    for (const { id, productUrl, operatorId } of found)
      await changeRegistration(ctx, tx, { id, productUrl, operatorId, to: "submitted" });
    return { count: found.length };
  });
}

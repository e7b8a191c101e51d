import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { caseFile } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";

/** A case that may be added to, locked until the transaction ends; `CASE_NOT_FOUND`, `CASE_CLOSED`. */
export async function openCaseAt(tx: Database, id: string): Promise<typeof caseFile.$inferSelect> {
  const found = await caseAt(tx, id);
  if (found.state !== "open") throw new Refusal("CASE_CLOSED", `Case ${found.number} is closed.`);
  return found;
}

/** A case, locked until the transaction ends; `CASE_NOT_FOUND`. */
export async function caseAt(tx: Database, id: string): Promise<typeof caseFile.$inferSelect> {
  const [found] = await tx.select().from(caseFile).where(eq(caseFile.id, id)).for("update");
  if (found === undefined) throw new Refusal("CASE_NOT_FOUND", "There is no such case.");
  return found;
}

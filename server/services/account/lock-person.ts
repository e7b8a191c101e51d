import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { user } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";

/** Holds a person fast until the transaction ends, so that what is given to them is given to somebody. `PERSON_NOT_FOUND`. */
export async function lockPerson(db: Database, id: string): Promise<{ readonly email: string }> {
  const [found] = await db.select({ email: user.email }).from(user).where(eq(user.id, id)).for("update");
  if (found === undefined) throw new Refusal("PERSON_NOT_FOUND", "There is no such person here.");
  return found;
}

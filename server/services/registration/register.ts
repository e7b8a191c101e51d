import { eq } from "drizzle-orm";
import { registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";
import type { EnteredRegistration } from "./enter.ts";
import { enterRegistration, stateOf } from "./enter.ts";
import { submitDue } from "./submit-due.ts";

/**
 * Has the newest version of a battery's passport registered in the registry of the Union: it is put into the outbox, and
 * handed over at once where the registry is open to programs. `PASSPORT_NOT_FOUND`; `INVALID_INPUT` with
 * `E_REGISTRATION_LEVEL` for the passport of a model or a batch, whatever state it is in: what the law has registered is the
 * battery, at the most granular level of its passport, and an entry of a model would stand for none.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(1) and (10); Implementing Regulation (EU) 2026/1778, Art. 8(1).
 */
export async function registerPassport(
  ctx: Context,
  { productUrl }: { readonly productUrl: string },
): Promise<EnteredRegistration> {
  demand(ctx, "registration.write", null);
  const { passport } = await loadPassport(ctx, productUrl);
  demand(ctx, "registration.write", passport.operatorId);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${productUrl} has ended.`);
  const [newest] = await findRecords(ctx.db, passport.id, undefined, 1);
  if (newest === undefined) throw new Refusal("PASSPORT_NOT_FOUND", `${productUrl} has no version yet.`);
  const entered = await ctx.db.transaction(async (tx) => {
    const made = await enterRegistration(ctx, tx, { productUrl, version: newest.version });
    if (made !== null) {
      const { operatorId } = passport;
      const detail = { version: newest.version };
      await recordDeed(ctx, tx, { action: "registration.enter", subject: productUrl, operatorId, detail });
    }
    return made;
  });
  if (entered === null) {
    throw new Refusal(
      "INVALID_INPUT",
      `Batteries are registered one by one; this is the passport of a ${passport.level}.`,
      [{ code: "E_REGISTRATION_LEVEL", path: "", params: { value: passport.level } }],
    );
  }
  await submitDue(ctx, entered.id);
  const [now] = await ctx.db.select().from(registration).where(eq(registration.id, entered.id));
  if (now === undefined) throw new Error("A registration vanished after it was entered.");
  return { id: now.id, state: stateOf(now.state), registrationId: now.registrationId };
}

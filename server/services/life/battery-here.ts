import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { BatteryStatus } from "../../domain/life/battery-status.ts";
import { Refusal } from "../../refusal.ts";
import { lockSigners } from "./lock-operators.ts";
import { refuseInTransfer } from "./open-transfer.ts";
import type { HeldPassport } from "./passports.ts";
import { lockPassports } from "./passports.ts";

/**
 * A single battery whose life the caller may change, locked until the transaction ends. `PASSPORT_NOT_FOUND` also for a model
 * or a batch, `PASSPORT_ENDED`, `TRANSFER_OPEN`, `RESPONSIBILITY_MOVED` when it moved at this very moment.
 */
export async function findBatteryHere(
  ctx: Context,
  tx: Database,
  productUrl: string,
): Promise<{ readonly passport: HeldPassport["passport"]; readonly status: BatteryStatus }> {
  const [seen] = await tx.select().from(passport).where(eq(passport.productUrl, productUrl));
  if (seen === undefined || seen.level !== "item")
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no battery ${productUrl.slice(0, 300)}.`);
  demand(ctx, "life.change", seen.operatorId);
  await lockSigners(tx, seen.id, seen.operatorId);
  const [held] = await lockPassports(tx, [productUrl]);
  if (held === undefined || held.status === null) throw new Error("A single battery has a status.");
  if (held.passport.operatorId !== seen.operatorId)
    throw new Refusal("RESPONSIBILITY_MOVED", `Somebody else answers for ${productUrl} now.`);
  if (held.passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${productUrl} has ended.`);
  await refuseInTransfer(tx, held.passport);
  return { passport: held.passport, status: held.status };
}

import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, operatorKey, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { isCessationReason } from "../../domain/record/status-reason.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { logKeyChange } from "../key/enter.ts";
import { lockKeys } from "../key/load.ts";
import { enterOffer } from "../life/offer-transfer.ts";
import { publishLog } from "../log/publish.ts";
import { announceChange } from "../passport/announce.ts";
import { publishStatusLists } from "../status/publish-lists.ts";

export interface Cessation {
  readonly operatorId: string;
  /** Last UTC day on which it existed here, `YYYY-MM-DD`; today or earlier. */
  readonly on: string;
  /** One of `cessationReasons`; shown to everybody. */
  readonly reason: string;
  /** Who is to take everything over: it is offered to them at once, and they accept it. */
  readonly successorId?: string | undefined;
}

/** What the end of an operator did. */
export interface Ceased {
  /** Keys that sign nothing any more. */
  readonly retiredKeys: number;
  /** Done and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Enters that an operator has ceased to exist or to be active in the Union, for good. Its passports stay readable and
 * checkable. Its status lists are signed a last time where they are older than a day, and then never again: they are its last
 * word, and once they run out its records are "valid as of then, status no longer kept". Its keys are retired, each by an
 * entry in the log, so that nobody signs in its name: what they signed stays good, what they would sign later is refused.
 *
 * `OPERATOR_NOT_FOUND`, `OPERATOR_CEASED` for one that has ceased already. A signing service that no longer answers keeps
 * nothing from being done: then the lists signed before are the last. Where a successor is named, the hand-over of all its
 * passports is offered to it; refusals of `offerTransfer`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 78(e); record format, sections 3 and 4.
 */
export async function ceaseOperator(ctx: Context, input: Cessation): Promise<Ceased> {
  demand(ctx, "registry.keep", null);
  const { operatorId, reason } = input;
  const [found] = await ctx.db.select().from(operator).where(eq(operator.id, operatorId));
  if (found === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  const fields = new Fields();
  const on = fields.take("on", parseDay(input.on.trim())) ?? "";
  const today = ctx.now().toISOString().slice(0, 10);
  if (on > today) fields.add("E_TIME_FUTURE", "on", { value: on });
  if (!isCessationReason(reason)) fields.add(reason === "" ? "E_REQUIRED" : "E_STATUS_REASON", "reason");
  fields.refuse();
  await publishStatusLists(ctx, operatorId).catch((error: unknown) => {
    ctx.log.logger.error("the last status lists could not be signed anew", { operatorId, error });
  });
  const retiredKeys = await ctx.db.transaction(async (tx) => {
    const active = await lockKeys(tx, operatorId);
    const [ceased] = await tx
      .select({ ceasedAt: operator.ceasedAt })
      .from(operator)
      .where(eq(operator.id, operatorId));
    if (ceased?.ceasedAt != null)
      throw new Refusal("OPERATOR_CEASED", `${found.name} has been entered as ceased already.`);
    for (const { kid, publicJwk } of active)
      await logKeyChange(ctx, tx, found, { action: "retire", kid, jwk: publicJwk });
    const at = ctx.now();
    await tx
      .update(operatorKey)
      .set({ state: "retired", retiredAt: at })
      .where(and(eq(operatorKey.operatorId, operatorId), eq(operatorKey.state, "active")));
    const ceasedAt = on === today ? at : new Date(`${on}T00:00:00Z`);
    await tx.update(operator).set({ ceasedAt, ceasedReason: reason }).where(eq(operator.id, operatorId));
    await recordDeed(ctx, tx, {
      action: "operator.cease",
      subject: found.slug,
      operatorId,
      detail: { on, reason, retiredKeys: active.map(({ kid }) => kid) },
    });
    await announceAll(ctx, tx, operatorId);
    const successorId = optional(input.successorId);
    if (successorId !== null)
      await enterOffer(ctx, tx, {
        ...{ fromOperatorId: operatorId, toOperatorId: successorId, kind: "handOver", productUrls: [] },
      });
    return active.length;
  });
  const { pending } = await publishLog(ctx);
  return { retiredKeys, isPending: pending !== null };
}

/** Its pages say it from now on; a model's address stands for everything below it. */
async function announceAll(ctx: Context, tx: Database, operatorId: string): Promise<void> {
  const models = await tx
    .select({ productUrl: passport.productUrl })
    .from(passport)
    .where(and(eq(passport.operatorId, operatorId), eq(passport.level, "model")));
  for (const { productUrl } of models) await announceChange(ctx, tx, productUrl);
}

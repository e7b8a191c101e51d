import { asc, desc, eq } from "drizzle-orm";
import { operator, passport as passportTable, statusEntry } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { endByRecycling } from "../../domain/life/battery-status.ts";
import { statusChangeEntry } from "../../domain/transparency/entry.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { announceChange } from "../passport/announce.ts";
import { recordStatusChange } from "../status/record-change.ts";
import { findBatteryHere } from "./battery-here.ts";
import { enterEvents } from "./enter-events.ts";

export interface Recycling {
  readonly productUrl: string;
  /** UTC day, `YYYY-MM-DD`; today when not given. */
  readonly on?: string | undefined;
  readonly note?: string | undefined;
}

/** How a passport ended. */
export interface EndedPassport {
  readonly productUrl: string;
  readonly endedAt: string;
  /** Done and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * The battery was recycled: its passport ends. From now on its address answers 410 in every form, with what it was and what
 * became of it; the identifier is never given out again. The newest version is set on the status lists and in the log, so that
 * whoever holds a copy learns of it. Nothing signed is changed, and authorities read its history on.
 *
 * `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `TRANSFER_OPEN`; problems of `endByRecycling`, `E_DATE_FORMAT`, `E_TIME_FUTURE`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(8); record format, section 4.
 */
export async function recycle(ctx: Context, input: Recycling): Promise<EndedPassport> {
  demand(ctx, "life.change", null);
  const fields = new Fields();
  const today = ctx.now().toISOString().slice(0, 10);
  const on = fields.take("on", parseDay(optional(input.on) ?? today)) ?? today;
  if (on > today) fields.add("E_TIME_FUTURE", "on", { value: on });
  const note = optional(input.note);
  if (note !== null) fields.text("note", note);
  fields.refuse();
  const { productUrl } = input;
  const endedAt = ctx.now();
  const operatorId = await ctx.db.transaction(async (tx) => {
    const { passport, status } = await findBatteryHere(ctx, tx, productUrl);
    fields.take("", endByRecycling(status));
    fields.refuse();
    await tx
      .update(passportTable)
      .set({ endedAt, documentStatus: "archived" })
      .where(eq(passportTable.id, passport.id));
    const version = await endNewest(ctx, tx, passport);
    await enterEvents(ctx, tx, [
      { passportId: passport.id, kind: "recycled", statusBefore: status, occurredOn: on, version, note },
    ]);
    await announceChange(ctx, tx, productUrl);
    const { operatorId: answering } = passport;
    const detail = { on, version };
    await recordDeed(ctx, tx, { action: "life.recycle", subject: productUrl, operatorId: answering, detail });
    return answering;
  });
  const { pending } = await afterIssue(ctx, operatorId);
  return { productUrl, endedAt: endedAt.toISOString(), isPending: pending !== null };
}

/** Sets the newest version on its list, with the reason in the log; one that was withdrawn is withdrawn already. */
async function endNewest(
  ctx: Context,
  tx: Database,
  { id: passportId, logSubject }: { readonly id: string; readonly logSubject: string },
): Promise<number> {
  const [newest] = await tx
    .select({ version: statusEntry.version, value: statusEntry.value, signerId: statusEntry.operatorId })
    .from(statusEntry)
    .where(eq(statusEntry.passportId, passportId))
    .orderBy(desc(statusEntry.version))
    .limit(1);
  if (newest === undefined || newest.version === null) throw new Error("A signed passport has a version.");
  const { version } = newest;
  if (newest.value === 1) return version;
  // The list is of who signed, which may be somebody else.
  await tx
    .select({ id: operator.id })
    .from(operator)
    .where(eq(operator.id, newest.signerId))
    .orderBy(asc(operator.id))
    .for("no key update");
  const at = ctx.now();
  const change = { status: "revoked", reason: "recycled" } as const;
  const [logged] = await appendToLog(tx, [
    statusChangeEntry({ subject: logSubject, version, ...change, time: at }),
  ]);
  if (logged === undefined) throw new Error("The log took no entry.");
  await recordStatusChange(ctx, tx, {
    ...{ of: { passportId, version }, ...change, note: null, leafIndex: logged.index, at },
  });
  return version;
}

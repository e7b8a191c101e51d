import { asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { lifeEvent, operator, passport, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { BatteryStatus } from "../../domain/life/battery-status.ts";
import { statusChangeAttributes } from "../../domain/life/status-values.ts";
import { findItem } from "../item/find.ts";
import { nextItem } from "../item/subject.ts";
import { linkedPassports } from "../passport/linked-passports.ts";
import type { LinkedPassport } from "../passport/view.ts";
import { inOpenTransfer } from "./open-transfer.ts";
import { statusOf } from "./passports.ts";

/** Something that happened to a battery. */
export interface LifeEventView {
  readonly kind: "placed" | "status" | "transferred" | "succeeded" | "recycled";
  /** UTC day. */
  readonly occurredOn: string;
  readonly statusBefore: BatteryStatus | null;
  readonly statusAfter: BatteryStatus | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly successorPath: string | null;
  readonly version: number | null;
  readonly note: string | null;
  readonly recordedBy: string | null;
  readonly recordedAt: string;
}

/** The life of one battery for those who answer for it. */
export interface BatteryLife {
  readonly productUrl: string;
  readonly operatorId: string;
  readonly status: BatteryStatus;
  readonly endedAt: string | null;
  /** A transfer of it waits for an answer, or for the new battery. */
  readonly isInTransfer: boolean;
  readonly predecessors: readonly LinkedPassport[];
  readonly successors: readonly LinkedPassport[];
  /** What is measured anew when its status changes. */
  readonly asked: readonly Attribute[];
  readonly events: readonly LifeEventView[];
}

/**
 * What happened to a battery and its passport, in order, for who answers for it: the status of a battery is not public.
 * `PASSPORT_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4(c); Art. 77(4).
 */
export async function readLife(ctx: Context, input: { readonly productUrl: string }): Promise<BatteryLife> {
  demand(ctx, "life.read", null);
  const held = await findItem(ctx.db, input);
  const { passport: own, item } = held;
  demand(ctx, "life.read", own.operatorId);
  const { catalogue, battery } = await nextItem(ctx, ctx.db, held);
  const giver = alias(operator, "giver");
  const taker = alias(operator, "taker");
  const successor = alias(passport, "successor");
  const rows = await ctx.db
    .select({
      row: lifeEvent,
      from: giver.name,
      to: taker.name,
      successor: successor.productUrl,
      recordedBy: user.name,
    })
    .from(lifeEvent)
    .leftJoin(giver, eq(giver.id, lifeEvent.fromOperatorId))
    .leftJoin(taker, eq(taker.id, lifeEvent.toOperatorId))
    .leftJoin(successor, eq(successor.id, lifeEvent.successorId))
    .leftJoin(user, eq(user.id, lifeEvent.recordedBy))
    .where(eq(lifeEvent.passportId, own.id))
    .orderBy(asc(lifeEvent.createdAt), asc(lifeEvent.id));
  return {
    ...{ productUrl: own.productUrl, operatorId: own.operatorId, status: statusOf(item.batteryStatus) },
    endedAt: own.endedAt?.toISOString() ?? null,
    isInTransfer: (await inOpenTransfer(ctx.db, [own.id])).size > 0,
    ...(await linkedPassports(ctx, own.id)),
    asked: statusChangeAttributes(catalogue, battery),
    events: rows.map(({ row, from, to, successor: next, recordedBy }) => ({
      kind: kinds.find((kind) => kind === row.kind) ?? "status",
      occurredOn: row.occurredOn,
      statusBefore: row.statusBefore === null ? null : statusOf(row.statusBefore),
      statusAfter: row.statusAfter === null ? null : statusOf(row.statusAfter),
      ...{ from, to, successorPath: next === null ? null : next.slice(ctx.publicUrl.length) },
      ...{ version: row.version, note: row.note, recordedBy },
      recordedAt: row.createdAt.toISOString(),
    })),
  };
}

const kinds = ["placed", "status", "transferred", "succeeded", "recycled"] as const;

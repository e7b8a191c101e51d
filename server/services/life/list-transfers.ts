import { and, asc, count, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  batteryItem,
  batteryModel,
  document,
  operator,
  passport,
  passportPredecessor,
  transfer,
  transferPassport,
  user,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseOperation } from "../../domain/life/battery-status.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import { partyOf } from "../passport/read.ts";
import { pathOf } from "../product-path.ts";
import { within } from "../within.ts";
import { digestOfPassports } from "./digest-of-passports.ts";
import type { TransferredPassport, TransferView } from "./view.ts";
import { transferKinds, transferStates } from "./view.ts";

/**
 * At most this many transfers, and of each so many of its passports; a page is no archive. Of one that waits and names its
 * batteries all: whoever answers sees what it is about. The others are read page by page (`listTransferred`).
 */
const longestList = 200;
const passportsShown = 50;

/**
 * Transfers that the caller's operators offered or were offered, newest first. The keeper of the registry sees hand-overs and
 * nothing else: the other kinds tell the status of batteries (Annex XIII point 4(c)).
 */
export async function listTransfers(ctx: Context): Promise<readonly TransferView[]> {
  const giving = within(ctx, "transfer.read", transfer.fromOperatorId);
  const taking = within(ctx, "transfer.read", transfer.toOperatorId);
  const to = alias(operator, "taking");
  const decider = alias(user, "decider");
  const rows = await ctx.db
    .select({
      row: transfer,
      from: operator,
      to,
      title: document.title,
      offeredBy: user.name,
      decidedBy: decider.name,
    })
    .from(transfer)
    .innerJoin(operator, eq(operator.id, transfer.fromOperatorId))
    .innerJoin(to, eq(to.id, transfer.toOperatorId))
    .leftJoin(document, eq(document.id, transfer.documentId))
    .leftJoin(user, eq(user.id, transfer.offeredBy))
    .leftJoin(decider, eq(decider.id, transfer.decidedBy))
    .where(giving === undefined || taking === undefined ? eq(transfer.kind, "handOver") : or(giving, taking))
    .orderBy(desc(transfer.offeredAt), desc(transfer.id))
    .limit(longestList);
  const about = await passportsOf(
    ctx,
    rows.map(({ row }) => row.id),
  );
  const digests = await digestsOf(
    ctx,
    rows.flatMap(({ row: { id, state } }) => (state === "offered" ? id : [])),
  );
  return rows.map(({ row, from, to: taker, title, offeredBy, decidedBy }) => {
    const operation = row.operation === null ? null : parseOperation(row.operation);
    const found = about.get(row.id);
    return {
      id: row.id,
      kind: transferKinds.find((kind) => kind === row.kind) ?? "handOver",
      operation: operation?.ok === true ? operation.value : null,
      from: { ...partyOf(from), id: from.id },
      to: { ...partyOf(taker), id: taker.id },
      state: transferStates.find((state) => state === row.state) ?? "offered",
      note: row.note,
      document: row.documentId === null ? null : { id: row.documentId, title: title ?? "" },
      passports: found?.passports ?? [],
      passportCount: found?.count ?? 0,
      digest: digests.get(row.id) ?? null,
      succeededCount: found?.succeeded ?? 0,
      ...{ offeredBy, offeredAt: row.offeredAt.toISOString() },
      ...{ decidedBy, decidedAt: row.decidedAt?.toISOString() ?? null },
    };
  });
}

interface About {
  readonly passports: readonly TransferredPassport[];
  readonly count: number;
  readonly succeeded: number;
}

/** The first passports of each transfer, and how many there are: a hand-over may be about very many. */
async function passportsOf(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, About>> {
  if (ids.length === 0) return new Map();
  const isSucceeded = sql<boolean>`exists (select from ${passportPredecessor} where ${passportPredecessor.predecessorId} = ${transferPassport.passportId})`;
  const counts = await ctx.db
    .select({
      id: transferPassport.transferId,
      count: count(),
      succeeded: sql<number>`(count(*) filter (where ${isSucceeded}))::integer`,
    })
    .from(transferPassport)
    .where(inArray(transferPassport.transferId, [...ids]))
    .groupBy(transferPassport.transferId);
  const ranked = ctx.db.$with("ranked").as(
    ctx.db
      .select({
        transferId: transferPassport.transferId,
        passportId: transferPassport.passportId,
        isWhole: sql<boolean>`${transfer.state} = 'offered' and ${transfer.kind} <> 'handOver'`.as(
          "is_whole",
        ),
        place:
          sql<number>`row_number() over (partition by ${transferPassport.transferId} order by ${transferPassport.passportId})`.as(
            "place",
          ),
      })
      .from(transferPassport)
      .innerJoin(transfer, eq(transfer.id, transferPassport.transferId))
      .where(inArray(transferPassport.transferId, [...ids])),
  );
  const rows = await ctx.db
    .with(ranked)
    .select({
      transferId: ranked.transferId,
      productUrl: passport.productUrl,
      level: passport.level,
      modelName: batteryModel.name,
      category: batteryModel.category,
      serial: batteryItem.serial,
    })
    .from(ranked)
    .innerJoin(passport, eq(passport.id, ranked.passportId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(sql`${ranked.isWhole} or ${ranked.place} <= ${passportsShown}`)
    .orderBy(asc(passport.productUrl));
  return new Map(
    counts.map(({ id, count: all, succeeded }) => [
      id,
      {
        count: all,
        succeeded,
        passports: rows
          .filter(({ transferId }) => transferId === id)
          .map(({ transferId: _, ...row }) => shownPassport(ctx, row)),
      },
    ]),
  );
}

/** Of each transfer that waits, what an acceptance names. */
async function digestsOf(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: transferPassport.transferId, digest: digestOfPassports })
    .from(transferPassport)
    .innerJoin(passport, eq(passport.id, transferPassport.passportId))
    .where(inArray(transferPassport.transferId, [...ids]))
    .groupBy(transferPassport.transferId);
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}

/** A passport of a transfer, as its row is read. */
function shownPassport(
  ctx: Context,
  { level, ...row }: Omit<TransferredPassport, "path" | "level"> & { readonly level: string },
): TransferredPassport {
  return {
    ...row,
    path: pathOf(ctx, row.productUrl),
    level: level === "item" || level === "batch" ? level : "model",
  };
}

/** Passports on one page of a transfer. */
const pageLength = 200;

/** Some passports of one transfer. */
export interface TransferredPage {
  readonly passports: readonly TransferredPassport[];
  /** Address after which the next page begins; null on the last. */
  readonly next: string | null;
}

/**
 * The passports of one transfer by address, page by page: a hand-over may be about very many. For whom `listTransfers` shows
 * it; `TRANSFER_NOT_FOUND` for everybody else.
 */
export async function listTransferred(
  ctx: Context,
  { id, after = "" }: { readonly id: string; readonly after?: string | undefined },
): Promise<TransferredPage> {
  const giving = within(ctx, "transfer.read", transfer.fromOperatorId);
  const taking = within(ctx, "transfer.read", transfer.toOperatorId);
  const isMine =
    giving === undefined || taking === undefined ? eq(transfer.kind, "handOver") : or(giving, taking);
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ id: transfer.id })
        .from(transfer)
        .where(and(eq(transfer.id, id), isMine))
    : [];
  if (found === undefined) throw new Refusal("TRANSFER_NOT_FOUND", "There is no such transfer.");
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      level: passport.level,
      modelName: batteryModel.name,
      category: batteryModel.category,
      serial: batteryItem.serial,
    })
    .from(transferPassport)
    .innerJoin(passport, eq(passport.id, transferPassport.passportId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(and(eq(transferPassport.transferId, id), gt(passport.productUrl, after)))
    .orderBy(asc(passport.productUrl))
    .limit(pageLength + 1);
  const passports = rows.slice(0, pageLength).map((row) => shownPassport(ctx, row));
  return { passports, next: rows.length > pageLength ? (passports.at(-1)?.productUrl ?? null) : null };
}

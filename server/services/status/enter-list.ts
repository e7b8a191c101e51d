import { deflateSync, gzipSync } from "node:zlib";
import { and, desc, eq, gt, ne, or, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusChange, statusEntry, statusListVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { publicRecordHeader } from "../../domain/record/public-record.ts";
import type { StatusPlace } from "../../domain/record/status-list.ts";
import {
  bitstringListPayload,
  bitstringOf,
  statusListDays,
  statusListUrl,
  tokenListHeader,
  tokenListOf,
  tokenListPayload,
} from "../../domain/record/status-list.ts";
import { statusListEntry } from "../../domain/transparency/entry.ts";
import { appendToLog } from "../log/append.ts";
import { listKey } from "./list-key.ts";
import { signJws } from "./sign-jws.ts";

/** Whose lists they are. */
export interface ListOperator {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** The newest version of a list, as far as it decides whether another is due. */
export interface NewestList {
  readonly sequence: number;
  readonly leafIndex: number;
  readonly issuedAt: Date;
}

/**
 * Signs the next version of one pair of lists from the table, logs it and keeps it, inside the caller's transaction. The
 * caller holds the lock on the operator's row, so that no version of it and no other list is entered meanwhile.
 */
export async function enterList(
  ctx: Context,
  tx: Database,
  operator: ListOperator,
  list: number,
  newest: NewestList | null,
): Promise<void> {
  const key = await listKey(tx, operator);
  const places = await setPlaces(tx, operator.id, list);
  // A clock set back must not put a later list before an earlier one: they are found by their time.
  const issuedAt = wholeSeconds(Math.max(ctx.now().getTime(), newest?.issuedAt.getTime() ?? 0));
  const validUntil = new Date(issuedAt.getTime() + statusListDays * 86_400_000);
  const input = { publicUrl: ctx.publicUrl, slug: operator.slug, list, issuedAt, validUntil };
  const bitstring = await signJws(
    ctx,
    key,
    publicRecordHeader(key.kid),
    bitstringListPayload(input, gzipSync(bitstringOf(places), { level: 9 })),
  );
  const token = await signJws(
    ctx,
    key,
    tokenListHeader(key.kid),
    tokenListPayload(input, deflateSync(tokenListOf(places), { level: 9 })),
  );
  const sequence = (newest?.sequence ?? 0) + 1;
  const [logged] = await appendToLog(tx, [
    statusListEntry({
      list: statusListUrl(ctx.publicUrl, operator.slug, list),
      sequence,
      artifacts: { "vc+jwt": bitstring.digest, "statuslist+jwt": token.digest },
      time: issuedAt,
    }),
  ]);
  if (logged === undefined) throw new Error("The log took no entry.");
  await tx.insert(statusListVersion).values({
    operatorId: operator.id,
    list,
    seq: sequence,
    bitstring: bitstring.token,
    token: token.token,
    leafIndex: logged.index,
    issuedAt,
    validUntil,
  });
}

/** The newest version of a list, published or not; null before the first. */
export async function newestList(db: Database, operatorId: string, list: number): Promise<NewestList | null> {
  const [newest] = await db
    .select({
      sequence: statusListVersion.seq,
      leafIndex: statusListVersion.leafIndex,
      issuedAt: statusListVersion.issuedAt,
    })
    .from(statusListVersion)
    .where(and(eq(statusListVersion.operatorId, operatorId), eq(statusListVersion.list, list)))
    .orderBy(desc(statusListVersion.seq))
    .limit(1);
  return newest ?? null;
}

/** Whether a version or footprint record on this list changed its status after entry `leafIndex` of the log. */
export async function hasChangedSince(
  db: Database,
  operatorId: string,
  list: number,
  leafIndex: number,
): Promise<boolean> {
  const changes = await db
    .select({ one: sql`1` })
    .from(statusChange)
    .innerJoin(
      statusEntry,
      or(
        and(
          eq(statusEntry.passportId, statusChange.passportId),
          eq(statusEntry.version, statusChange.version),
        ),
        eq(statusEntry.supplierFootprintId, statusChange.supplierFootprintId),
      ),
    )
    .where(
      and(
        eq(statusEntry.operatorId, operatorId),
        eq(statusEntry.list, list),
        gt(statusChange.leafIndex, leafIndex),
      ),
    )
    .limit(1);
  return changes.length > 0;
}

async function setPlaces(tx: Database, operatorId: string, list: number): Promise<readonly StatusPlace[]> {
  const rows = await tx
    .select({ index: statusEntry.index, value: statusEntry.value })
    .from(statusEntry)
    .where(and(eq(statusEntry.operatorId, operatorId), eq(statusEntry.list, list), ne(statusEntry.value, 0)));
  return rows.map(({ index, value }) => ({ index, value: value === 1 ? 1 : 3 }));
}

function wholeSeconds(timeMs: number): Date {
  return new Date(Math.floor(timeMs / 1000) * 1000);
}

import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem, reading } from "../../../db/schema/index.ts";
import { parseExact, toDecimal } from "../../domain/quantity/exact.ts";
import { dayLine, readingLine } from "../../domain/reading/digest-text.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";

export interface OperatorDay {
  readonly operatorId: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** DID of the operator. */
  readonly operator: string;
}

/** Readings held in memory at once. */
const batch = 5000;

/** How many readings an operator's batteries had on a day. */
export async function countOfDay(db: Database, { operatorId, day }: OperatorDay): Promise<number> {
  return db.$count(reading, ofDay(operatorId, day));
}

/** The text the log commits to, piece by piece: however many readings a day had. */
export async function* textOfDay(db: Database, at: OperatorDay, count: number): AsyncGenerator<string> {
  yield dayLine({ operator: at.operator, day: at.day, count });
  let last: { readonly receivedAt: Date; readonly id: string } | null = null;
  do {
    const rows: readonly Row[] = await page(db, at, last);
    if (rows.length > 0) yield rows.map(lineOf).join("");
    last = rows.length < batch ? null : (rows.at(-1) ?? null);
  } while (last !== null);
}

function ofDay(operatorId: string, day: string) {
  const start = new Date(`${day}T00:00:00Z`);
  const end = new Date(start.getTime() + 86_400_000);
  return and(eq(reading.operatorId, operatorId), gte(reading.receivedAt, start), lt(reading.receivedAt, end));
}

type Row = Awaited<ReturnType<typeof page>>[number];

async function page(
  db: Database,
  { operatorId, day }: OperatorDay,
  last: { readonly receivedAt: Date; readonly id: string } | null,
) {
  const behind =
    last === null
      ? undefined
      : sql`(${reading.receivedAt}, ${reading.id}) > (${last.receivedAt.toISOString()}::timestamptz, ${last.id}::uuid)`;
  return db
    .select({
      ...{ id: reading.id, productUrl: batteryItem.productUrl, attribute: reading.attribute },
      ...{ value: reading.value, detail: sql<JsonObject | null>`${reading.detail}` },
      ...{ measuredAt: reading.measuredAt, method: reading.method },
      ...{ source: reading.source, receivedAt: reading.receivedAt },
    })
    .from(reading)
    .innerJoin(batteryItem, eq(batteryItem.id, reading.itemId))
    .where(and(ofDay(operatorId, day), behind))
    .orderBy(reading.receivedAt, reading.id)
    .limit(batch);
}

function lineOf({ value, measuredAt, receivedAt, ...row }: Row): string {
  const exact = value === null ? null : parseExact(value);
  return readingLine({
    ...row,
    value: exact === null ? null : toDecimal(exact),
    measuredAt: measuredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  });
}

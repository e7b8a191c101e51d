import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import type { SheetReading } from "../../domain/reading/read-sheet.ts";
import { readReadingSheet } from "../../domain/reading/read-sheet.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { invalidInput } from "../input.ts";
import { within } from "../within.ts";
import { enterReadings, mostReadings } from "./record.ts";

/** A row of the file that something is to be said about. */
interface ReadingsFileRow {
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  /** Heading of the column. */
  readonly column: string;
  readonly state: "refused" | "warned";
  readonly problem: Problem;
}

export interface ReadingsFileSaid {
  readonly dryRun: boolean;
  readonly kept: number;
  readonly known: number;
  readonly refused: number;
  /** Readings that are kept and need a look. */
  readonly warned: number;
  /** Headings of columns that were not understood. */
  readonly unread: readonly string[];
  /** By row, at most {@link mostRows}. */
  readonly rows: readonly ReadingsFileRow[];
}

/** More than anybody mends by hand. */
const mostRows = 500;

/**
 * Readings out of a spreadsheet or text file, each judged for itself as those that programs send; `dryRun` says what would
 * happen. A battery may be named by its serial number where only one of the caller's operators has it.
 *
 * `INVALID_INPUT` with the problems of `readSpreadsheet` or `E_READING_COLUMNS` for a file that holds no readings.
 */
export async function importReadings(
  ctx: Context,
  { bytes, dryRun }: { readonly bytes: Uint8Array; readonly dryRun: boolean },
): Promise<ReadingsFileSaid> {
  demand(ctx, "reading.write", null);
  const workbook = await readSpreadsheet(bytes);
  if (!workbook.ok) throw invalidInput(workbook.problems);
  const { catalogue } = await currentCatalogue(ctx.db);
  const read = readReadingSheet(catalogue, workbook.value);
  if (!read.ok) throw invalidInput(read.problems);
  return ctx.db.transaction(async (tx) => {
    const bySerial = await findBySerial(ctx, tx, read.value.readings);
    const named = read.value.readings.map((one) => withBattery(one, bySerial));
    const good = named.filter(({ problems }) => problems.length === 0);
    const said = { dryRun, kept: 0, known: 0, refused: named.length - good.length, warned: 0 };
    const rows: ReadingsFileRow[] = named.flatMap((one) =>
      one.problems.map((problem) => rowOf(one, "refused", problem)),
    );
    // That times are read as UTC holds for the whole file: it is said once.
    let isZoneSaid = false;
    const isNews = ({ code }: Problem): boolean => {
      const isZone = code === "W_READING_UTC";
      const isSaid = isZone && isZoneSaid;
      isZoneSaid ||= isZone;
      return !isSaid;
    };
    for (let at = 0; at < good.length; at += mostReadings) {
      const part = good.slice(at, at + mostReadings);
      const readings = part.map(({ productUrl, given }) => ({ ...given, productUrl }));
      const done = await enterReadings(ctx, tx, { readings, source: "file", dryRun });
      said.kept += done.kept;
      said.known += done.known;
      said.refused += done.refused;
      for (const { index, outcome, problems, warnings } of done.rows) {
        const of = part[index];
        if (of === undefined || outcome === "known") continue;
        const notes = outcome === "kept" ? [...of.notes, ...warnings].filter(isNews) : [];
        if (notes.length > 0) said.warned += 1;
        rows.push(...problems.map((problem) => rowOf(of, "refused", problem)));
        rows.push(...notes.map((problem) => rowOf(of, "warned", problem)));
      }
    }
    const inOrder = rows.toSorted((a, b) => order(a) - order(b) || a.row - b.row);
    return { ...said, unread: read.value.unread, rows: inOrder.slice(0, mostRows) };
  });
}

/** What is refused stands first. */
function order({ state }: ReadingsFileRow): number {
  return state === "refused" ? 0 : 1;
}

/** Product URLs by serial number, of the operators the caller writes for. */
async function findBySerial(
  ctx: Context,
  tx: Database,
  readings: readonly SheetReading[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const serials = readings.flatMap(({ productUrl, serial }) =>
    productUrl === null && serial !== null ? [serial] : [],
  );
  const wanted = JSON.stringify([...new Set(serials)]);
  const found = await tx
    .select({ serial: batteryItem.serial, productUrl: batteryItem.productUrl })
    .from(batteryItem)
    .innerJoin(passport, eq(passport.itemId, batteryItem.id))
    .where(
      and(
        sql`${batteryItem.serial} in (select json_array_elements_text(${wanted}::json))`,
        within(ctx, "reading.write", passport.operatorId),
      ),
    );
  const bySerial = new Map<string, string[]>();
  for (const { serial, productUrl } of found)
    bySerial.set(serial, [...(bySerial.get(serial) ?? []), productUrl]);
  return bySerial;
}

function withBattery(one: SheetReading, bySerial: ReadonlyMap<string, readonly string[]>): SheetReading {
  if (one.productUrl !== null || one.serial === null) return one;
  const [found, ...others] = bySerial.get(one.serial) ?? [];
  const code = found === undefined ? "E_READING_BATTERY" : others.length > 0 ? "E_READING_SERIAL" : null;
  if (code === null && found !== undefined) return { ...one, productUrl: found };
  const problem = { code: code ?? "", path: "productUrl", params: { value: one.serial } };
  return { ...one, problems: [problem, ...one.problems] };
}

function rowOf(
  { row, columns }: SheetReading,
  state: ReadingsFileRow["state"],
  problem: Problem,
): ReadingsFileRow {
  const [member = ""] = problem.path.split(/[.[]/);
  return { row, column: columns[member] ?? member, state, problem };
}

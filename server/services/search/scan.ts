import type { SearchPage } from "./view.ts";

interface Scan<Row, Found> {
  readonly pageSize: number;
  readonly after: string | null;
  /** Rows read at once, and at most for one answer. */
  readonly portion: number;
  readonly most: number;
  /** Rows behind a cursor in their order. */
  readonly read: (after: string | null, count: number) => Promise<readonly Row[]>;
  readonly cursorOf: (row: Row) => string;
  /** Those that are wanted, each with the row it came from at the same place or left out. */
  readonly keep: (rows: readonly Row[]) => Promise<readonly Found[]>;
}

/**
 * Reads rows in portions until a page is full of wanted ones, or one answer has looked at as many as it bears: then `next`
 * says where to go on, also behind a page that found nothing.
 */
export async function scan<Row, Found>(of: Scan<Row, Found>): Promise<SearchPage<Found>> {
  const { pageSize, portion, most, read, cursorOf, keep } = of;
  const found: Found[] = [];
  let after = of.after;
  for (let looked = 0; looked < most && found.length < pageSize; looked += portion) {
    const rows = await read(after, portion + 1);
    const here = rows.slice(0, portion);
    const last = here.at(-1);
    found.push(...(await keep(here)));
    after = rows.length > portion && last !== undefined ? cursorOf(last) : null;
    if (after === null) break;
  }
  return { rows: found, next: after };
}

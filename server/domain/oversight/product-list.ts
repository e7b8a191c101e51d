import type { Parsed } from "../problem.ts";
import { readProductQuery } from "../identifier/product-query.ts";

/** One line of a list of products to check. */
export interface ListedProduct {
  /** Number of the row as people count, from 1. */
  readonly row: number;
  /** What stands there, cut to a length that fits a table. */
  readonly text: string;
  /** Path of the product in this registry, or why the text names none. */
  readonly path: Parsed<string>;
}

/** Rows of one list: a shipment, not a register. */
export const longestProductList = 5000;

/**
 * The products of a list: of each row the first cell that names one (product URL, path, GTIN with or without serial
 * number), else its first cell that says anything, with what is wrong with it. Empty rows are left out, and so is a first
 * row of headings: one that names no product and holds no digit, above another row.
 *
 * @param rows cells of a sheet, or lines of one cell each.
 * @param publicUrl origin of this registry, without trailing slash.
 */
export function readProductList(
  rows: readonly (readonly string[])[],
  publicUrl: string,
): readonly ListedProduct[] {
  const listed = rows.flatMap((cells, place) => {
    const candidates = cells.flatMap((cell) => [cell, ...cell.split(/[\t;,]/)]).map((cell) => cell.trim());
    const said = candidates.filter((cell) => cell !== "");
    const [first] = said;
    if (first === undefined) return [];
    const good = said.find((cell) => readProductQuery(cell, publicUrl).ok);
    const text = good ?? first;
    return [
      { row: place + 1, text: text.slice(0, 200), path: readProductQuery(text.slice(0, 2000), publicUrl) },
    ];
  });
  const [heading, ...others] = listed;
  const isHeading = heading?.path.ok === false && !/\d/.test(heading.text) && others.length > 0;
  return isHeading ? others : listed;
}

import type { Sheet, SheetRow, Workbook } from "./sheet.ts";

/**
 * The same workbook with every text in a form that can be kept and hashed. A cell that held anything else is marked, so
 * that it is refused where it is read and can still be shown.
 */
export function keepableSheets(workbook: Workbook): Workbook {
  return { ...workbook, sheets: workbook.sheets.map(keepableSheet) };
}

/**
 * The text with U+FFFD in the place of zeros and of halves of characters. PostgreSQL keeps neither; canonical JSON
 * (RFC 8785, 3.2.2.2) has no halves.
 */
export function keepableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}

function keepableSheet(sheet: Sheet): Sheet {
  return { ...sheet, name: keepableText(sheet.name), rows: sheet.rows.map(keepableRow) };
}

function keepableRow(row: SheetRow): SheetRow {
  const isKeepable = (text: string) => keepableText(text) === text;
  if (
    row.cells.every(isKeepable) &&
    [...row.marks.values()].every(({ mergedText = "" }) => isKeepable(mergedText))
  )
    return row;
  const marks = new Map(
    [...row.marks].map(([column, mark]) => {
      const { mergedText = "" } = mark;
      if (isKeepable(mergedText)) return [column, mark];
      return [column, { ...mark, mergedText: keepableText(mergedText), isUnkeepable: true as const }];
    }),
  );
  const cells = row.cells.map((cell, column) => {
    const kept = keepableText(cell);
    if (kept !== cell) marks.set(column, { ...marks.get(column), isUnkeepable: true });
    return kept;
  });
  return { ...row, cells, marks };
}

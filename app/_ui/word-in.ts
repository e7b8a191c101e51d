/** The word of a list for a code kept in the database; the code itself for one that has no word yet. */
export function wordIn(list: Readonly<Record<string, string>>, code: string): string {
  return list[code] ?? code;
}

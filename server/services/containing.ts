/** Pattern for `ilike` that finds `search` anywhere, taken literally; undefined for an empty search. */
export function containing(search: string | undefined): string | undefined {
  const text = search?.trim() ?? "";
  if (text === "") return undefined;
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

/** What was typed into a form field, trimmed; empty for a field that is not there or holds a file. */
export function textOfEntry(entry: FormDataEntryValue | null): string {
  return typeof entry === "string" ? entry.trim() : "";
}

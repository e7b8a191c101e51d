/** What Next.js hands to a page: parts of its address, as promises. */
export interface ScreenProps<
  Params extends Readonly<Record<string, string>> = Readonly<Record<string, never>>,
> {
  readonly params: Promise<Params>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** One value of the query, trimmed; empty when it is missing or given twice. */
export function oneOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

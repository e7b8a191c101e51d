/** A rule and what became of it: entries in ascending order of the day from which each applies. */
export type Dated<T> = readonly {
  /** `YYYY-MM-DD`, the first day. */
  readonly from: string;
  readonly value: T;
  /** Article. */
  readonly source: string;
}[];

/** The entry that applies on a day (`YYYY-MM-DD`): the battery's own date, never today's. Undefined before the first. */
export function inForce<T>(rule: Dated<T>, day: string): Dated<T>[number] | undefined {
  return rule.findLast(({ from }) => from <= day);
}

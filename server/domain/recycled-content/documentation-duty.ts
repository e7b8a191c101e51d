/**
 * First day from which the recycled shares of a category must be documented per model, year and plant; undefined for a
 * category that is not bound. The later of this day and 24 months after the delegated act on the method counts; that act
 * was not found adopted on 2026-11-20, so the day is a floor.
 *
 * Source: Regulation (EU) 2023/1542, Art. 8(1).
 */
export function documentedFrom(category: string): string | undefined {
  return floors.get(category);
}

const floors: ReadonlyMap<string, string> = new Map([
  ["EV", "2028-08-18"],
  ["industrialStationary", "2028-08-18"],
  ["industrialOther", "2028-08-18"],
  ["SLI", "2028-08-18"],
  ["LMT", "2033-08-18"],
]);

/**
 * Which product's footprint rests on which others: product to the products whose figures its inventory uses. Names are
 * whatever identifies a product to the caller.
 */
export type SupplyLinks = ReadonlyMap<string, readonly string[]>;

/**
 * The way from `supplied` back to `product`, both included, when a figure of `supplied` would come to stand in the
 * inventory of `product`: then each would rest on the other, directly or over several steps, and neither could be
 * recomputed from its own data. Null when there is no circle.
 *
 * Source: ISO 14067:2018, 6.3 (a footprint rests on unit processes that end in flows from nature).
 *
 * @example cells use lithium carbonate; lithium carbonate may not use cells: ["cells", "carbonate"].
 */
export function circleThrough(
  links: SupplyLinks,
  product: string,
  supplied: string,
): readonly string[] | null {
  const cameFrom = new Map<string, string | null>([[supplied, null]]);
  const open = [supplied];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (at === product) return wayTo(at, cameFrom);
    for (const next of links.get(at) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      open.push(next);
    }
  }
  return null;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | null>): readonly string[] {
  const way: string[] = [];
  for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
  return way;
}

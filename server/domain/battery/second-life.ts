/**
 * Battery statuses of a second life: the original battery was on the market before, so Art. 7 (footprint, class, limit)
 * and Art. 8 (recycled content) do not ask for anything anew. `waste` is none of them: it is the end of the first life.
 *
 * Source: Regulation (EU) 2023/1542, Art. 3(1)(29) to (32), Art. 7 and 8 (batteries that were subjected to preparation for
 * re-use or repurposing, to repurposing or remanufacturing, and were on the market before).
 */
export const secondLifeStatuses = ["repurposed", "re-used", "remanufactured"] as const;

/** A comparison: what ours costs as a multiple of its peer's cost, both measured in turn in this one run. */
export interface Ratio {
  readonly name: string;
  /** Cost of ours divided by cost of the peer; below the limit is good. */
  readonly ratio: number;
  readonly ours: string;
  readonly peer: string;
  /** Above it, `npm run bench` says so: a regression, not a failed test, for machines differ. */
  readonly limit: number;
}

/** Median cost in milliseconds of both, taken in alternating rounds so that a noisy machine disturbs both alike. */
export async function compareCosts(
  rounds: number,
  ours: () => Promise<number> | number,
  peer: () => Promise<number> | number,
): Promise<number> {
  const costs: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  await ours();
  await peer();
  for (let round = 0; round < rounds; round += 1) {
    costs.ours.push(await ours());
    costs.peer.push(await peer());
  }
  return median(costs.ours) / median(costs.peer);
}

/** Milliseconds that `work` takes. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

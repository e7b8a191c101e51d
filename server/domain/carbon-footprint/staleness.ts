/** Something a result rests on, by version. */
export interface UsedVersion {
  readonly id: string;
  readonly version: string;
}

/** Everything a result rests on, by versions. */
export interface UsedVersions {
  readonly method: UsedVersion;
  readonly gwpSet: UsedVersion;
  readonly factors: readonly UsedVersion[];
  readonly ruleSet: UsedVersion | null;
}

/** One thing a result rests on that is no longer the newest or no longer valid. */
export interface StaleReason {
  readonly kind: "method" | "gwpSet" | "factor" | "ruleSet" | "supplierFigure" | "withdrawnFigure";
  readonly id: string;
  /** What the result used: a version, for a GWP set its name, for a supplier's figure the product. */
  readonly used: string;
  /** What stands in its place now; null for a figure that only ran out or was withdrawn. */
  readonly current: string | null;
  /** From when: a UTC day `YYYY-MM-DD`, or a month or year where no more is known; null where nothing is. */
  readonly since: string | null;
}

/** A version and when it came, as in {@link StaleReason}. */
export interface Newest {
  readonly version: string;
  readonly since: string | null;
}

/** What is newest now of all that a result may rest on. */
export interface CurrentBasis {
  readonly method: Newest | null;
  readonly gwpSet: Newest & { readonly id: string };
  /** By {@link versionKey} of the used version: the newest one, and the day the first that followed it came. */
  readonly factors: ReadonlyMap<string, Newest>;
  readonly ruleSet: Newest | null;
  /** Figures behind the lines that are valid for a time only, with their last day. */
  readonly expiring: readonly {
    readonly kind: "factor" | "supplierFigure";
    readonly id: string;
    /** Version of the factor, or the supplier's product. */
    readonly used: string;
    readonly validUntil: string;
  }[];
  /** Suppliers' figures behind the lines that the supplier has followed by another one. */
  readonly replaced?: readonly {
    readonly id: string;
    /** The supplier's product. */
    readonly used: string;
    /** Identifier of the newer figure. */
    readonly current: string;
    readonly since: string;
  }[];
  /** Suppliers' figures behind the lines whose signed record the supplier has withdrawn. */
  readonly withdrawn?: readonly { readonly id: string; readonly used: string; readonly since: string }[];
}

/**
 * What a result rests on that has been superseded or withdrawn, or has run out, by `today` (UTC day). The result itself stays as it
 * is: it is marked, never recalculated silently. Versions that are numbers are compared as numbers, others by being the
 * same or not. A figure is valid on its last day.
 *
 * Source: our own rule, so that a result stays what was declared: carbon-footprint rules change method and data versions.
 */
export function staleReasons(
  basis: UsedVersions,
  current: CurrentBasis,
  today: string,
): readonly StaleReason[] {
  const { method, gwpSet, ruleSet } = basis;
  return [
    ...superseded("method", method, current.method),
    ...(current.gwpSet.id === gwpSet.id
      ? superseded("gwpSet", gwpSet, current.gwpSet)
      : [
          {
            kind: "gwpSet" as const,
            id: gwpSet.id,
            used: gwpSet.id,
            current: current.gwpSet.id,
            since: current.gwpSet.since,
          },
        ]),
    ...basis.factors.flatMap((factor) =>
      superseded("factor", factor, current.factors.get(versionKey(factor)) ?? null),
    ),
    ...(ruleSet === null ? [] : superseded("ruleSet", ruleSet, current.ruleSet)),
    ...(current.withdrawn ?? []).map((figure) => ({
      ...{ kind: "withdrawnFigure" as const, ...figure, current: null },
    })),
    ...(current.replaced ?? []).map((figure) => ({ kind: "supplierFigure" as const, ...figure })),
    ...current.expiring
      .filter(({ validUntil }) => validUntil < today)
      .map(({ validUntil, ...figure }) => ({ ...figure, current: null, since: validUntil })),
  ];
}

/** The year, month or day at the end of a version's name: `2025-03` of `mee@draft-2025-03`; null where it ends otherwise. */
export function sinceOf(version: string): string | null {
  return /(?<![0-9])\d{4}(?:-\d{2}){0,2}$/.exec(version)?.[0] ?? null;
}

/** Name of one version of a thing, as in {@link CurrentBasis}. */
export function versionKey({ id, version }: UsedVersion): string {
  return `${id} ${version}`;
}

function superseded(
  kind: StaleReason["kind"],
  used: UsedVersion,
  newest: Newest | null,
): readonly StaleReason[] {
  if (newest === null || newest.version === used.version) return [];
  const isNumber = [newest.version, used.version].every((version) => /^\d{1,15}$/.test(version));
  if (isNumber && Number(newest.version) < Number(used.version)) return [];
  return [{ kind, id: used.id, used: used.version, current: newest.version, since: newest.since }];
}

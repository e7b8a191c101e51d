/** What stops being valid on a day. */
export const expiringKinds = [
  "token",
  "delegation",
  "delegated",
  "supplierFigure",
  "ownFactor",
  "supplierRequest",
] as const;
/** What waits for somebody to act, since a day. */
export const waitingKinds = [
  "modelReview",
  "modelSigning",
  "modelReturned",
  "signature",
  "transferOffered",
  "noKey",
] as const;
/** What is counted, because there may be many of it. */
export const countedKinds = [
  "registrationRefused",
  "registrationNotPossible",
  "registrationPrepared",
  "batteriesChanged",
  "batteriesLacking",
  "readingsOld",
] as const;

export type DueKind =
  | (typeof expiringKinds)[number]
  | (typeof waitingKinds)[number]
  | (typeof countedKinds)[number];

export interface DueFacts {
  /** `YYYY-MM-DD`, UTC, as all days here. */
  readonly today: string;
  readonly expiring: readonly Dated<(typeof expiringKinds)[number]>[];
  readonly waiting: readonly Dated<(typeof waitingKinds)[number]>[];
  readonly counted: readonly Counted[];
}

interface Dated<Kind> {
  readonly kind: Kind;
  /** Of what it is about, for the way there. */
  readonly id: string;
  readonly name: string;
  /** Last day of validity, or since when it waits. */
  readonly day: string;
}

interface Counted {
  readonly kind: (typeof countedKinds)[number];
  readonly count: number;
  /** How many were looked at, where not all were; null for all. */
  readonly among: number | null;
  /** There are more than were counted. */
  readonly isMore: boolean;
}

/** One thing to do, or to know of. */
export interface DueEntry {
  readonly kind: DueKind;
  /** The day it is due on: the last of validity, today for what waits. */
  readonly day: string;
  /** It was valid until a day that is over. */
  readonly isOver: boolean;
  /** Since when it waits; null for what expires and what is counted. */
  readonly since: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly count: number | null;
  readonly among: number | null;
  readonly isMore: boolean;
}

/** What expires later than so many days from today is no matter of today. */
export const horizonDays = 90;

/**
 * Everything that is due, by day: what is over first, then what waits, what is counted, and what expires within the horizon.
 * Nothing is told twice, nothing of which there is none. Ours: no law sets an order or a horizon.
 */
export function dueList({ today, expiring, waiting, counted }: DueFacts): readonly DueEntry[] {
  const last = daysAfter(today, horizonDays);
  const nothing = { since: null, id: null, name: null, count: null, among: null, isMore: false };
  const entries: readonly DueEntry[] = [
    ...expiring
      .filter(({ day }) => day <= last)
      .map(({ kind, id, name, day }) => ({ ...nothing, kind, id, name, day, isOver: day < today })),
    ...waiting.map(({ kind, id, name, day }) => ({
      ...{ ...nothing, kind, id, name, since: day, day: today, isOver: false },
    })),
    ...counted
      .filter(({ count }) => count > 0)
      .map(({ kind, count, among, isMore }) => ({
        ...{ ...nothing, kind, count, among, isMore, day: today, isOver: false },
      })),
  ];
  return entries.toSorted(
    (one, other) =>
      compare(one.day, other.day) ||
      order.indexOf(one.kind) - order.indexOf(other.kind) ||
      compare(one.since ?? "", other.since ?? "") ||
      compare(one.name ?? "", other.name ?? ""),
  );
}

const order: readonly DueKind[] = [...waitingKinds, ...countedKinds, ...expiringKinds];

/** The day so many days after a day. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

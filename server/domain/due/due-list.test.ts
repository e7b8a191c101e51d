import fc from "fast-check";
import { expect, test } from "vitest";
import type { DueFacts } from "./due-list.ts";
import { countedKinds, daysAfter, dueList, expiringKinds, horizonDays, waitingKinds } from "./due-list.ts";

const today = "2026-11-21";
const day = fc.integer({ min: -400, max: 400 }).map((days) => daysAfter(today, days));
const dated = <Kind extends string>(kinds: readonly Kind[]) =>
  fc.record({ kind: fc.constantFrom(...kinds), id: fc.uuid(), name: fc.string({ maxLength: 5 }), day });
const facts: fc.Arbitrary<DueFacts> = fc.record({
  today: fc.constant(today),
  expiring: fc.array(dated(expiringKinds)),
  waiting: fc.array(dated(waitingKinds)),
  counted: fc.array(
    fc.record({
      kind: fc.constantFrom(...countedKinds),
      count: fc.nat(20),
      among: fc.option(fc.nat(500)),
      isMore: fc.boolean(),
    }),
  ),
});

test("the days ascend, and what is over stands before today", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const days = dueList(given).map((entry) => entry.day);
      expect(days).toEqual(days.toSorted());
      for (const entry of dueList(given)) expect(entry.isOver).toBe(entry.day < today);
    }),
  );
});

test("everything is told once, but what expires behind the horizon and what there is none of", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const ids = dueList(given).flatMap(({ id }) => (id === null ? [] : [id]));
      const soon = given.expiring.filter((one) => one.day <= daysAfter(today, horizonDays));
      expect(ids.toSorted()).toEqual([...soon, ...given.waiting].map(({ id }) => id).toSorted());
      const counted = dueList(given).flatMap(({ count }) => (count === null ? [] : [count]));
      const there = given.counted.map(({ count }) => count).filter((count) => count > 0);
      expect(counted.toSorted((a, b) => a - b)).toEqual(there.toSorted((a, b) => a - b));
    }),
  );
});

test("the order of the facts changes nothing but among equals", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const turned = { ...given, expiring: given.expiring.toReversed(), waiting: given.waiting.toReversed() };
      const inShort = (of: DueFacts) => dueList(of).map((one) => [one.day, one.kind, one.since, one.name]);
      expect(inShort(turned)).toEqual(inShort(given));
    }),
  );
});

test("the last day of validity counts as valid, and the horizon belongs to it", () => {
  const expires = (on: string) =>
    dueList({
      ...{ today, waiting: [], counted: [] },
      expiring: [{ kind: "token", id: "1", name: "t", day: on }],
    }).map(({ isOver }) => isOver);
  expect(expires("2026-11-20")).toEqual([true]);
  expect(expires("2026-11-21")).toEqual([false]);
  expect(expires("2027-02-19")).toEqual([false]);
  expect(expires("2027-02-20")).toEqual([]);
});

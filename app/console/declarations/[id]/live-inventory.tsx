"use client";

import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { wholeLine } from "../../../../server/domain/carbon-footprint/compact-line.ts";
import type { CompactLine } from "../../../../server/domain/carbon-footprint/compact-line.ts";
import { calculateFootprint } from "../../../../server/domain/carbon-footprint/footprint.ts";
import { toPcfRequest } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryHeader } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { Problem } from "../../../../server/domain/problem.ts";
import { trpc } from "../../../_ui/trpc-client.ts";

type Lines = readonly InventoryLine[];

/** A problem with the line it is in, as far as it is in one. */
type LineProblem = Problem & { readonly line: Pick<InventoryLine, "nameEn" | "nameZh"> | null };

/** What the result would be with what somebody is typing, or why there would be none, or none can be told. */
export type WouldBe =
  | { readonly kind: "result"; readonly cfp: string }
  | { readonly kind: "problems"; readonly problems: readonly LineProblem[] }
  /** The lines that are not on the screen are on their way. */
  | { readonly kind: "loading" }
  /** They did not come. */
  | { readonly kind: "unknown" };

/** The inventory as the registry holds it, and what it would give with a change that is not saved yet. */
export interface LiveInventory {
  /** The lines on the screen: all there are, or a page of them. */
  readonly rows: Lines;
  /** How many lines the inventory has. */
  readonly count: number;
  readonly header: InventoryHeader;
  /** Every line, also those that are not on the screen; rejects where the registry does not answer. */
  readonly whole: () => Promise<Lines>;
  /** Calculates the whole inventory with this line changed. */
  readonly tryLine: (line: InventoryLine) => void;
  /** Calculates it with a line that is not there yet. */
  readonly tryAddition: (line: InventoryLine) => void;
  readonly tryHeader: (header: InventoryHeader) => void;
  /** Nothing is being typed any more. */
  readonly drop: () => void;
}

interface Store extends LiveInventory {
  readonly subscribe: (listener: () => void) => () => void;
  readonly wouldBe: () => WouldBe | null;
}

const LiveContext = createContext<Store | null>(null);

interface LiveInventoryProps {
  /** The declaration. */
  readonly id: string;
  /** The lines on the screen. */
  readonly lines: readonly CompactLine[];
  /** How many there are. */
  readonly count: number;
  /** Counts the changes of the inventory: what was loaded of another state is of no use. */
  readonly lock: number;
  readonly header: InventoryHeader;
  readonly children: ReactNode;
}

/**
 * Holds the lines and the head of one inventory for everything below it. A change that is being typed is calculated in
 * the browser, by the code the registry calculates with, over all lines, and told only to those who show it: typing
 * renders one strip and no row of the table.
 */
export function LiveInventoryProvider({ id, lines, count, lock, header, children }: LiveInventoryProps) {
  const [loaded] = useState(() => new Map<number, Whole>());
  const store = useMemo(() => {
    const rows = lines.map(wholeLine);
    const source = rows.length === count ? wholeOf(rows) : loadedOnce(loaded, id, lock);
    return createStore(rows, count, source, header);
  }, [id, lines, count, lock, header, loaded]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** The inventory above; its identity changes only when the registry holds something else. */
export function useLiveInventory(): LiveInventory {
  return useStore();
}

/** What the result would be; null while nothing is being typed. */
export function useWouldBe(): WouldBe | null {
  const { subscribe, wouldBe } = useStore();
  return useSyncExternalStore(subscribe, wouldBe, nothing);
}

/** All lines as soon as they are here; null before. */
export function useWhole(): Lines | null {
  const { rows, count, whole } = useStore();
  const [lines, setLines] = useState(rows.length === count ? rows : null);
  useEffect(() => {
    let isHere = true;
    // Whoever types hears that they did not come.
    void whole().then(
      (all) => (isHere ? setLines(all) : undefined),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [whole]);
  return lines;
}

/** Drops what was typed when a form goes away. */
export function useDropOnLeave(): void {
  const { drop } = useStore();
  useEffect(() => drop, [drop]);
}

/** Which of a list of codes is free, for a line that is duplicated or named after its name. */
export function freeCode(wanted: string, lines: Lines): string {
  const taken = new Set(lines.map(({ code }) => code));
  const base = wanted.slice(0, 54);
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

function useStore(): Store {
  const store = useContext(LiveContext);
  if (store === null) throw new Error("A live inventory needs a LiveInventoryProvider above it.");
  return store;
}

function nothing(): null {
  return null;
}

/** All lines of an inventory: `now` is null until they are here. */
interface Whole {
  now: Lines | null;
  readonly promised: () => Promise<Lines>;
}

function wholeOf(lines: Lines): Whole {
  return { now: lines, promised: () => Promise.resolve(lines) };
}

/** Lines that are asked for when they are needed, once a state; after a failure whoever needs them next asks again. */
function loadedOnce(loaded: Map<number, Whole>, id: string, lock: number): Whole {
  const known = loaded.get(lock);
  if (known !== undefined) return known;
  let asked: Promise<Lines> | null = null;
  const whole: Whole = {
    now: null,
    promised: () => {
      asked ??= ask().catch((error: unknown) => {
        asked = null;
        throw error;
      });
      return asked;
    },
  };
  async function ask(): Promise<Lines> {
    const { lines } = await trpc.footprint.lines.query({ id, lock });
    const all = lines.map(wholeLine);
    whole.now = all;
    return all;
  }
  // Another state takes the place of the one before.
  loaded.clear();
  loaded.set(lock, whole);
  return whole;
}

/** Above so many lines a calculation takes longer than the next key: it waits for a pause. */
const linesAtOnce = 1500;
const pauseMs = 120;

function createStore(rows: Lines, count: number, source: Whole, header: InventoryHeader): Store {
  const listeners = new Set<() => void>();
  let current: WouldBe | null = null;
  /** Counts what was tried, so that the answer to something older is not shown. */
  let tried = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (next: WouldBe | null) => {
    if (next === current) return;
    current = next;
    for (const listener of listeners) listener();
  };
  const show = (change: (lines: Lines) => { readonly lines: Lines; readonly header: InventoryHeader }) => {
    tried += 1;
    const mine = tried;
    clearTimeout(timer);
    const calculate = (lines: Lines) => {
      if (mine !== tried) return;
      const after = change(lines);
      set(calculated(after.lines, after.header));
    };
    if (source.now !== null && source.now.length <= linesAtOnce) return calculate(source.now);
    if (current === null) set({ kind: "loading" });
    const soon = (lines: Lines) => {
      timer = setTimeout(() => calculate(lines), pauseMs);
    };
    if (source.now !== null) return soon(source.now);
    source.promised().then(
      (lines) => (mine === tried ? soon(lines) : undefined),
      () => (mine === tried ? set({ kind: "unknown" }) : undefined),
    );
  };
  return {
    ...{ rows, count, header },
    whole: source.promised,
    tryLine: (line) =>
      show((lines) => ({ lines: lines.map((one) => (one.code === line.code ? line : one)), header })),
    tryAddition: (line) =>
      // Beside a line that has this code already the new one still counts once.
      show((lines) => ({ lines: [...lines, { ...line, code: freeCode(line.code, lines) }], header })),
    tryHeader: (other) => show((lines) => ({ lines, header: other })),
    drop: () => {
      tried += 1;
      clearTimeout(timer);
      set(null);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wouldBe: () => current,
  };
}

/** The result of an inventory, or every problem with the line it is in. */
function calculated(lines: Lines, header: InventoryHeader): WouldBe {
  const { request, codeAt } = toPcfRequest(lines, header);
  const answer = calculateFootprint(request);
  if (!("errors" in answer)) return { kind: "result", cfp: answer.cfp };
  return {
    kind: "problems",
    problems: answer.errors.map(({ code, path }) => {
      const at = codeAt(path);
      return { code, path, line: lines.find((line) => line.code === at) ?? null };
    }),
  };
}

"use client";

import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { calculateFootprint } from "../../../../server/domain/carbon-footprint/footprint.ts";
import { toPcfRequest } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryHeader } from "../../../../server/domain/carbon-footprint/inventory.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { Problem } from "../../../../server/domain/problem.ts";
import { wholeLine } from "./compact-line.ts";
import type { CompactLine } from "./compact-line.ts";

/** What the result would be with what somebody is typing, or why there would be none. */
export type WouldBe =
  | { readonly cfp: string; readonly problems: null }
  | { readonly cfp: null; readonly problems: readonly (Problem & { readonly line: string | null })[] };

/** The inventory as the registry holds it, and what it would give with a change that is not saved yet. */
export interface LiveInventory {
  readonly lines: readonly InventoryLine[];
  readonly header: InventoryHeader;
  /** Calculates the whole inventory with this line changed, or added when its code is new. */
  readonly tryLine: (line: InventoryLine) => void;
  readonly tryHeader: (header: InventoryHeader) => void;
  /** Nothing is being typed any more. */
  readonly drop: () => void;
}

interface Store extends LiveInventory {
  readonly subscribe: (listener: () => void) => () => void;
  readonly wouldBe: () => WouldBe | null;
}

const LiveContext = createContext<Store | null>(null);

/**
 * Holds the lines and the head of one inventory for everything below it. A change that is being typed is calculated in
 * the browser, by the code the registry calculates with, and told only to those who show it: typing renders one strip
 * and no row of the table.
 */
export function LiveInventoryProvider({
  lines,
  header,
  children,
}: {
  readonly lines: readonly CompactLine[];
  readonly header: InventoryHeader;
  readonly children: ReactNode;
}) {
  const store = useMemo(() => createStore(lines.map(wholeLine), header), [lines, header]);
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

/** Drops what was typed when a form goes away. */
export function useDropOnLeave(): void {
  const { drop } = useStore();
  useEffect(() => drop, [drop]);
}

/** Which of a list of codes is free, for a line that is duplicated or named after its name. */
export function freeCode(wanted: string, lines: readonly InventoryLine[]): string {
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

function createStore(lines: readonly InventoryLine[], header: InventoryHeader): Store {
  const listeners = new Set<() => void>();
  let current: WouldBe | null = null;
  const set = (next: WouldBe | null) => {
    if (next === current) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    lines,
    header,
    tryLine: (line) => {
      const isThere = lines.some(({ code }) => code === line.code);
      const after = isThere ? lines.map((one) => (one.code === line.code ? line : one)) : [...lines, line];
      set(calculated(after, header));
    },
    tryHeader: (other) => set(calculated(lines, other)),
    drop: () => set(null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wouldBe: () => current,
  };
}

/** The result of an inventory, or every problem with the line it is in. */
function calculated(lines: readonly InventoryLine[], header: InventoryHeader): WouldBe {
  const { request, codeAt } = toPcfRequest(lines, header);
  const answer = calculateFootprint(request);
  if (!("errors" in answer)) return { cfp: answer.cfp, problems: null };
  return {
    cfp: null,
    problems: answer.errors.map(({ code, path }) => ({ code, path, line: codeAt(path) })),
  };
}

import type { Database } from "../../../db/client.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { RenewalReason } from "../../domain/carbon-footprint/renewal.ts";
import { renewalReasons } from "../../domain/carbon-footprint/renewal.ts";
import type { UsedVersions } from "../../domain/carbon-footprint/staleness.ts";
import { namedBasis } from "./basis.ts";
import type { Calculated } from "./calculated.ts";
import { headOf } from "./calculated.ts";
import { compute } from "./compute.ts";
import type { DeclarationHead } from "./load.ts";
import { loadLines, loadLinesWithLock } from "./load.ts";

/** What only the lines of a declaration that is not released tell about it. */
export interface DraftFacts {
  /** The value as it computes now; null while it does not. */
  readonly cfp: string | null;
  readonly basis: UsedVersions;
  /** What its lines show to differ by rule from the declaration released now. */
  readonly renewal: readonly RenewalReason[];
}

/** A declaration, and the one released now of its subject when it is to be compared with it. */
export interface Asked {
  readonly head: DeclarationHead;
  readonly released: DeclarationHead | null;
  /** Its lines and result where the caller has them already. */
  readonly now: Pick<Calculated, "lines" | "result"> | null;
}

/** Declarations whose lines are in memory at one time: a registry may have hundreds, with a thousand lines each. */
const atOnce = 10;

/** Facts of these declarations, by identifier. */
export async function draftFacts(
  db: Database,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, DraftFacts>> {
  const found = new Map<string, DraftFacts>();
  const unknown: Asked[] = [];
  for (const one of asked) {
    const facts =
      one.now === null
        ? remembered.get(keyOf(one, one.head.declaration.lock))
        : await factsOf(db, one, one.now.lines);
    if (facts === undefined) unknown.push(one);
    else found.set(one.head.declaration.id, facts);
  }
  for (let at = 0; at < unknown.length; at += atOnce) {
    const some = unknown.slice(at, at + atOnce);
    const linesOf = await loadLinesWithLock(
      db,
      some.map(({ head }) => head.inventory.id),
    );
    for (const one of some) {
      const { lines, lock } = linesOf.get(one.head.inventory.id) ?? { lines: [], lock: null };
      const facts = await factsOf(db, one, lines);
      found.set(one.head.declaration.id, facts);
      // Whoever saves meanwhile counts the lock: these lines then belong to a head that was not read.
      if (lock === one.head.declaration.lock) remember(keyOf(one, lock), facts);
    }
  }
  return found;
}

async function factsOf(
  db: Database,
  { head, released, now }: Asked,
  lines: readonly InventoryLine[],
): Promise<DraftFacts> {
  return {
    cfp: (now ?? compute(lines, headOf(head))).result?.cfp ?? null,
    basis: namedBasis(lines, head),
    renewal: released === null ? [] : await renewalShown(db, released, { head, lines }),
  };
}

async function renewalShown(
  db: Database,
  { inventory: { id, periodStart }, declaration: { releasedAt } }: DeclarationHead,
  draft: { readonly head: DeclarationHead; readonly lines: readonly InventoryLine[] },
): Promise<readonly RenewalReason[]> {
  const released = {
    lines: await loadLines(db, id),
    periodStart,
    releasedAt: releasedAt?.toISOString() ?? "",
  };
  const begunOn = draft.head.declaration.createdAt.toISOString().slice(0, 10);
  return renewalReasons(released, { lines: draft.lines, begunOn }, []);
}

/**
 * Facts by declaration and its count of changes: every way into lines and head counts it, so what is found under a count
 * never turns wrong, in whichever process it was worked out. Oldest first.
 */
const remembered = new Map<string, DraftFacts>();
const mostRemembered = 1000;

function keyOf({ head, released }: Omit<Asked, "now">, lock: number): string {
  return [head.declaration.id, lock, released?.declaration.id ?? ""].join(" ");
}

function remember(key: string, facts: DraftFacts): void {
  const [oldest] = remembered.keys();
  if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, facts);
}

import type { Exact } from "../../quantity/exact.ts";
import type { LinePart } from "./line-parts.ts";
import { sumOfParts } from "./line-parts.ts";

/** Where a result comes from, in kgCO2e: every node is the exact sum of those below it. */
export interface ContributionTree {
  readonly kg: Exact;
  readonly stages: readonly StageNode[];
}

export interface StageNode {
  readonly stage: string;
  readonly kg: Exact;
  readonly components: readonly ComponentNode[];
}

export interface ComponentNode {
  /** Null for lines that belong to no component. */
  readonly component: string | null;
  readonly kg: Exact;
  readonly lines: readonly LineNode[];
}

export interface LineNode {
  /** Code of the line; {@link wholeProduct} for what belongs to none. */
  readonly line: string;
  readonly kg: Exact;
  readonly parts: readonly LinePart[];
}

/**
 * Sorts the parts of a result into stages, components and lines. Stages come in the order of `stages`, components and
 * lines in the order in which their parts first come. A line whose end of life counts in another stage stands in both,
 * each time with the parts that count there.
 *
 * @param componentOf the component of a line, null for none.
 */
export function contributionTree(
  parts: readonly LinePart[],
  stages: readonly string[],
  componentOf: (line: string) => string | null,
): ContributionTree {
  const byStage = grouped(parts, ({ stage }) => stage);
  const order = [...stages, ...[...byStage.keys()].filter((stage) => !stages.includes(stage))];
  return {
    kg: sumOfParts(parts),
    stages: order.map((stage) => {
      const ofStage = byStage.get(stage) ?? [];
      return {
        stage,
        kg: sumOfParts(ofStage),
        components: [...grouped(ofStage, ({ line }) => componentOf(line))].map(
          ([component, ofComponent]) => ({
            component,
            kg: sumOfParts(ofComponent),
            lines: [...grouped(ofComponent, ({ line }) => line)].map(([line, ofLine]) => ({
              line,
              kg: sumOfParts(ofLine),
              parts: ofLine,
            })),
          }),
        ),
      };
    }),
  };
}

/** Emission of each line in kgCO2e, over all stages it stands in. */
export function emissionsByLine(parts: readonly LinePart[]): ReadonlyMap<string, Exact> {
  return new Map([...grouped(parts, ({ line }) => line)].map(([line, ofLine]) => [line, sumOfParts(ofLine)]));
}

/** In the order of first appearance. */
function grouped<K>(parts: readonly LinePart[], keyOf: (part: LinePart) => K): Map<K, LinePart[]> {
  const groups = new Map<K, LinePart[]>();
  for (const part of parts) {
    const group = groups.get(keyOf(part));
    if (group === undefined) groups.set(keyOf(part), [part]);
    else group.push(part);
  }
  return groups;
}

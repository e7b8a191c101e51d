import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { performanceClassRuleSet } from "../../../db/schema/index.ts";
import { classOf } from "../../domain/carbon-footprint/performance-class.ts";
import type { RuleSetKind } from "../../domain/carbon-footprint/rule-set.ts";
import { usableFor } from "../../domain/carbon-footprint/rule-set.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadRuleSets } from "./load.ts";
import { isSecondLife } from "./second-life.ts";
import type { RuleSetView } from "./view.ts";

/** The class of a declaration and the rule set that gives it. */
export interface Grade {
  readonly class: string;
  readonly ruleSet: string;
  readonly ruleSetVersion: number;
}

/**
 * The class that enters the record of a declaration released on `day`, by the rule set in force then. Null while nothing
 * is in force, for a supplied product, and for batteries in a second life. A proposal or a set that is only adopted never
 * gives a class.
 */
export async function gradeOf(
  db: Database,
  loaded: LoadedDeclaration,
  cfp: string,
  day: string,
): Promise<Grade | null> {
  if (loaded.model === null || (await isSecondLife(db, loaded.model.id))) return null;
  const ruleSet = inForceOn(await setsFor(db, loaded), "classes", day);
  const found = ruleSet === undefined ? null : classOf(cfp, ruleSet);
  return ruleSet === undefined || found === null
    ? null
    : { class: found, ruleSet: ruleSet.id, ruleSetVersion: ruleSet.version };
}

/** Of several in force on a day the one that began last. */
export function inForceOn(
  sets: readonly RuleSetView[],
  kind: RuleSetKind,
  day: string,
): RuleSetView | undefined {
  return sets
    .filter((set) => set.kind === kind && usableFor(set, day) === "record")
    .toSorted((one, other) =>
      one.validFrom === other.validFrom
        ? one.version - other.version
        : one.validFrom < other.validFrom
          ? -1
          : 1,
    )
    .at(-1);
}

/** Adopted sets and sets in force for the category and the method of a declaration; proposals are none of them. */
export async function setsFor(
  db: Database,
  { declaration: { method, methodVersion }, model }: LoadedDeclaration,
): Promise<readonly RuleSetView[]> {
  const { category, status } = performanceClassRuleSet;
  const sets = await loadRuleSets(
    db,
    and(
      inArray(status, ["adopted", "in_force"]),
      model === null ? isNull(category) : or(isNull(category), eq(category, model.category)),
    ),
  );
  return sets.filter((set) => set.method === method && set.methodVersion === methodVersion);
}

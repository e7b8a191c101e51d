import type { Problem } from "../problem.ts";
import type { JsonValue } from "../record/strict-json.ts";
import type { Attribute, Catalogue, Named } from "./catalogue.ts";
import { requirementOf } from "./requirement.ts";
import type { BatteryAt, Requirement } from "./requirement.ts";

/** What became of an attribute. The first five are those a report must tell apart; a person acts on `missing` first. */
export const outcomes = [
  "missing",
  "conditional",
  "notYetDue",
  "notApplicable",
  "barred",
  "present",
  "optional",
] as const;
export type Outcome = (typeof outcomes)[number];

export interface CompletenessRow {
  readonly attribute: Attribute;
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  /** A value where the outcome is `notApplicable` or `barred` must not stand among the statutory data. */
  readonly hasValue: boolean;
  /** First day of the duty, or of the permission for what is barred; null where there is none. */
  readonly dueFrom: string | null;
  /** Why, as a problem with a sentence in each language; null where nothing needs to be said. */
  readonly reason: Problem | null;
}

/** How many rows have each outcome. */
export function outcomeCounts(
  rows: readonly Pick<CompletenessRow, "outcome">[],
): Readonly<Record<Outcome, number>> {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  return {
    missing: count("missing"),
    conditional: count("conditional"),
    notYetDue: count("notYetDue"),
    notApplicable: count("notApplicable"),
    barred: count("barred"),
    present: count("present"),
    optional: count("optional"),
  };
}

/** Rows by the groups of the catalogue, in its order; a group without rows is left out. */
export function inGroups<Row extends { readonly attribute: Attribute }>(
  { groups }: Catalogue,
  rows: readonly Row[],
): readonly { readonly group: Named; readonly rows: readonly Row[] }[] {
  return groups
    .map((group) => ({ group, rows: rows.filter(({ attribute }) => attribute.group === group.id) }))
    .filter(({ rows: members }) => members.length > 0);
}

/** Values by attribute. What is not there, or null, is not stated. */
export type AttributeValues = Readonly<Record<string, JsonValue | undefined>>;

/**
 * What is there, what is owed, and what must not be there: one row for each attribute, in the order of the catalogue.
 *
 * @param doesNotApply attributes of which the operator states that their condition is not met or their exemption is. It
 *   has no effect on an attribute that has neither question.
 *
 * Reasons: `E_ATTRIBUTE_MISSING`, `W_ATTRIBUTE_CONDITION`, `W_ATTRIBUTE_NOT_YET_DUE`, `E_ATTRIBUTE_NOT_APPLICABLE`,
 * `W_ATTRIBUTE_STATED_AWAY`, `E_ATTRIBUTE_NEVER_FILLED`, `W_ATTRIBUTE_BARRED_UNTIL`, `W_ATTRIBUTE_BARRED_ACT`.
 */
export function completeness(
  catalogue: Catalogue,
  battery: BatteryAt,
  values: AttributeValues,
  doesNotApply: ReadonlySet<string> = new Set(),
): readonly CompletenessRow[] {
  return catalogue.attributes.map((attribute) => {
    const requirement = requirementOf(catalogue, attribute, battery);
    const hasValue = isStated(values[attribute.id]);
    const outcome = outcomeOf(attribute, requirement, hasValue, doesNotApply);
    return {
      ...{ attribute, requirement, outcome, hasValue },
      dueFrom: dayOf(requirement),
      reason: reasonOf(attribute, requirement, outcome),
    };
  });
}

/** An empty text or list says nothing. */
function isStated(value: JsonValue | undefined): boolean {
  const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
  return value !== undefined && value !== null && !isEmpty;
}

/**
 * The question whose answer frees a battery of an attribute: its condition where it is owed on one, else its exemption.
 * Undefined where nothing frees of it, or nothing has to.
 */
export function questionOf(
  { condition, exemption }: Pick<Attribute, "condition" | "exemption">,
  kind: Requirement["kind"],
): Attribute["condition"] {
  if (kind === "conditional") return condition;
  return kind === "required" || kind === "notYetDue" ? exemption : undefined;
}

function outcomeOf(
  attribute: Attribute,
  { kind }: Requirement,
  hasValue: boolean,
  doesNotApply: ReadonlySet<string>,
): Outcome {
  if (kind === "notApplicable" || kind === "barred") return kind;
  if (hasValue) return "present";
  if (questionOf(attribute, kind) !== undefined && doesNotApply.has(attribute.id)) return "notApplicable";
  return kind === "required" ? "missing" : kind;
}

function dayOf(requirement: Requirement): string | null {
  switch (requirement.kind) {
    case "required":
    case "notYetDue":
      return requirement.from;
    case "barred":
      return requirement.until;
    default:
      return null;
  }
}

function reasonOf({ id }: Attribute, requirement: Requirement, outcome: Outcome): Problem | null {
  const because = (code: string, day?: string): Problem => ({
    code,
    path: id,
    ...(day === undefined ? {} : { params: { day } }),
  });
  switch (outcome) {
    case "missing":
      return because("E_ATTRIBUTE_MISSING");
    case "conditional":
      return because("W_ATTRIBUTE_CONDITION");
    case "notYetDue":
      return because("W_ATTRIBUTE_NOT_YET_DUE", dayOf(requirement) ?? "");
    case "notApplicable":
      return because(
        requirement.kind === "notApplicable" ? "E_ATTRIBUTE_NOT_APPLICABLE" : "W_ATTRIBUTE_STATED_AWAY",
      );
    case "barred":
      return barredBecause(requirement, because);
    default:
      return null;
  }
}

function barredBecause(
  requirement: Requirement,
  because: (code: string, day?: string) => Problem,
): Problem | null {
  if (requirement.kind !== "barred") return null;
  if (requirement.forEver) return because("E_ATTRIBUTE_NEVER_FILLED");
  return requirement.until === null
    ? because("W_ATTRIBUTE_BARRED_ACT")
    : because("W_ATTRIBUTE_BARRED_UNTIL", requirement.until);
}

/** Fields of the line form by the member of the calculation request that judges them; longest names first. */
const fields: readonly (readonly [member: string, field: string])[] = [
  ["mass.unit", "amountUnit"],
  ["mass", "amount"],
  ["amount.unit", "amountUnit"],
  ["amount", "amount"],
  ["distance.unit", "distanceUnit"],
  ["distance", "distance"],
  ["sources[0].factor.unit", "factorUnit"],
  ["sources[0].factor", "factorValue"],
  ["sources[0].model", "electricityModel"],
  ["factor.unit", "factorUnit"],
  ["factor", "factorValue"],
  ["Ev.unit", "factorUnit"],
  ["Ev", "factorValue"],
  ["Er.unit", "recycledFactorUnit"],
  ["Er", "recycledFactorValue"],
  ["Rr", "recycledShare"],
  ["Rstar", "recoveredShare"],
  ["cutReason", "cutReason"],
  ["cut", "cut"],
  ["emptyShare", "emptyShare"],
  ["gwpSet", "factorGwpSet"],
  ["mode", "transportMode"],
  ["stage", "stage"],
  ["id", "code"],
];

/** Members that a form has several fields for: the path goes on inside them. */
const groups: readonly (readonly [member: string, field: string])[] = [
  ["sources", "electricitySources"],
  ["eol", "endOfLife"],
  ["cff", "circular"],
];

/**
 * The field of the line form that a path of the calculation request speaks of.
 *
 * @param hasSources whether the line names its sources of electricity one by one, so that the first of them is no field of
 *   the line itself.
 *
 * @example `materials[3].mass.unit` is `amountUnit`, `materials[3].cff.R1` is `circular.R1`.
 */
export function lineFieldAt(path: string, hasSources = false): string {
  const member = path.replace(/^\w+\[\d+\]\.?/, "");
  const group = groups.find(([name]) => new RegExp(`^${name}(?![a-zA-Z])`).test(member));
  const isOwn = !hasSources && /^sources\[0\]\.(factor|model)/.test(member);
  if (group !== undefined && !isOwn) return member.replace(group[0], group[1]);
  const isOf = (name: string) =>
    member === name || member.startsWith(`${name}.`) || member.startsWith(`${name}[`);
  return fields.find(([name]) => isOf(name))?.[1] ?? member;
}

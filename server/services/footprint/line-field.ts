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
  ["sources", "electricitySources"],
  ["factor.unit", "factorUnit"],
  ["factor", "factorValue"],
  ["Ev.unit", "factorUnit"],
  ["Ev", "factorValue"],
  ["Er.unit", "recycledFactorUnit"],
  ["Er", "recycledFactorValue"],
  ["Rr", "recycledShare"],
  ["Rstar", "recoveredShare"],
  ["eol", "endOfLife"],
  ["cff", "circular"],
  ["cutReason", "cutReason"],
  ["cut", "cut"],
  ["emptyShare", "emptyShare"],
  ["gwpSet", "factorGwpSet"],
  ["mode", "transportMode"],
  ["stage", "stage"],
  ["id", "code"],
];

/**
 * The field of the line form that a path of the calculation request speaks of.
 *
 * @example `materials[3].mass.unit` is `amountUnit`.
 */
export function lineFieldAt(path: string): string {
  const member = path.replace(/^\w+\[\d+\]\.?/, "");
  const isOf = (name: string) =>
    member === name || member.startsWith(`${name}.`) || member.startsWith(`${name}[`);
  return fields.find(([name]) => isOf(name))?.[1] ?? member;
}

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
  return fields.find(([name]) => member === name || member.startsWith(`${name}.`))?.[1] ?? member;
}

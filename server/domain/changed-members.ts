/** A member in which two values of JSON differ. */
export interface ChangedMember {
  /** For example `statutory.batteryMassKg` or `stages[2].kgCO2e`; empty for the value itself. */
  readonly path: string;
  /** As written; null where there was, or is, none. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Every member in which `after` differs from `before`, by its path, in the order of the earlier value with new members at
 * the end. Both are values of JSON. A quantity of a value and a unit is one member, written `100 kWh`; so is every text,
 * number and truth value. A member that is null is one that is not there.
 */
export function changedMembers(before: unknown, after: unknown): readonly ChangedMember[] {
  const [earlier, later] = [membersOf(before), membersOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((path) => {
    const change = { path, before: earlier.get(path) ?? null, after: later.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

/** The members of a value by path, each as text. */
function membersOf(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object")
    return new Map([[path, typeof value === "string" ? value : JSON.stringify(value)]]);
  const quantity = quantityOf(value);
  if (quantity !== null) return new Map([[path, quantity]]);
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((member, place) => [`${path}[${String(place)}]`, member])
    : Object.entries(value).map(([name, member]) => [path === "" ? name : `${path}.${name}`, member]);
  return new Map(entries.flatMap(([at, member]) => [...membersOf(member, at)]));
}

function quantityOf(value: object): string | null {
  if (!("value" in value) || !("unit" in value) || Object.keys(value).length !== 2) return null;
  return typeof value.value === "string" && typeof value.unit === "string"
    ? `${value.value} ${value.unit}`
    : null;
}

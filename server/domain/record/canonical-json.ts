/**
 * The one text of a JSON value: members sorted by the UTF-16 code units of their names, no white space, numbers as
 * ECMAScript writes them. A member whose value is `undefined` counts as absent.
 *
 * Throws `TypeError` for what JSON cannot say (a number that is not finite, an unpaired surrogate, a function): a fault
 * of the caller, never of data from outside, which has been through the strict reader.
 *
 * Source: RFC 8785.
 *
 * @example {"b":1,"a":[true]} is `{"a":[true],"b":1}`.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string" && !/\p{Surrogate}/u.test(value)) return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError("not a JSON value");
}

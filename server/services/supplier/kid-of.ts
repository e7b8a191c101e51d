import { readJws } from "../../domain/record/jws.ts";

/** The key that a kept record names in its header; null where nobody signed. */
export function kidOf(record: string | null): string | null {
  const jws = record === null ? null : readJws(record, "vc+jwt");
  return jws?.ok === true ? jws.value.kid : null;
}

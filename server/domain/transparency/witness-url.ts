import { isPlainHttpAllowed, readUrl } from "../identifier/public-url.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * Reads the prefix of a witness's address, without a slash at its end: `add-checkpoint` is put below it. https, or http on
 * this machine; no query, fragment or credentials. Problem: `E_WITNESS_URL`.
 *
 * Source: C2SP tlog-witness, submission prefix.
 */
export function parseWitnessUrl(text: string): Parsed<string> {
  const url = readUrl(text);
  const isPlain =
    url !== null && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (!isPlain || /[\s?#]/.test(text) || text.length > 1000)
    return reject("E_WITNESS_URL", "", { value: text });
  if (url.protocol !== "https:" && !isPlainHttpAllowed(url))
    return reject("E_WITNESS_URL", "", { value: text });
  return accept(url.href.replace(/\/+$/, ""));
}

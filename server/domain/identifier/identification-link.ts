import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";

/** A web address that is an identification link, and what would make it a better one. */
export interface IdentificationLink {
  readonly url: string;
  readonly advice: readonly Problem[];
}

/** Longest identification link. Source: IEC 61406-1, requirement ILS-5. */
const longest = 255;

/**
 * Reads an identification link: an absolute http or https address of at most 255 characters of the set both a URL and
 * every reader of codes know, scheme and host in small letters, with something behind the host, and without a fragment,
 * which never reaches the one who answers and so cannot tell two products apart.
 *
 * Problems: `E_IL_SCHEME`, `E_IL_HOST`, `E_IL_CASE`, `E_IL_PATH`, `E_IL_FRAGMENT`, `E_IL_LENGTH`, `E_IL_CHARACTER`.
 * Advice: `W_IL_PERCENT`, percent-encoding that some readers undo; `W_IL_PLAIN`, an address without encryption.
 *
 * Source: IEC 61406-1:2022, requirements ILS-5 (length), ILS-6 (URL syntax), ILS-7 (characters), ILS-8 (upper and lower
 * case); IEC 61406-2:2024 for models and batches. That no fragment identifies is our reading of ILS-1 (global uniqueness).
 */
export function parseIdentificationLink(text: string): Parsed<IdentificationLink> {
  const problems: Problem[] = [];
  const found = (code: string, params: Readonly<Record<string, string>>) =>
    problems.push({ code, path: "", params });
  if (text.length > longest) {
    found("E_IL_LENGTH", { found: String(text.length), expected: String(longest) });
  }
  const [odd] = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/u.exec(text) ?? [];
  if (odd !== undefined) found("E_IL_CHARACTER", { value: odd });
  const [, scheme = "", rest = ""] = /^([A-Za-z][A-Za-z0-9+\-.]*):\/\/(.*)$/s.exec(text) ?? [];
  if (!/^https?$/i.test(scheme)) {
    found("E_IL_SCHEME", { value: text });
    return rejectAll(problems);
  }
  const [, host = "", behind = ""] = /^([^/?#]*)(.*)$/s.exec(rest) ?? [];
  if (!/^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-.]+)(?::[0-9]{1,5})?$/.test(host))
    found("E_IL_HOST", { value: host });
  else if (/[A-Z]/.test(scheme + host)) found("E_IL_CASE", { value: `${scheme}://${host}` });
  if (/^\/?(#|$)/.test(behind)) found("E_IL_PATH", { value: text });
  if (behind.includes("#")) found("E_IL_FRAGMENT", { value: behind.slice(behind.indexOf("#")) });
  if (/%(?![0-9A-Fa-f]{2})/.test(behind)) found("E_IL_CHARACTER", { value: "%" });
  if (problems.length > 0) return rejectAll(problems);
  const advice = [
    ...(behind.includes("%") ? [{ code: "W_IL_PERCENT", path: "", params: { value: text } }] : []),
    ...(scheme === "http" ? [{ code: "W_IL_PLAIN", path: "", params: { value: text } }] : []),
  ];
  return accept({ url: text, advice });
}

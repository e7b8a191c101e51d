import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";

/** Origin that every identifier of a registry starts with, for example `https://registry.example`; no trailing slash. */
export type PublicUrl = Brand<string, "PublicUrl">;

/** Hosts that may speak plain http, because nobody else can stand between: a demonstration on one's own machine. */
const plainHosts = ["localhost", "127.0.0.1"];

/**
 * Reads the setting `PUBLIC_URL`: an https origin in its canonical spelling, or http for localhost and 127.0.0.1; no path,
 * query, fragment or credentials.
 *
 * Problems: `E_PUBLIC_URL_FORMAT`; `E_PUBLIC_URL_HTTP` for http on any other host.
 */
export function parsePublicUrl(text: string): Parsed<PublicUrl> {
  const url = readUrl(text);
  // The origin drops path, query, credentials and default ports: a text equal to it has none, and no other spelling.
  if (url === null || url.origin !== text || !/^[a-z0-9.-]+$/.test(url.hostname)) {
    return reject("E_PUBLIC_URL_FORMAT", "", { value: text });
  }
  if (url.protocol === "https:") return accept(mint<PublicUrl>(text));
  if (isPlainHttpAllowed(url)) return accept(mint<PublicUrl>(text));
  return reject("E_PUBLIC_URL_HTTP", "", { value: text });
}

/** True for http URLs on the hosts that may use it; a record naming one is a demonstration. */
export function isPlainHttpAllowed(url: URL): boolean {
  return url.protocol === "http:" && plainHosts.includes(url.hostname);
}

/** The URL of a text that is one of plain http; null for any other text. */
export function readHttpUrl(text: string): URL | null {
  // A scheme that stands at the very beginning is the scheme: most names need not be read to know that they are not http.
  if (["https:", "did:", "urn:"].some((scheme) => text.startsWith(scheme))) return null;
  const url = readUrl(text);
  return url?.protocol === "http:" ? url : null;
}

/** The URL of a text, or null when it is none. */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

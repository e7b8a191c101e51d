import { parseDigitalLink, registryUrl } from "../identifier/digital-link.ts";

/**
 * Where a request is sent on that names a product in another spelling than the one address it has here: with fewer
 * digits, encoded where nothing need be, with batch and serial number, with a variant, with data attributes. Null for
 * an address that is none of a product, or is the one it has.
 *
 * @param publicUrl origin of the registry.
 * @param pathAndQuery of the request, percent-encoded as received.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, release 1.7, section 4 (one product has many spellings).
 *
 * @example `/01/9520123456788?linkType=gs1:pip` is sent on to `/01/09520123456788?linkType=gs1:pip`.
 */
export function movedAddress(publicUrl: string, pathAndQuery: string): string | null {
  const link = parseDigitalLink(publicUrl + pathAndQuery);
  // Below another path than its own the registry answers for nothing.
  if (!link.ok || link.value.parts.stem !== publicUrl) return null;
  const url = registryUrl(publicUrl, link.value);
  if (!url.ok) return null;
  const others = new URLSearchParams(
    link.value.parts.others.map(([name, value]) => [name, value]),
  ).toString();
  const [path = ""] = pathAndQuery.split("?", 1);
  return url.value === publicUrl + path ? null : `${url.value}${others === "" ? "" : `?${others}`}`;
}

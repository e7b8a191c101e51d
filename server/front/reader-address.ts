import net from "node:net";

/** Proxies whose word on a reader's address is believed: addresses, or ranges such as `10.0.0.0/8`. */
export function trustedProxies(entries: readonly string[]): (address: string) => boolean {
  const list = new net.BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = net.isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => net.isIP(address) !== 0 && list.check(address, net.isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * The address a request came from: the connection's other end, or, while that is a trusted proxy, the hop it names last
 * in `X-Forwarded-For`. What stands further left was written by the reader, who may write anything.
 */
export function readerAddress(
  peer: string,
  forwardedFor: string,
  isTrusted: (address: string) => boolean,
): string {
  let address = plainIPv4(peer);
  for (const hop of forwardedFor
    .split(",")
    .map((entry) => plainIPv4(entry.trim()))
    .toReversed()) {
    if (!isTrusted(address) || net.isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** A socket that listens on both families writes IPv4 addresses as IPv6. */
function plainIPv4(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

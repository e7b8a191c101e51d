/** What the QR code of a battery says, and how strongly it is protected against damage. */
export interface QrPayload {
  /** Exactly the product identifier: nothing added, nothing shortened, so a scan and the signed record agree byte for byte. */
  readonly text: string;
  /** ISO/IEC 18004 error correction level: `Q` mends about 25 % of the code words, `M` about 15 %. */
  readonly level: "M" | "Q";
}

/** Octets a version 8 symbol (49 modules a side) holds at level Q in byte mode. Source: ISO/IEC 18004, table 7. */
const strongUpTo = 108;

/** Light modules around the symbol that a reader needs. Source: ISO/IEC 18004, 6.3.8. */
export const quietZone = 4;

/** Smallest module, in millimetres, that phones read at arm's length from common print; ours, for the law names no size. */
export const leastModuleMm = 0.4;

/**
 * Payload for a product identifier. Level Q as long as the symbol stays at 49 modules or less, because a label on a
 * battery gets scratched; longer identifiers fall back to level M rather than to modules too fine to print.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6) and Annex VI Part C (readable by common readers).
 */
export function qrPayload(productUrl: string): QrPayload {
  return { text: productUrl, level: octets(productUrl) <= strongUpTo ? "Q" : "M" };
}

/** Side of the printed code in millimetres, quiet zone included, for a symbol of `modules` a side; at least 20 mm. */
export function printedSideMm(modules: number): number {
  return Math.max(20, Math.ceil((modules + 2 * quietZone) * leastModuleMm));
}

function octets(text: string): number {
  return encodeURIComponent(text).replaceAll(/%[0-9A-F]{2}/g, "x").length;
}

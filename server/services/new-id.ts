import type { Context } from "../context.ts";

/** A new row identifier, ordered by time. Source: RFC 9562, section 5.7 (UUID version 7). */
export function newId(ctx: Pick<Context, "now" | "issuedAt" | "randomBytes">): string {
  const bytes = Uint8Array.from(ctx.randomBytes(16));
  const view = new DataView(bytes.buffer);
  const milliseconds = BigInt((ctx.issuedAt ?? ctx.now()).getTime());
  view.setUint32(0, Number(milliseconds >> 16n));
  view.setUint16(4, Number(milliseconds & 0xffffn));
  return formatUuid(bytes, 7);
}

/** A random UUID that tells nothing. Source: RFC 9562, section 5.4 (UUID version 4). */
export function randomUuid(ctx: Pick<Context, "randomBytes">): string {
  return formatUuid(Uint8Array.from(ctx.randomBytes(16)), 4);
}

/** Whether a text from outside can be the identifier of a row: the database would throw at any other. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

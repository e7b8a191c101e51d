import type { Context } from "../../context.ts";

/** Digits and letters that nobody mistakes for one another: 32, so that a byte chooses without preference. */
const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** A password to hand over: five groups of four characters, 100 bits of chance, easy to read out and to type. */
export function newPassword({ randomBytes }: Pick<Context, "randomBytes">): string {
  const chosen = [...randomBytes(20)].map((byte) => letters[byte % letters.length] ?? "").join("");
  return (chosen.match(/.{4}/g) ?? []).join("-");
}

import { createHash } from "node:crypto";

/** Hexadecimal SHA-256 of a token, the only form it is kept in. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}

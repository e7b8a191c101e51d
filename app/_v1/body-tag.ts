import { createHash } from "node:crypto";

/** Name of exactly this body. Source: RFC 9110, section 8.8.3. */
export function tagOf(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url")}"`;
}

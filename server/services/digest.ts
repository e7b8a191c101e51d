import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/record/canonical-json.ts";

/** Base64url SHA-256 of the canonical JSON (RFC 8785) of a value. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest("base64url");
}

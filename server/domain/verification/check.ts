import type { VerificationCrypto } from "./crypto.ts";
import type { Trust } from "./evidence.ts";
import type { CheckedRecord } from "./verify-record.ts";
import { verifyRecord } from "./verify-record.ts";

/** `verifyRecord` of a record that came alone. */
export function verifyPublicRecord(
  token: string | Uint8Array,
  trust: Trust,
  crypto: VerificationCrypto,
): Promise<CheckedRecord> {
  return verifyRecord({ record: token }, trust, crypto);
}

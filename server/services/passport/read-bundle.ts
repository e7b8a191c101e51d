import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { readDateTimeStamp } from "../../domain/record/time.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";
import type { RecordSigner } from "./find-record.ts";
import { findRecords } from "./find-record.ts";
import { loadPassport } from "./read.ts";
import { evidenceOfRecord } from "./record-evidence.ts";

export interface BundleRequest {
  /** Byte for byte as in the QR code. */
  readonly productUrl: string;
  /** The newest, or the one in force at the time, when not given. */
  readonly version?: number | undefined;
  /** A date and time with offset: record and lists as they stood then. */
  readonly at?: string | undefined;
}

export interface ServedBundle {
  readonly version: number;
  readonly bundle: Bundle;
  /** Whose key signed this version. */
  readonly signer: RecordSigner;
}

/**
 * One version with all that is needed to check it offline; `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `VERSION_NOT_FOUND` also
 * for a time before the first version, `INVALID_INPUT` for a time without date, seconds or offset.
 *
 * Source: record format, section 7.
 */
export async function readBundle(ctx: Context, input: BundleRequest): Promise<ServedBundle> {
  demand(ctx, "record.read", null);
  const at = input.at === undefined ? undefined : timeOf(input.at);
  const { passport } = await loadPassport(ctx, input.productUrl);
  if (passport.endedAt !== null) {
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  }
  const records = await findRecords(ctx.db, passport.id, input.version);
  const stored = records.find(
    ({ issuedAt }) => input.version !== undefined || at === undefined || issuedAt <= at,
  );
  if (stored === undefined) {
    const wanted = input.version === undefined ? `at ${input.at ?? ""}` : String(input.version);
    throw new Refusal("VERSION_NOT_FOUND", `${input.productUrl} has no version ${wanted}.`);
  }
  const bundle = await evidenceOfRecord(ctx, {
    of: { passportId: passport.id, version: stored.version },
    stored,
    at,
  });
  return { version: stored.version, bundle, signer: stored.signer };
}

function timeOf(text: string): Date {
  const milliseconds = readDateTimeStamp(text);
  if (milliseconds !== null) return new Date(milliseconds);
  throw invalidInput([{ code: "E_TIMESTAMP", path: "at", params: { value: text.slice(0, 60) } }]);
}

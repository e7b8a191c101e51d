import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { verifyBundle } from "../../domain/verification/bundle.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import type { VerificationCrypto } from "../../domain/verification/crypto.ts";
import type { CheckedRecord } from "../../domain/verification/verify-record.ts";
import { nodeCrypto } from "../../platform/node-crypto.ts";
import { readPolicy } from "../log/read-policy.ts";

/** For whom and what a record should speak, and as of when it is judged. */
export interface ExpectedRecord {
  /** Part of the addresses of the signer's keys: of who signed this version, not of who answers now. */
  readonly slug: string;
  readonly productUrl: string;
  readonly at: Date;
}

/**
 * Judges what is published of a record as any stranger would, under the policy this registry publishes: nothing is taken
 * from the database that a stranger does not hold.
 */
export async function judgeRecord(
  ctx: Context,
  bundle: Bundle,
  expected: ExpectedRecord,
): Promise<CheckedRecord> {
  const judge = await recordJudge(ctx);
  return judge(bundle, expected);
}

/** The same for many records: the policy is read once. */
export async function recordJudge(
  ctx: Context,
  crypto: VerificationCrypto = nodeCrypto,
): Promise<(bundle: Bundle, expected: ExpectedRecord) => Promise<CheckedRecord>> {
  const text = await readPolicy(ctx);
  const policy = text === null ? null : parsePolicy(text);
  return (bundle, { slug, productUrl, at }) =>
    verifyBundle(
      bundle,
      {
        policy: policy?.ok === true ? policy.value : null,
        issuer: didOf(ctx.publicUrl, slug),
        subject: productUrl,
        at,
        now: ctx.now() > at ? ctx.now() : at,
      },
      crypto,
    );
}

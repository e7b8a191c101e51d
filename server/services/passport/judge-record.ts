import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { parsePolicy } from "../../domain/transparency/policy.ts";
import { verifyBundle } from "../../domain/verification/bundle.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import type { CheckedRecord } from "../../domain/verification/verify-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { readPolicy } from "../log/read-policy.ts";

/**
 * Judges what is published of a record as any stranger would, under the policy this registry publishes: nothing is taken
 * from the database that a stranger does not hold.
 */
export async function judgeRecord(
  ctx: Context,
  bundle: Bundle,
  expected: { readonly slug: string; readonly productUrl: string; readonly at: Date },
): Promise<CheckedRecord> {
  const text = await readPolicy(ctx);
  const policy = text === null ? null : parsePolicy(text);
  return verifyBundle(
    bundle,
    {
      policy: policy?.ok === true ? policy.value : null,
      issuer: didOf(ctx.publicUrl, expected.slug),
      subject: expected.productUrl,
      at: expected.at,
      now: ctx.now() > expected.at ? ctx.now() : expected.at,
    },
    webCrypto,
  );
}

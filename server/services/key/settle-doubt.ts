import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { reissueVersion } from "../passport/reissue-version.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { versionsInDoubt } from "./in-doubt.ts";
import { loadKey } from "./load.ts";

/** What is done about versions in doubt. */
export interface DoubtOrder {
  readonly kid: string;
  readonly how: "withdraw" | "reissue";
}

/** How far it came: each version is settled by itself, so what is done stays done. */
export interface SettledDoubt {
  readonly settled: number;
  /** Versions of the key that are still valid and in doubt. */
  readonly open: number;
}

/** Most versions settled in one call; the caller asks again while some are open. */
const atOnce = 100;

/**
 * Withdraws every valid version that a compromised key leaves in doubt, or issues each anew with the operator's key of today,
 * which replaces it. Refuses what `revokeVersion` and `reissueVersion` refuse: only a signer of the operator may.
 */
export async function settleDoubt(ctx: Context, { kid, how }: DoubtOrder): Promise<SettledDoubt> {
  const { operator } = await loadKey(ctx, kid);
  demand(ctx, "passport.revoke", operator.id);
  const valid = async () => (await versionsInDoubt(ctx.db, kid)).filter(({ value }) => value === 0);
  let settled = 0;
  for (const { productUrl, version } of (await valid()).slice(0, atOnce)) {
    try {
      if (how === "reissue") await reissueVersion(ctx, { productUrl });
      else await revokeVersion(ctx, { productUrl, version, reason: "keyCompromised" });
      settled += 1;
    } catch (error) {
      // Somebody else settled this one meanwhile.
      if (!(error instanceof Refusal) || error.code !== "ALREADY_REVOKED") throw error;
    }
  }
  return { settled, open: (await valid()).length };
}

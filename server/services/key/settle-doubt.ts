import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { RefusalCode } from "../../refusal.ts";
import { Refusal } from "../../refusal.ts";
import { reissueVersion } from "../passport/reissue-version.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { reissueFootprintRecord } from "../supplier/reissue-record.ts";
import { withdrawFootprintRecord } from "../supplier/withdraw-record.ts";
import type { RecordInDoubt } from "./in-doubt.ts";
import { recordsInDoubt } from "./in-doubt.ts";
import { loadKey } from "./load.ts";

/** What is done about records in doubt. */
export interface DoubtOrder {
  readonly kid: string;
  readonly how: "withdraw" | "reissue";
}

/** How far it came: each record is settled by itself, so what is done stays done. */
export interface SettledDoubt {
  readonly settled: number;
  /** Records of the key that are still valid and in doubt. */
  readonly open: number;
}

/** What is refused of a record that was withdrawn, or followed by one of another key, since it was listed. */
const settledMeanwhile: readonly RefusalCode[] = ["ALREADY_REVOKED", "NOTHING_CHANGED"];

/** Most records settled in one call; the caller asks again while some are open and the last call settled any. */
const atOnce = 100;

/**
 * Withdraws every valid record that a compromised key leaves in doubt, or signs each anew with the operator's key of today,
 * which replaces it; what cannot be settled that way stays open. Refuses what withdrawing and signing anew of passports and
 * footprints refuse: only a signer of the operator may.
 */
export async function settleDoubt(ctx: Context, { kid, how }: DoubtOrder): Promise<SettledDoubt> {
  const { operator } = await loadKey(ctx, kid);
  demand(ctx, "passport.revoke", operator.id);
  const valid = async () => (await recordsInDoubt(ctx, kid)).filter(({ value }) => value === 0);
  const can = (await valid()).filter((row) => (how === "reissue" ? row.canBeSignedAnew : row.canBeWithdrawn));
  let settled = 0;
  for (const row of can.slice(0, atOnce)) {
    try {
      await (how === "reissue" ? signAnew(ctx, row) : withdraw(ctx, row));
      settled += 1;
    } catch (error) {
      // Somebody else settled this one meanwhile.
      if (!(error instanceof Refusal) || !settledMeanwhile.includes(error.code)) throw error;
    }
  }
  return { settled, open: (await valid()).length };
}

function signAnew(ctx: Context, { footprint, address }: RecordInDoubt): Promise<unknown> {
  return footprint === null
    ? reissueVersion(ctx, { productUrl: address })
    : reissueFootprintRecord(ctx, { id: footprint.id });
}

function withdraw(ctx: Context, { footprint, address, version }: RecordInDoubt): Promise<unknown> {
  const reason = "keyCompromised";
  return footprint === null
    ? revokeVersion(ctx, { productUrl: address, version, reason })
    : withdrawFootprintRecord(ctx, { id: footprint.id, reason });
}

import { desc, eq } from "drizzle-orm";
import { operatorKey, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { lockKeys } from "../key/load.ts";
import { afterIssue } from "../log/after-issue.ts";
import { signedHere } from "../operator/signed-here.ts";
import { pathOf } from "../product-path.ts";
import { newestSubject } from "./find-record.ts";
import type { IssuedVersion } from "./issue-version.ts";
import { issueVersion } from "./issue-version.ts";
import { loadPassport } from "./read.ts";

export interface ReissuedVersion extends IssuedVersion {
  readonly path: string;
  readonly isPending: boolean;
}

/** Why a version says what the one before it says. */
export const reissueReason = "keyCompromise";

/**
 * Signs what the newest version of a passport says once more, as its next version: for a key that may be in other hands. The
 * former version is thereby replaced. `NOTHING_CHANGED` while its key is in use, `PASSPORT_NOT_FOUND`, `SIGNED_OUTSIDE`, `KEY_NOT_FOUND` without another key.
 *
 * Source: record format, section 3, compromise.
 */
export async function reissueVersion(
  ctx: Context,
  input: { readonly productUrl: string },
): Promise<ReissuedVersion> {
  const { operatorId, ...issued } = await signedHere(enterReissue(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...issued, isPending: pending !== null };
}

/** The same without what follows its transaction. */
export async function enterReissue(
  ctx: Context,
  input: { readonly productUrl: string },
): Promise<IssuedVersion & { readonly path: string; readonly operatorId: string }> {
  demand(ctx, "item.issue", null);
  const { passport, operator } = await loadPassport(ctx, input.productUrl);
  demand(ctx, "item.issue", passport.operatorId);
  return ctx.db.transaction(async (tx) => {
    await lockKeys(tx, operator.id);
    const [newest] = await tx
      .select({
        declarationId: passportVersion.declarationId,
        version: passportVersion.version,
        keyState: operatorKey.state,
      })
      .from(passportVersion)
      .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
      .where(eq(passportVersion.passportId, passport.id))
      .orderBy(desc(passportVersion.version))
      .limit(1);
    const subject = await newestSubject(tx, passport.id);
    if (newest === undefined || subject === null) throw new Error("A published passport has a version.");
    if (newest.keyState === "active")
      throw new Refusal("NOTHING_CHANGED", "The newest version is signed with a key that is still in use.");
    const { declarationId } = newest;
    const next = { passport, operator, subject, declarationId, reason: reissueReason };
    const issued = await issueVersion(ctx, tx, next);
    await recordDeed(ctx, tx, {
      action: "passport.reissue",
      subject: passport.productUrl,
      operatorId: operator.id,
      detail: { ...issued, former: newest.version },
    });
    return { ...issued, path: pathOf(ctx, passport.productUrl), operatorId: operator.id };
  });
}

import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { LifeReason } from "../../domain/life/life-reason.ts";
import { Refusal } from "../../refusal.ts";
import { missingIn, refuseMissing } from "../attribute/refuse-incomplete.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput, optional } from "../input.ts";
import { findItem } from "../item/find.ts";
import type { NextItem } from "../item/subject.ts";
import { completenessOfItem, nextItem } from "../item/subject.ts";
import { lockSigners } from "../life/lock-operators.ts";
import { afterIssue } from "../log/after-issue.ts";
import { signedHere } from "../operator/signed-here.ts";
import { pathOf } from "../product-path.ts";
import { isNewestRevoked } from "../status/is-newest-revoked.ts";
import type { IssuedVersion } from "./issue-version.ts";
import { issueVersion } from "./issue-version.ts";
import { saysTheSame, saysTheSameOpenly } from "./says-the-same.ts";

export interface RenewedItem extends IssuedVersion {
  readonly path: string;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

export interface ItemRenewal {
  readonly productUrl: string;
  /** One line: why there is another version. May be empty where only restricted values are others. */
  readonly reason: string;
}

/**
 * Signs the next version of a battery's passport with what the registry knows now: stated data points, the newest
 * readings, status, and who answers for it.
 *
 * Refusals: `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `PASSPORT_INCOMPLETE` for what is owed on the battery's own day and no
 * longer there, `NOTHING_CHANGED`, `E_REASON_REQUIRED`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4) and 13(6): accurate, complete and up to date.
 */
export async function renewItem(ctx: Context, input: ItemRenewal): Promise<RenewedItem> {
  const { operatorId, ...renewed } = await signedHere(
    ctx.db.transaction((tx) => enterOrderedRenewal(ctx, tx, input)),
  );
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...renewed, isPending: pending !== null };
}

interface NextRenewal {
  readonly passportId: string;
  /** Who answers for it, as far as the caller knows. */
  readonly operatorId: string;
  readonly reason: string;
}

type Entered = IssuedVersion & { readonly path: string; readonly operatorId: string };

/** The same within the caller's transaction, without what follows it. */
export async function enterOrderedRenewal(ctx: Context, tx: Database, input: ItemRenewal): Promise<Entered> {
  demand(ctx, "item.issue", null);
  const held = await findItem(tx, { productUrl: input.productUrl });
  demand(ctx, "item.issue", held.passport.operatorId);
  const next = await nextItem(ctx, tx, held);
  const reason = optional(input.reason) ?? (await reasonOfItself(ctx, tx, held.passport.id, next));
  if (reason === null) throw invalidInput([{ code: "E_REASON_REQUIRED", path: "reason" }]);
  refuseMissing(missingIn(completenessOfItem(held, next), "item").map((attribute) => ({ attribute })));
  const { id: passportId, operatorId } = held.passport;
  return enterItemRenewal(ctx, tx, { passportId, operatorId, reason });
}

/** What anybody sees stays as it is, and something else is new: the same reason as at a change of status. */
async function reasonOfItself(
  ctx: Context,
  tx: Database,
  passportId: string,
  next: NextItem,
): Promise<LifeReason | null> {
  const isNewInside =
    (await saysTheSameOpenly(tx, passportId, next.subject)) &&
    !(await saysTheSame(ctx, tx, passportId, next));
  return isNewInside ? "newValues" : null;
}

/**
 * The next version of a battery's passport, within the caller's transaction: for everything that happens to a battery, which
 * has to be said also where data are missing. The caller has asked the policy for `operatorId`, whose key signs, and calls
 * `afterIssue` with it. `NOTHING_CHANGED`, `PASSPORT_ENDED`, `RESPONSIBILITY_MOVED` when somebody else answers by now.
 */
export async function enterItemRenewal(
  ctx: Context,
  tx: Database,
  { passportId, operatorId, reason }: NextRenewal,
): Promise<Entered> {
  // In the order of every issue: operator first, then what is its.
  await lockSigners(tx, passportId, operatorId);
  const held = await findItem(tx, { passportId }, "for update");
  const { passport, item, operator } = held;
  // It may have moved while we waited: nobody signs with the key of another.
  if (operator.id !== operatorId)
    throw new Refusal("RESPONSIBILITY_MOVED", `Somebody else answers for ${passport.productUrl} now.`);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  const next = await nextItem(ctx, tx, held);
  if ((await saysTheSame(ctx, tx, passport.id, next)) && !(await isNewestRevoked(tx, passport.id)))
    throw new Refusal(
      "NOTHING_CHANGED",
      "This says exactly what the passport says: there is nothing to sign.",
    );
  const issued = await issueVersion(ctx, tx, {
    ...{ passport, operator, subject: next.subject },
    ...{ declarationId: null, reason },
  });
  await tx.update(batteryItem).set({ changedAt: null }).where(eq(batteryItem.id, item.id));
  await recordDeed(ctx, tx, {
    action: "item.renew",
    subject: passport.productUrl,
    operatorId: operator.id,
    detail: { ...issued, reason },
  });
  return { ...issued, path: pathOf(ctx, passport.productUrl), operatorId: operator.id };
}

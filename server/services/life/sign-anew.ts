import { and, asc, count, desc, eq, isNull, ne } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, operatorKey, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import type { LifeReason } from "../../domain/life/life-reason.ts";
import { operatorValues } from "../../domain/passport/model-subject.ts";
import { isOfCatalogue } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isUuid } from "../new-id.ts";
import { afterIssue } from "../log/after-issue.ts";
import { signedHere } from "../operator/signed-here.ts";
import { newestSubject } from "../passport/find-record.ts";
import { issueVersion } from "../passport/issue-version.ts";
import { lockSigners } from "./lock-operators.ts";

/** How far a hand-over is signed. */
export interface SignedAnew {
  /** Signed by this call. */
  readonly signed: number;
  /** Passports whose newest version still carries the name of who answered before. */
  readonly open: number;
  readonly isPending: boolean;
}

/** Signed in one call; each in a transaction of its own, so that a stop loses nothing. */
const atOnce = 50;

/**
 * Signs what was taken over in the name of who answers now: of each passport that says what the newest version says, with the
 * responsible operator as it is. What is left to do follows from the versions themselves, so a program that was stopped goes
 * on where it was; models come before the batteries that name them. Ask again while some are open.
 *
 * `OPERATOR_NOT_FOUND`, `SIGNED_OUTSIDE`, `KEY_NOT_FOUND`, `OPERATOR_CEASED`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4) and (7); record format, section 3.
 */
export async function signAnew(
  ctx: Context,
  { operatorId }: { readonly operatorId: string },
): Promise<SignedAnew> {
  demand(ctx, "item.issue", null);
  if (!isUuid(operatorId)) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  demand(ctx, "item.issue", operatorId);
  let signed = 0;
  for (const { id } of await ofOthers(ctx.db, operatorId).limit(atOnce))
    if (await signedHere(ctx.db.transaction((tx) => signOne(ctx, tx, id, operatorId)))) signed += 1;
  const { pending } = await afterIssue(ctx, operatorId);
  return { signed, open: await countOfOthers(ctx.db, operatorId), isPending: pending !== null };
}

/**
 * The next of them in the caller's transaction, all or none: what an operator signs outside is signed at once.
 * `NOTHING_CHANGED` where none is left.
 */
export async function enterSignedAnew(
  ctx: Context,
  tx: Database,
  { operatorId }: { readonly operatorId: string },
): Promise<{ readonly path: null; readonly operatorId: string }> {
  demand(ctx, "item.issue", null);
  if (!isUuid(operatorId)) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  demand(ctx, "item.issue", operatorId);
  let signed = 0;
  for (const { id } of await ofOthers(tx, operatorId).limit(atOnce))
    if (await signOne(ctx, tx, id, operatorId)) signed += 1;
  if (signed === 0)
    throw new Refusal("NOTHING_CHANGED", "Everything this operator answers for carries its name already.");
  return { path: null, operatorId };
}

/** How many passports of an operator still carry the name of somebody else on their newest version. */
async function countOfOthers(db: Database, operatorId: string): Promise<number> {
  const [found] = await db.select({ open: count() }).from(ofOthers(db, operatorId).as("others"));
  return found?.open ?? 0;
}

/** Passports an operator answers for whose newest version, published or pending, another one signed. */
function ofOthers(db: Database, operatorId: string) {
  const newest = db
    .selectDistinctOn([passportVersion.passportId], {
      passportId: passportVersion.passportId,
      kid: passportVersion.kid,
    })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .where(and(eq(passport.operatorId, operatorId), isNull(passport.endedAt)))
    .orderBy(asc(passportVersion.passportId), desc(passportVersion.version))
    .as("newest");
  return (
    db
      .select({ id: passport.id, level: passport.level })
      .from(newest)
      .innerJoin(passport, eq(passport.id, newest.passportId))
      .innerJoin(operatorKey, eq(operatorKey.kid, newest.kid))
      .where(ne(operatorKey.operatorId, operatorId))
      // "model" comes last of the three words.
      .orderBy(desc(passport.level), asc(passport.id))
      .$dynamic()
  );
}

async function signOne(ctx: Context, tx: Database, passportId: string, operatorId: string): Promise<boolean> {
  await lockSigners(tx, passportId, operatorId);
  const [held] = await tx
    .select({ passport, operator })
    .from(passport)
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .where(eq(passport.id, passportId))
    .for("no key update", { of: passport });
  // Somebody else signed, ended or took it meanwhile.
  if (held?.operator.id !== operatorId || held.passport.endedAt !== null) return false;
  const [newest] = await tx
    .select({ declarationId: passportVersion.declarationId, signerId: operatorKey.operatorId })
    .from(passportVersion)
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  const subject = await newestSubject(tx, passportId);
  if (newest === undefined || subject === null || newest.signerId === operatorId) return false;
  const reason: LifeReason = "responsibilityMoved";
  const issued = await issueVersion(ctx, tx, {
    ...{ passport: held.passport, operator: held.operator, subject: answeredBy(subject, held.operator) },
    ...{ declarationId: newest.declarationId, reason },
  });
  await recordDeed(ctx, tx, {
    action: "passport.signAnew",
    subject: held.passport.productUrl,
    operatorId,
    detail: { ...issued },
  });
  return true;
}

/** The same content with who answers as it is now: everything else, the maker too, stays what it was. */
function answeredBy(subject: BatterySubject, answering: typeof operator.$inferSelect): BatterySubject {
  if (!isOfCatalogue(subject)) return subject;
  const { statutory } = subject;
  const said = operatorValues(answering);
  const renewed = Object.fromEntries(
    Object.entries(said).filter(([id]) => subject.granularity !== "model" || statutory[id] !== undefined),
  );
  return { ...subject, statutory: { ...statutory, ...renewed } };
}

/** Of each operator the caller signs for: how many passports taken over wait for their first version in its name. */
export async function surveyUnsigned(
  ctx: Context,
): Promise<readonly { readonly operatorId: string; readonly open: number }[]> {
  demand(ctx, "item.issue", null);
  const { memberships } = ctx.caller;
  const own = new Set(
    memberships.flatMap(({ operatorId }) =>
      operatorId !== null && allows(memberships, "item.issue", operatorId) ? operatorId : [],
    ),
  );
  const found: { operatorId: string; open: number }[] = [];
  for (const operatorId of own) found.push({ operatorId, open: await countOfOthers(ctx.db, operatorId) });
  return found.filter(({ open }) => open > 0);
}

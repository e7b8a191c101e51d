import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport as passportTable, transferPassport } from "../../../db/schema/index.ts";
import type { transfer } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { becomeWaste, parseOperation, startOperation } from "../../domain/life/battery-status.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { activeKey } from "../operator/active-key.ts";
import { signedHere } from "../operator/signed-here.ts";
import { announceChange } from "../passport/announce.ts";
import { pathOf } from "../product-path.ts";
import type { MeasuredValues } from "./change-status.ts";
import { changeStatus } from "./change-status.ts";
import { digestOfPassports } from "./digest-of-passports.ts";
import { enterEvents } from "./enter-events.ts";
import { lockOperators } from "./lock-operators.ts";
import { decide, lockTransfer, refuseDecided } from "./lock-transfer.ts";
import { moveModels } from "./move-models.ts";
import { loadParty, refuseCeased } from "./parties.ts";
import type { HeldPassport } from "./passports.ts";
import { lockPassportRows, succeededAmong } from "./passports.ts";

export interface TransferAcceptance {
  readonly id: string;
  /** Of batteries that become waste: their values measured anew, by product URL. */
  readonly measured?: Readonly<Record<string, MeasuredValues>> | undefined;
  /** Digest of the passports that were looked at; whoever does not give it takes what the transfer is about. */
  readonly digest?: string | undefined;
}

export interface AcceptedTransfer {
  readonly id: string;
  readonly passports: number;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Takes the offered responsibility over. All of it in one transaction:
 *
 * - a hand-over: the operator answers for every passport from now on, and for the models among them; the versions signed
 *   before stay as they are, the next ones carry its name (`signAnew` signs them);
 * - waste: it answers for each battery, whose status becomes waste, and signs the version that says so;
 * - a second life: the consent is taken; nothing moves before the new battery is made (`makeSecondLife`).
 *
 * Refusals: `TRANSFER_NOT_FOUND`, `TRANSFER_DECIDED`, `OPERATOR_CEASED`, `KEY_NOT_FOUND` for one that could sign nothing,
 * `RESPONSIBILITY_MOVED` and `PASSPORT_ENDED` for a passport that is not what was offered any more, `EDITED_MEANWHILE` when
 * other passports were looked at; problems of `startOperation`, and at `measured[address].…` those of `becomeWaste` and
 * `changeStatus` of every battery.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(7).
 */
export async function acceptTransfer(ctx: Context, input: TransferAcceptance): Promise<AcceptedTransfer> {
  demand(ctx, "transfer.decide", null);
  const {
    operatorId,
    path: _,
    ...accepted
  } = await signedHere(ctx.db.transaction((tx) => enterAcceptance(ctx, tx, input)));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...accepted, isPending: pending !== null };
}

type Transfer = typeof transfer.$inferSelect;

interface EnteredAcceptance extends Omit<AcceptedTransfer, "isPending"> {
  /** Of a transfer of one passport its page. */
  readonly path: string | null;
  readonly operatorId: string;
}

/** The same within the caller's transaction, without what follows it. */
export async function enterAcceptance(
  ctx: Context,
  tx: Database,
  { id, measured = {}, digest }: TransferAcceptance,
): Promise<EnteredAcceptance> {
  const { row, passportIds } = await lockTransfer(ctx, tx, id, {
    ...{ action: "transfer.decide", side: "toOperatorId" },
  });
  refuseDecided(row);
  if (digest !== undefined) await refuseUnseen(tx, id, digest);
  await lockOperators(tx, [row.fromOperatorId, row.toOperatorId]);
  const to = await loadParty(tx, row.toOperatorId);
  refuseCeased(to);
  // Whoever answers has to be able to sign what it says.
  await activeKey(tx, to);
  const held = await lockPassportRows(tx, passportIds);
  for (const { passport } of held) refuseChanged(row, passport);
  if (row.kind === "secondLife") await refuseUnfit(tx, row, held);
  else await move(ctx, tx, row, held);
  if (row.kind === "waste") await makeAllWaste(ctx, tx, row, held, measured);
  await decide(ctx, tx, id, "accepted");
  const detail = { kind: row.kind, operation: row.operation, passports: held.length };
  // Both sides find it among their deeds.
  for (const operatorId of [row.toOperatorId, row.fromOperatorId])
    await recordDeed(ctx, tx, { action: "transfer.accept", subject: id, operatorId, detail });
  const [only, ...others] = held;
  const path = only === undefined || others.length > 0 ? null : pathOf(ctx, only.passport.productUrl);
  return { id, passports: held.length, path, operatorId: to.id };
}

function refuseChanged(
  { fromOperatorId }: Transfer,
  { productUrl, operatorId, endedAt }: HeldPassport["passport"],
): void {
  if (endedAt !== null) throw new Refusal("PASSPORT_ENDED", `The passport of ${productUrl} has ended.`);
  if (operatorId !== fromOperatorId)
    throw new Refusal("RESPONSIBILITY_MOVED", `Somebody else answers for ${productUrl} now.`);
}

async function refuseUnfit(tx: Database, row: Transfer, held: readonly HeldPassport[]): Promise<void> {
  const operation = parseOperation(row.operation ?? "");
  if (!operation.ok) throw invalidInput(operation.problems);
  const succeeded = await succeededAmong(
    tx,
    held.map(({ passport }) => passport.id),
  );
  const problems = held.flatMap(({ passport, status }) => {
    const params = { value: passport.productUrl };
    if (status === null) return [{ code: "E_NOT_AN_ITEM", path: "", params }];
    if (succeeded.has(passport.id)) return [{ code: "E_SUCCEEDED_ALREADY", path: "", params }];
    const allowed = startOperation(operation.value, status);
    return allowed.ok ? [] : allowed.problems;
  });
  if (problems.length > 0) throw invalidInput(problems);
}

/** Who answers changes at once for all; addresses, versions and what they say stay as they are. */
async function move(
  ctx: Context,
  tx: Database,
  { id: transferId, fromOperatorId, toOperatorId }: Transfer,
  held: readonly HeldPassport[],
): Promise<void> {
  const ids = held.map(({ passport }) => passport.id);
  for (let start = 0; start < ids.length; start += 5000)
    await tx
      .update(passportTable)
      .set({ operatorId: toOperatorId })
      .where(inArray(passportTable.id, ids.slice(start, start + 5000)));
  const models = held.flatMap(({ passport }) => (passport.level === "model" ? passport.modelId : []));
  await moveModels(ctx, tx, { modelIds: models, fromOperatorId, toOperatorId });
  await enterEvents(
    ctx,
    tx,
    ids.map((passportId) => ({ passportId, kind: "transferred", fromOperatorId, toOperatorId, transferId })),
  );
  // A model's address stands for everything below it.
  const urls = await tx
    .selectDistinct({ productUrl: passportTable.productUrl })
    .from(passportTable)
    .where(
      and(
        eq(passportTable.level, "model"),
        inArray(passportTable.modelId, [...new Set(held.map(({ passport }) => passport.modelId)), nobody]),
      ),
    );
  for (const { productUrl } of urls) await announceChange(ctx, tx, productUrl);
}

/** No row has this identifier: it keeps a list of them from being empty. */
const nobody = "00000000-0000-0000-0000-000000000000";

async function refuseUnseen(tx: Database, id: string, digest: string): Promise<void> {
  const [found] = await tx
    .select({ digest: digestOfPassports })
    .from(transferPassport)
    .innerJoin(passportTable, eq(passportTable.id, transferPassport.passportId))
    .where(eq(transferPassport.transferId, id));
  if (found?.digest !== digest)
    throw new Refusal("EDITED_MEANWHILE", "This transfer is about other passports than you looked at.");
}

/** Every battery, or none: what is wrong with any of them is said at once. */
async function makeAllWaste(
  ctx: Context,
  tx: Database,
  row: Transfer,
  held: readonly HeldPassport[],
  measured: Readonly<Record<string, MeasuredValues>>,
): Promise<void> {
  const problems: Problem[] = [];
  for (const one of held) {
    const { productUrl } = one.passport;
    try {
      await makeWaste(ctx, tx, row, one, measured[productUrl] ?? {});
    } catch (error) {
      if (!(error instanceof Refusal) || error.problems.length === 0) throw error;
      problems.push(
        ...error.problems.map((problem) => ({ ...problem, path: `measured[${productUrl}].${problem.path}` })),
      );
    }
  }
  if (problems.length > 0) throw invalidInput(problems.slice(0, mostTold));
}

/** Of hundreds of batteries without a value the first say enough. */
const mostTold = 100;

async function makeWaste(
  ctx: Context,
  tx: Database,
  { id: transferId }: Transfer,
  { passport, status }: HeldPassport,
  measured: MeasuredValues,
): Promise<void> {
  if (status === null) throw new Error("Only single batteries are offered as waste.");
  const waste = becomeWaste(status);
  if (!waste.ok) throw invalidInput(waste.problems);
  const { id: passportId } = passport;
  const version = await changeStatus(ctx, tx, {
    ...{ ...measured, passportId, to: waste.value, reason: "responsibilityMoved" },
  });
  await enterEvents(ctx, tx, [
    { passportId, kind: "status", statusBefore: status, statusAfter: waste.value, transferId, version },
  ]);
}

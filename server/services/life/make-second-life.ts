import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { transfer, transferPassport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { BatteryStatus, SecondLifeOperation } from "../../domain/life/battery-status.ts";
import { parseOperation, startOperation, statusAfter } from "../../domain/life/battery-status.ts";
import { statusChangeAttributes } from "../../domain/life/status-values.ts";
import type { Problem } from "../../domain/problem.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { Fields, invalidInput } from "../input.ts";
import { hasOnlyExternalStorage } from "../item/subject.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { signedHere } from "../operator/signed-here.ts";
import { announceChange } from "../passport/announce.ts";
import type { EnteredItem, IssuedItem, NewItem } from "../passport/issue-item.ts";
import { enterItem } from "../passport/issue-item.ts";
import { missingValue } from "./change-status.ts";
import { enterEvents } from "./enter-events.ts";
import { lockOperators } from "./lock-operators.ts";
import { inOpenTransfer } from "./open-transfer.ts";
import type { HeldPassport } from "./passports.ts";
import { lockPassports, succeededAmong } from "./passports.ts";

export interface SecondLife {
  /** One of the four operations. */
  readonly operation: string;
  /** The batteries it is made of. */
  readonly originals: readonly string[];
  /** The new battery, of a model of the operator that makes it. */
  readonly item: NewItem;
}

/** Most batteries that become one. */
const mostOriginals = 200;

/**
 * Makes one new battery of one or several: a new passport of the operator that makes it, with its own identifier, its own
 * status and links to the originals, whose passports stay as they are and name it from now on. One transaction: after a
 * failure anywhere nothing of it is there.
 *
 * Problems at `originals[…]`: `E_PASSPORT_UNKNOWN`, `E_VALUE_REPEATED`, `E_PASSPORT_OVER`, `E_NOT_AN_ITEM`,
 * `E_SUCCEEDED_ALREADY`, those of `startOperation`; `E_CONSENT_MISSING` for one that another operator answers for, unless its
 * consent to this operation was given and accepted; `E_TRANSFER_OPEN` for an own one that was offered elsewhere. Problems of
 * the new battery below `item.…`: `E_STATUS_VALUE_MISSING` for a value of point 4(a) that is not stated. Else refuses as
 * `issueItem` does.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(7) first subparagraph; Art. 3(1)(29) to (32); Annex XIII point 4(a) and (c).
 */
export async function makeSecondLife(ctx: Context, input: SecondLife): Promise<IssuedItem> {
  demand(ctx, "life.change", null);
  const { operatorId, ...entered } = await signedHere(
    ctx.db.transaction((tx) => enterSecondLife(ctx, tx, input)),
  );
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...entered, isPending: pending !== null };
}

/** The same within the caller's transaction, without what follows it. */
export async function enterSecondLife(
  ctx: Context,
  tx: Database,
  { operation: text, originals, item }: SecondLife,
): Promise<EnteredItem> {
  const model = await loadModel(tx, item.modelId);
  demand(ctx, "life.change", model.operatorId);
  const fields = new Fields();
  const operation = fields.take("operation", parseOperation(text));
  if (originals.length === 0) fields.add("E_REQUIRED", "originals");
  if (originals.length > mostOriginals)
    fields.add("E_VALUE_COUNT", "originals", { expected: String(mostOriginals) });
  fields.refuse();
  if (operation === undefined) throw new Error("A field without a problem has a value.");
  await lockOperators(tx, [model.operatorId]);
  const held = await lockPassports(tx, originals);
  const problems = [
    ...(await problemsOf(tx, { operation, originals, operatorId: model.operatorId }, held)),
    ...(await unstated(ctx, tx, model, item)),
  ];
  if (problems.length > 0) throw invalidInput(problems);
  const batteryStatus = statusAfter(operation);
  const entered = await enterItem(ctx, tx, item, {
    predecessors: held.map(({ passport }) => ({ passportId: passport.id, operation })),
    batteryStatus,
  });
  await enterEvents(ctx, tx, [
    { passportId: entered.passportId, kind: "placed", statusAfter: batteryStatus, version: entered.version },
    ...held.map(({ passport, status }) => ({
      ...{ passportId: passport.id, kind: "succeeded", statusBefore: status },
      ...{ successorId: entered.passportId, fromOperatorId: passport.operatorId },
      toOperatorId: model.operatorId,
    })),
  ]);
  for (const { passport } of held) await announceChange(ctx, tx, passport.productUrl);
  const detail = { operation, successor: entered.productUrl, originals: originals.length };
  const givers = new Set(held.map(({ passport }) => passport.operatorId));
  for (const operatorId of new Set([model.operatorId, ...givers]))
    await recordDeed(ctx, tx, {
      ...{ action: "life.secondLife", subject: entered.productUrl, operatorId, detail },
    });
  return entered;
}

interface Making {
  readonly operation: SecondLifeOperation;
  readonly originals: readonly string[];
  readonly operatorId: string;
}

async function problemsOf(
  tx: Database,
  making: Making,
  held: readonly HeldPassport[],
): Promise<readonly Problem[]> {
  const ids = held.map(({ passport }) => passport.id);
  const succeeded = await succeededAmong(tx, ids);
  const consented = await consentedTo(tx, making, ids);
  const open = await inOpenTransfer(tx, ids);
  const byUrl = new Map(held.map((one) => [one.passport.productUrl, one]));
  return making.originals.flatMap((productUrl, index): readonly Problem[] => {
    const path = `originals[${String(index)}]`;
    const at = (code: string) => [{ code, path, params: { value: productUrl.slice(0, 300) } }];
    if (making.originals.indexOf(productUrl) < index) return at("E_VALUE_REPEATED");
    const one = byUrl.get(productUrl);
    if (one === undefined) return at("E_PASSPORT_UNKNOWN");
    const { passport, status } = one;
    if (passport.endedAt !== null) return at("E_PASSPORT_OVER");
    if (status === null) return at("E_NOT_AN_ITEM");
    if (succeeded.has(passport.id)) return at("E_SUCCEEDED_ALREADY");
    const isOwn = passport.operatorId === making.operatorId;
    if (isOwn && open.has(passport.id)) return at("E_TRANSFER_OPEN");
    if (!isOwn && !consented.has(passport.id)) return at("E_CONSENT_MISSING");
    return startProblems(making.operation, status).map((problem) => ({ ...problem, path }));
  });
}

function startProblems(operation: SecondLifeOperation, from: BatteryStatus): readonly Problem[] {
  const started = startOperation(operation, from);
  return started.ok ? [] : started.problems;
}

/** Passports whose operator consented to this operation by this operator, and whose consent was accepted. */
async function consentedTo(
  tx: Database,
  { operation, operatorId }: Making,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: transferPassport.passportId })
    .from(transferPassport)
    .innerJoin(transfer, eq(transfer.id, transferPassport.transferId))
    .where(
      and(
        inArray(transferPassport.passportId, [...ids]),
        eq(transfer.kind, "secondLife"),
        eq(transfer.operation, operation),
        eq(transfer.toOperatorId, operatorId),
        eq(transfer.state, "accepted"),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Values of point 4(a) that the new battery is not stated with: it is placed on the market with its own. */
async function unstated(
  ctx: Context,
  tx: Database,
  model: Model,
  { attributes = {}, placedOnMarketOn }: NewItem,
): Promise<readonly Problem[]> {
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  const { catalogue } = await currentCatalogue(tx);
  const day =
    placedOnMarketOn === undefined || placedOnMarketOn === ""
      ? (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10)
      : placedOnMarketOn;
  const battery = { category: category.value, day, hasOnlyExternalStorage: hasOnlyExternalStorage(model) };
  return statusChangeAttributes(catalogue, battery)
    .filter(({ id }) => attributes[id] === undefined || attributes[id] === null || attributes[id] === "")
    .map((attribute) => missingValue(attribute, "item.attributes."));
}

import type { Database } from "../../../db/client.ts";
import { insertMany } from "../../../db/insert-many.ts";
import { transfer, transferPassport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { SecondLifeOperation } from "../../domain/life/battery-status.ts";
import { becomeWaste, parseOperation, startOperation } from "../../domain/life/battery-status.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput, optional } from "../input.ts";
import { isUuid, newId } from "../new-id.ts";
import { inOpenTransfer } from "./open-transfer.ts";
import { refuseForeignDocument } from "./own-document.ts";
import { loadParty, refuseCeased } from "./parties.ts";
import type { HeldPassport } from "./passports.ts";
import { lockAllOf, lockPassports, succeededAmong } from "./passports.ts";
import type { TransferKind } from "./view.ts";

export interface TransferOffer {
  readonly fromOperatorId: string;
  readonly toOperatorId: string;
  readonly kind: TransferKind;
  /** Of a second life: one of the four operations. */
  readonly operation?: string | undefined;
  /** What it is about; of a hand-over without any, everything the operator answers for. */
  readonly productUrls: readonly string[];
  /** The written agreement, a document of the operator that offers. */
  readonly documentId?: string | undefined;
  readonly note?: string | undefined;
}

/** Most passports named in one offer; a hand-over of everything has no limit. */
const mostNamed = 500;

/**
 * Offers the responsibility for batteries to another operator. The offer is the consent of the operator that gives it away;
 * nothing moves before the other accepts.
 *
 * Problems at `productUrls[…]`: `E_PASSPORT_UNKNOWN`, `E_PASSPORT_FOREIGN` for one that somebody else answers for,
 * `E_PASSPORT_OVER` for one that ended, `E_TRANSFER_OPEN` for one in another open transfer, `E_NOT_AN_ITEM`,
 * `E_SUCCEEDED_ALREADY`, those of `startOperation` and `becomeWaste`. Refusals: `OPERATOR_NOT_FOUND`, `OPERATOR_CEASED`,
 * `DOCUMENT_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(7).
 */
export async function offerTransfer(
  ctx: Context,
  input: TransferOffer,
): Promise<{ readonly id: string; readonly passports: number }> {
  demand(ctx, "transfer.offer", null);
  const { fromOperatorId } = input;
  if (!isUuid(fromOperatorId)) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  demand(ctx, "transfer.offer", fromOperatorId);
  return ctx.db.transaction((tx) => enterOffer(ctx, tx, input));
}

/** The same within the caller's transaction; the caller has asked the policy. */
export async function enterOffer(
  ctx: Context,
  tx: Database,
  input: TransferOffer,
): Promise<{ readonly id: string; readonly passports: number }> {
  const { fromOperatorId, toOperatorId, kind, productUrls } = input;
  const [from, to] = [await loadParty(tx, fromOperatorId), await loadParty(tx, toOperatorId)];
  refuseCeased(to);
  const fields = new Fields();
  if (from.id === to.id) fields.add("E_TRANSFER_SELF", "toOperatorId");
  const operation =
    kind === "secondLife" ? (fields.take("operation", parseOperation(input.operation ?? "")) ?? null) : null;
  if (productUrls.length === 0 && kind !== "handOver") fields.add("E_REQUIRED", "productUrls");
  if (productUrls.length > mostNamed)
    fields.add("E_VALUE_COUNT", "productUrls", { expected: String(mostNamed) });
  const note = optional(input.note);
  if (note !== null) fields.text("note", note);
  fields.refuse();
  const documentId = optional(input.documentId);
  if (documentId !== null) await refuseForeignDocument(tx, documentId, fromOperatorId);

  const held = productUrls.length === 0 ? await lockAllOf(tx, from.id) : await lockPassports(tx, productUrls);
  const problems = await problemsOf(tx, { ...input, operation }, held);
  if (problems.length > 0) throw invalidInput(problems);
  if (held.length === 0) throw invalidInput([{ code: "E_NOTHING_TO_HAND_OVER", path: "productUrls" }]);
  const id = newId(ctx);
  await tx.insert(transfer).values({
    ...{ id, kind, operation, fromOperatorId, toOperatorId, documentId, note },
    ...{ offeredBy: ctx.caller.userId, offeredAt: ctx.now() },
  });
  await insertMany(
    tx,
    transferPassport,
    held.map(({ passport }) => ({ transferId: id, passportId: passport.id })),
  );
  await recordDeed(ctx, tx, {
    ...{ action: "transfer.offer", subject: id, operatorId: fromOperatorId },
    detail: { kind, operation, to: to.slug, passports: held.length },
  });
  return { id, passports: held.length };
}

async function problemsOf(
  tx: Database,
  input: Omit<TransferOffer, "operation"> & { readonly operation: SecondLifeOperation | null },
  held: readonly HeldPassport[],
): Promise<readonly Problem[]> {
  const { productUrls, fromOperatorId } = input;
  const ids = held.map(({ passport }) => passport.id);
  const open = await inOpenTransfer(tx, ids);
  const succeeded = input.kind === "secondLife" ? await succeededAmong(tx, ids) : new Set<string>();
  if (productUrls.length === 0) {
    const [first] = held.filter(({ passport }) => open.has(passport.id));
    return first === undefined
      ? []
      : [{ code: "E_TRANSFER_OPEN", path: "productUrls", params: { value: first.passport.productUrl } }];
  }
  const byUrl = new Map(held.map((one) => [one.passport.productUrl, one]));
  return productUrls.flatMap((productUrl, index): readonly Problem[] => {
    const at = (code: string): Problem => ({
      ...{ code, path: `productUrls[${String(index)}]` },
      params: { value: productUrl.slice(0, 300) },
    });
    if (productUrls.indexOf(productUrl) < index) return [at("E_VALUE_REPEATED")];
    const one = byUrl.get(productUrl);
    if (one === undefined) return [at("E_PASSPORT_UNKNOWN")];
    if (one.passport.operatorId !== fromOperatorId) return [at("E_PASSPORT_FOREIGN")];
    if (one.passport.endedAt !== null) return [at("E_PASSPORT_OVER")];
    if (open.has(one.passport.id)) return [at("E_TRANSFER_OPEN")];
    if (input.kind === "handOver") return [];
    if (one.status === null) return [at("E_NOT_AN_ITEM")];
    if (succeeded.has(one.passport.id)) return [at("E_SUCCEEDED_ALREADY")];
    const allowed =
      input.operation === null ? becomeWaste(one.status) : startOperation(input.operation, one.status);
    return allowed.ok
      ? []
      : allowed.problems.map((problem) => ({ ...problem, path: `productUrls[${String(index)}]` }));
  });
}

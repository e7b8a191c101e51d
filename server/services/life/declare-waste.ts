import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { becomeWaste } from "../../domain/life/battery-status.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { signedHere } from "../operator/signed-here.ts";
import { pathOf } from "../product-path.ts";
import { findBatteryHere } from "./battery-here.ts";
import type { MeasuredValues } from "./change-status.ts";
import { changeStatus } from "./change-status.ts";
import { enterEvents } from "./enter-events.ts";

export interface WasteDeclaration extends MeasuredValues {
  readonly productUrl: string;
  readonly note?: string | undefined;
}

/** What a change in a battery's life did. */
export interface LifeChange {
  readonly productUrl: string;
  /** The version that was signed with it. */
  readonly version: number;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * A battery becomes waste in the hands of the operator that answers for it already; another one takes it by a transfer
 * (`acceptTransfer`). Same passport, same address; a new version says what was measured.
 *
 * `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `TRANSFER_OPEN`; problems of `becomeWaste` and `changeStatus`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(7) second subparagraph.
 */
export async function declareWaste(ctx: Context, input: WasteDeclaration): Promise<LifeChange> {
  demand(ctx, "life.change", null);
  const { operatorId, version } = await signedHere(ctx.db.transaction((tx) => enterWaste(ctx, tx, input)));
  const { pending } = await afterIssue(ctx, operatorId);
  return { productUrl: input.productUrl, version, isPending: pending !== null };
}

/** The same within the caller's transaction, without what follows it. */
export async function enterWaste(
  ctx: Context,
  tx: Database,
  { productUrl, note, ...measured }: WasteDeclaration,
): Promise<{ readonly version: number; readonly path: string; readonly operatorId: string }> {
  const { passport, status } = await findBatteryHere(ctx, tx, productUrl);
  const waste = becomeWaste(status);
  if (!waste.ok) throw invalidInput(waste.problems);
  const { id: passportId, operatorId } = passport;
  const version = await changeStatus(ctx, tx, {
    ...{ ...measured, passportId, to: waste.value, reason: "newValues" },
  });
  await enterEvents(ctx, tx, [
    {
      ...{ passportId, kind: "status", statusBefore: status, statusAfter: waste.value, version },
      note: note?.trim() || null,
    },
  ]);
  await recordDeed(ctx, tx, { action: "life.waste", subject: productUrl, operatorId });
  return { version, path: pathOf(ctx, productUrl), operatorId };
}

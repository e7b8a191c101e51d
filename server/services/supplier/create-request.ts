import { operator, supplierRequest } from "../../../db/schema/index.ts";
import { eq } from "drizzle-orm";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { Refusal } from "../../refusal.ts";
import { tokenHash } from "../account/token-hash.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import { newSupplyToken } from "./supply-token.ts";

export interface NewSupplierRequest {
  readonly operatorId: string;
  readonly supplierName: string;
  readonly productName: string;
  /** What the figure is asked for one of, for example `kg`. */
  readonly declaredUnit: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly message?: string | undefined;
  /** Last UTC day on which the link opens the question. */
  readonly expiresOn: string;
}

/** Longest name and message, in characters. */
export const longestName = 200;
export const longestMessage = 4000;

/**
 * Asks a supplier for a figure. Answers the secret of the link, this once: only its hash is kept. `E_UNIT_UNKNOWN`,
 * `E_PERIOD_ORDER`, `E_SUPPLY_EXPIRY` (after today, at most a year), `E_SUPPLY_LONG`.
 */
export async function createSupplierRequest(
  ctx: Context,
  input: NewSupplierRequest,
): Promise<{ readonly id: string; readonly token: string }> {
  const { operatorId } = input;
  demand(ctx, "supplier.request", operatorId);
  const [asker] = await ctx.db.select({ id: operator.id }).from(operator).where(eq(operator.id, operatorId));
  if (asker === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  const row = checked(input, ctx.now());
  const token = newSupplyToken(ctx);
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(supplierRequest).values({
      ...{ id, operatorId, ...row, tokenHash: tokenHash(token) },
      ...{ createdBy: ctx.caller.userId, createdAt: ctx.now() },
    });
    const { supplierName, productName } = row;
    const detail = { supplierName, productName, expiresOn: input.expiresOn };
    await recordDeed(ctx, tx, { action: "supplier.request", subject: id, operatorId, detail });
  });
  return { id, token };
}

function checked(input: NewSupplierRequest, now: Date) {
  const fields = new Fields();
  const name = (path: "supplierName" | "productName") => {
    const text = fields.text(path, input[path]);
    if (text.length > longestName) fields.add("E_SUPPLY_LONG", path, { expected: String(longestName) });
    return text;
  };
  const declaredUnit = input.declaredUnit.trim();
  const unit = parseUnit(declaredUnit);
  if (unit === null || unit.per !== null)
    fields.add("E_UNIT_UNKNOWN", "declaredUnit", { value: declaredUnit });
  const periodStart = fields.take("periodStart", parseDay(input.periodStart)) ?? "";
  const periodEnd = fields.take("periodEnd", parseDay(input.periodEnd)) ?? "";
  if (periodEnd !== "" && periodEnd < periodStart) fields.add("E_PERIOD_ORDER", "periodEnd");
  const message = optional(input.message);
  if (message !== null && message.length > longestMessage)
    fields.add("E_SUPPLY_LONG", "message", { expected: String(longestMessage) });
  if (message !== null && /[\0\p{Surrogate}]/u.test(message)) fields.add("E_SCHEMA", "message");
  const expiresOn = fields.take("expiresOn", parseDay(input.expiresOn));
  const [today, latest] = [dayOf(now), dayOf(new Date(now.getTime() + 366 * 86_400_000))];
  if (expiresOn !== undefined && (expiresOn <= today || expiresOn > latest))
    fields.add("E_SUPPLY_EXPIRY", "expiresOn", { value: expiresOn });
  const row = {
    supplierName: name("supplierName"),
    productName: name("productName"),
    ...{ declaredUnit, periodStart, periodEnd, message },
  };
  fields.refuse();
  return { ...row, expiresAt: new Date(`${expiresOn ?? today}T23:59:59Z`) };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

import { and, eq, inArray, isNull } from "drizzle-orm";
import { interestGrant, interestGrantPassport, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { readProductQuery } from "../../domain/identifier/product-query.ts";
import { Refusal } from "../../refusal.ts";
import { grantRole } from "../account/grant-role.ts";
import { lockPerson } from "../account/lock-person.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { currentInterestRules } from "./rules.ts";

export interface NewInterestGrant {
  readonly userId: string;
  readonly purpose: string;
  /** Product URLs or identifiers of batteries; none: for all, where the purpose admits it. */
  readonly batteries: readonly string[];
  /** Last UTC day, `YYYY-MM-DD`. */
  readonly endsOn: string;
  readonly reason: string;
}

/** At most so many batteries in one grant. */
const mostBatteries = 1000;

/**
 * Grants a legitimate interest, and the role of its holder with it. It ends by itself.
 *
 * Problems: `E_INTEREST_PURPOSE`, `E_INTEREST_NAMED` where the purpose is for named batteries only, `E_INTEREST_BATTERY`
 * for what is no battery of this registry, `E_INTEREST_MANY`, `E_DATE_FORMAT`, `E_INTEREST_ENDED`. Refusal:
 * `PERSON_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2), third subparagraph.
 */
export async function grantInterest(ctx: Context, input: NewInterestGrant): Promise<{ readonly id: string }> {
  demand(ctx, "registry.keep", null);
  const { purposes } = await currentInterestRules(ctx.db);
  const purpose = purposes.find(({ id }) => id === input.purpose);
  const fields = new Fields();
  const reason = fields.text("reason", input.reason);
  const endsOn = fields.take("endsOn", parseDay(input.endsOn));
  if (endsOn !== undefined && endsOn < ctx.now().toISOString().slice(0, 10))
    fields.add("E_INTEREST_ENDED", "endsOn", { value: endsOn });
  if (purpose === undefined) fields.add("E_INTEREST_PURPOSE", "purpose", { value: input.purpose });
  const named = input.batteries.map((text) => text.trim()).filter((text) => text !== "");
  if (purpose?.namedBatteriesOnly === true && named.length === 0) fields.add("E_INTEREST_NAMED", "batteries");
  if (named.length > mostBatteries)
    fields.add("E_INTEREST_MANY", "batteries", { maximum: String(mostBatteries) });
  fields.refuse();
  const passports = await batteriesOf(ctx, named, fields);
  fields.refuse();
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, input.userId);
    await grantRole({ ...ctx, db: tx }, { userId: input.userId, role: "interest", operatorId: null });
    await tx.insert(interestGrant).values({
      ...{ id, userId: input.userId, purpose: input.purpose, reason, endsOn: input.endsOn },
      ...{ scope: passports.length === 0 ? "all" : "named", grantedBy: ctx.caller.userId },
      createdAt: ctx.now(),
    });
    if (passports.length > 0)
      await tx
        .insert(interestGrantPassport)
        .values(passports.map((passportId) => ({ grantId: id, passportId })));
    const detail = { id, purpose: input.purpose, endsOn: input.endsOn, batteries: named, reason };
    await recordDeed(ctx, tx, { action: "interest.grant", subject: input.userId, operatorId: null, detail });
  });
  return { id };
}

/** Takes a grant back, from the holder's next request on; taking it back again changes nothing. `GRANT_NOT_FOUND`. */
export async function revokeInterest(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx.select().from(interestGrant).where(eq(interestGrant.id, id));
    if (found === undefined) throw new Refusal("GRANT_NOT_FOUND", "There is no such grant.");
    const revoked = await tx
      .update(interestGrant)
      .set({ revokedBy: ctx.caller.userId, revokedAt: ctx.now() })
      .where(and(eq(interestGrant.id, id), isNull(interestGrant.revokedAt)))
      .returning({ id: interestGrant.id });
    if (revoked.length === 0) return;
    await recordDeed(ctx, tx, {
      action: "interest.revoke",
      subject: found.userId,
      operatorId: null,
      detail: { id },
    });
  });
}

/** Identifiers of the batteries' passports; every one that is none is named. */
async function batteriesOf(
  ctx: Context,
  named: readonly string[],
  fields: Fields,
): Promise<readonly string[]> {
  if (named.length === 0) return [];
  const urls = named.map((text) => {
    const read = readProductQuery(text, ctx.publicUrl);
    return read.ok ? ctx.publicUrl + read.value : text;
  });
  const rows = await ctx.db
    .select({ id: passport.id, productUrl: passport.productUrl })
    .from(passport)
    .where(and(inArray(passport.productUrl, urls), eq(passport.level, "item")));
  const known = new Map(rows.map(({ id, productUrl }) => [productUrl, id]));
  return [
    ...new Set(
      urls.flatMap((url, place) => {
        const id = known.get(url);
        if (id === undefined)
          fields.add("E_INTEREST_BATTERY", `batteries[${String(place)}]`, { value: named[place] ?? "" });
        return id === undefined ? [] : [id];
      }),
    ),
  ];
}

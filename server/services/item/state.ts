import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { questionOf } from "../../domain/catalogue/completeness.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { parseAttributeValue } from "../../domain/catalogue/parse-value.ts";
import { requirementOf } from "../../domain/catalogue/requirement.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { statable } from "../attribute/statable.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput, optional } from "../input.ts";
import type { HeldItem } from "./find.ts";
import { findItem } from "./find.ts";
import type { ItemView } from "./view.ts";
import { viewItem } from "./read.ts";
import type { NextItem } from "./subject.ts";
import { nextItem } from "./subject.ts";
import { valuesLock } from "./values-lock.ts";

export interface StatedItem {
  readonly productUrl: string;
  /** State of the data that was looked at; whoever does not give it writes over what is there. */
  readonly lock?: string | undefined;
  /** By attribute, in the catalogue's form; null takes a value away. What is not named stays. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By attribute, why it does not apply to this battery; null where it does again. */
  readonly notApplicable?: Readonly<Record<string, string | null>> | undefined;
}

/**
 * States data points of one battery, or why one does not apply to it; its next version shows the values, signed ones stay as
 * they are. All of it or nothing.
 *
 * Problems at the attribute: `E_ATTRIBUTE_UNCONDITIONAL` for one that the law asks of every battery; those of `statable`, `parseAttributeValue` and `crossProblems`; `E_REQUIRED` for taking the month
 * of its making away, `E_DATE_ORDER`. Refusals: `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`, `EDITED_MEANWHILE`.
 */
export async function stateItem(ctx: Context, input: StatedItem): Promise<ItemView> {
  demand(ctx, "item.write", null);
  return ctx.db.transaction(async (tx) => viewItem(ctx, tx, await enterItemValues(ctx, tx, input)));
}

/** The same within the caller's transaction; answers the battery as it is then. */
export async function enterItemValues(ctx: Context, tx: Database, input: StatedItem): Promise<HeldItem> {
  demand(ctx, "item.write", null);
  const held = await findItem(tx, { productUrl: input.productUrl }, "for update");
  const { passport, item } = held;
  demand(ctx, "item.write", passport.operatorId);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  if (input.lock !== undefined && input.lock !== valuesLock(held))
    throw new Refusal(
      "EDITED_MEANWHILE",
      "Somebody changed the data after you looked at them. Load them again.",
    );
  const change = changeOf(held, await nextItem(ctx, tx, held), input);
  // Why something does not apply is in no record: nothing waits for another version.
  const isOfRecord = Object.keys(input.values).length > 0;
  const [changed] = await tx
    .update(batteryItem)
    .set({ ...change, ...(isOfRecord ? { changedAt: ctx.now() } : {}) })
    .where(eq(batteryItem.id, item.id))
    .returning();
  if (changed === undefined) throw new Error("A battery vanished while it was locked.");
  const now = { ...held, item: changed };
  const { catalogue, values } = await nextItem(ctx, tx, now);
  const problems = crossProblems(catalogue, values);
  if (problems.length > 0) throw invalidInput(problems);
  await recordDeed(ctx, tx, {
    action: "item.state",
    subject: passport.productUrl,
    operatorId: passport.operatorId,
    // Which data points, not what they say: an audit is read by others than the values are.
    detail: { attributes: [...Object.keys(input.values), ...Object.keys(input.notApplicable ?? {})] },
  });
  return now;
}

function changeOf(
  { item }: HeldItem,
  { catalogue, battery }: NextItem,
  { values, notApplicable: reasons = {} }: Pick<StatedItem, "values" | "notApplicable">,
): Partial<typeof batteryItem.$inferInsert> {
  const fields = new Fields();
  const attributes: Record<string, JsonValue> = { ...item.attributes };
  const notApplicable = { ...item.notApplicable };
  let { manufacturedOn, placedOnMarketOn } = item;
  for (const [id, json] of Object.entries(values)) {
    const attribute = statable(fields, { level: "item", catalogue, battery }, id);
    if (attribute === null) continue;
    const value = json === null ? null : fields.take("", parseAttributeValue(attribute, json));
    if (value === undefined) continue;
    if (id === "placedOnMarketDate") placedOnMarketOn = typeof value === "string" ? value : null;
    else if (id === "manufacturingDate") {
      if (typeof value === "string") manufacturedOn = value;
      else fields.add("E_REQUIRED", id);
    } else if (value === null) delete attributes[id];
    else attributes[id] = value;
  }
  for (const [id, why] of Object.entries(reasons)) {
    const attribute = statable(fields, { level: "item", catalogue, battery }, id);
    if (attribute === null) continue;
    const reason = optional(why);
    const question = questionOf(attribute, requirementOf(catalogue, attribute, battery).kind);
    if (question === undefined && reason !== null) fields.add("E_ATTRIBUTE_UNCONDITIONAL", id);
    else if (reason === null) delete notApplicable[id];
    else notApplicable[id] = fields.text(id, reason);
  }
  if (placedOnMarketOn !== null && placedOnMarketOn.slice(0, 7) < manufacturedOn)
    fields.add("E_DATE_ORDER", "placedOnMarketDate", { value: placedOnMarketOn, expected: manufacturedOn });
  fields.refuse();
  return { attributes, notApplicable, manufacturedOn, placedOnMarketOn };
}

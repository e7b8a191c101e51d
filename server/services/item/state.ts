import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { parseAttributeValue } from "../../domain/catalogue/parse-value.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { statable } from "../attribute/statable.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput } from "../input.ts";
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
}

/**
 * States data points of one battery; its next version shows them, signed ones stay as they are. All of it or nothing.
 *
 * Problems at the attribute: those of `statable`, `parseAttributeValue` and `crossProblems`; `E_REQUIRED` for taking the month
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
  const change = changeOf(held, await nextItem(ctx, tx, held), input.values);
  const [changed] = await tx
    .update(batteryItem)
    .set({ ...change, changedAt: ctx.now() })
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
    detail: { attributes: Object.keys(input.values) },
  });
  return now;
}

function changeOf(
  { item }: HeldItem,
  { catalogue, battery }: NextItem,
  values: StatedItem["values"],
): Partial<typeof batteryItem.$inferInsert> {
  const fields = new Fields();
  const attributes: Record<string, JsonValue> = { ...item.attributes };
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
  if (placedOnMarketOn !== null && placedOnMarketOn.slice(0, 7) < manufacturedOn)
    fields.add("E_DATE_ORDER", "placedOnMarketDate", { value: placedOnMarketOn, expected: manufacturedOn });
  fields.refuse();
  return { attributes, manufacturedOn, placedOnMarketOn };
}

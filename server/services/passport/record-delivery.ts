import type { Database } from "../../../db/client.ts";
import { disclosureDelivery } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Audience, DisclosureGroup } from "../../domain/access/audience.ts";
import { newId } from "../new-id.ts";

/** Restricted data of one version that a reader was given. */
export interface Delivery {
  readonly passportId: string;
  readonly version: number;
  readonly audience: Audience;
  readonly groups: readonly DisclosureGroup[];
  /** What was given: a record, its data on a page or for a program, an attached document, readings of a battery. */
  readonly form: "dc+sd-jwt" | "json" | "page" | "document" | "readings";
}

/** Writes a delivery down, with who was given it; it cannot be taken back. */
export async function recordDelivery(ctx: Context, tx: Database, delivery: Delivery): Promise<void> {
  await tx.insert(disclosureDelivery).values({
    ...delivery,
    id: newId(ctx),
    groups: delivery.groups.join(""),
    readerId: ctx.caller.userId,
    createdAt: ctx.now(),
  });
}

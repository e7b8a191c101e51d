import type { Database } from "../../../db/client.ts";
import { auditEvent } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";

/** A deed of the caller. `subject` names the thing (an identifier or a product URL), never a secret. */
export interface Deed {
  readonly action: string;
  readonly subject: string;
  readonly operatorId: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what. Call it with the transaction that does the deed, so that neither exists without the other. */
export async function recordDeed(
  ctx: Pick<Context, "now" | "caller">,
  db: Database,
  deed: Deed,
): Promise<void> {
  // Art. 77(4): whoever acts by written authority of another is named with it.
  const { memberships } = ctx.caller;
  const held = memberships.filter(({ operatorId }) => operatorId !== null && operatorId === deed.operatorId);
  const delegationId = held.every((one) => one.delegationId !== undefined)
    ? held[0]?.delegationId
    : undefined;
  await db.insert(auditEvent).values({
    at: ctx.now(),
    actorId: ctx.caller.userId,
    operatorId: deed.operatorId,
    action: deed.action,
    subject: deed.subject,
    detail: { ...deed.detail, ...(delegationId === undefined ? {} : { delegationId }) },
  });
}

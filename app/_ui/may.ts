import { registry } from "../../server/caller.ts";
import type { Action } from "../../server/domain/access/policy.ts";
import { allows } from "../../server/domain/access/policy.ts";

/**
 * What the person who looks may do, so that a screen offers nothing that would be refused: for one operator, or for any
 * they act for. The registry decides again when it is asked.
 */
export async function mayDo(): Promise<(action: Action, operatorId?: string) => boolean> {
  const memberships = (await registry().account.me())?.memberships ?? [];
  return (action, operatorId) => allows(memberships, action, operatorId ?? null);
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { loadDeclaration } from "../footprint/load.ts";

/**
 * The frozen calculation request that belongs to a full report, byte for byte as its digest counts it, for whoever may
 * read the report: without it nobody outside could recompute. Who outside the operator takes it is written down.
 * `DECLARATION_NOT_FOUND`, `NOT_RELEASED`.
 */
export async function readStudyRequest(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly number: number; readonly body: string }> {
  demand(ctx, "study.read", null);
  const { declaration } = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "study.read", declaration.operatorId);
  if (declaration.request === null) {
    throw new Refusal("NOT_RELEASED", "This declaration is not released: nothing of it is frozen yet.");
  }
  const { operatorId, number } = declaration;
  if (!ctx.caller.memberships.some((held) => held.operatorId === operatorId)) {
    const deed = { subject: input.id, operatorId: null, detail: { number, form: "request" } };
    await recordDeed(ctx, ctx.db, { action: "study.read", ...deed });
  }
  return { number: declaration.number, body: canonicalJson(declaration.request) };
}

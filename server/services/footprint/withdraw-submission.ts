import { eq } from "drizzle-orm";
import { declaration as declarationTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import type { DeclarationAt } from "./load.ts";
import { lockSubmission } from "./load.ts";
import { readDeclaration } from "./read.ts";
import { backToDraft, keepStep } from "./review-step.ts";
import type { DeclarationView } from "./view.ts";

/** Takes a submission back, approved or not: the declaration is a draft again, and an approval of it counts no more. */
export async function withdrawSubmission(ctx: Context, input: DeclarationAt): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const { declaration } = await lockSubmission(ctx, tx, input, "declaration.submit");
    const { id, operatorId, lock } = declaration;
    await keepStep(ctx, tx, { declarationId: id, verdict: "withdrawn", lock, note: null });
    await tx.update(declarationTable).set(backToDraft(ctx, declaration)).where(eq(declarationTable.id, id));
    await recordDeed(ctx, tx, {
      action: "declaration.withdrawSubmission",
      subject: id,
      operatorId,
      detail: { lock },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

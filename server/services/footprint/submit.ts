import { eq } from "drizzle-orm";
import { declaration as declarationTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { optional } from "../input.ts";
import { refuseUnsoundFigures } from "../supplier/refuse-unsound.ts";
import { freeze } from "./freeze.ts";
import type { DeclarationAt } from "./load.ts";
import { lockDraft, withEditor } from "./load.ts";
import { readDeclaration } from "./read.ts";
import { keepStep, personOf } from "./review-step.ts";
import type { DeclarationView } from "./view.ts";

/**
 * Hands a draft to the reviewers: from here on nothing of it changes before their verdict or before the submission is
 * withdrawn. What does not compute is not submitted (`NOT_COMPUTABLE`).
 */
export async function submitDeclaration(
  ctx: Context,
  input: DeclarationAt & { /** What the reviewer should look at. */ readonly note?: string | undefined },
): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.submit");
    const by = personOf(ctx);
    const { lines, requestDigest, contentDigest } = await freeze(ctx, tx, loaded);
    await refuseUnsoundFigures(ctx, tx, lines, loaded.declaration);
    const { id, operatorId, editors } = loaded.declaration;
    const lock = loaded.declaration.lock + 1;
    await tx
      .update(declarationTable)
      .set({
        ...{ state: "in_review", lock, submittedBy: by, submittedAt: ctx.now(), updatedAt: ctx.now() },
        editors: withEditor(editors, by),
      })
      .where(eq(declarationTable.id, id));
    const note = optional(input.note);
    await keepStep(ctx, tx, {
      declarationId: id,
      verdict: "submitted",
      lock,
      requestDigest,
      contentDigest,
      note,
    });
    const detail = { lock, requestDigest, contentDigest, note };
    await recordDeed(ctx, tx, { action: "declaration.submit", subject: id, operatorId, detail });
  });
  return readDeclaration(ctx, { id: input.id });
}

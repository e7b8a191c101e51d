import { eq } from "drizzle-orm";
import { declaration as declarationTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseConformityNumber } from "../../domain/carbon-footprint/conformity-number.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import type { DeclarationAt } from "./load.ts";
import { countChange, lockDraft } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";

/**
 * States the number of the EU declaration of conformity a draft belongs to (Art. 7(1)(f)); an empty text takes it away.
 */
export async function changeConformityNumber(
  ctx: Context,
  input: DeclarationAt & { readonly number: string },
): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const { declaration } = await lockDraft(ctx, tx, input, "declaration.write");
    const number = conformityNumberOf(input.number);
    const { id, operatorId } = declaration;
    await tx
      .update(declarationTable)
      .set({ conformityDeclarationNumber: number })
      .where(eq(declarationTable.id, id));
    await countChange(ctx, tx, declaration);
    const detail = { number };
    await recordDeed(ctx, tx, {
      action: "declaration.changeConformityNumber",
      ...{ subject: id, operatorId, detail },
    });
  });
  return readDeclaration(ctx, { id: input.id });
}

function conformityNumberOf(text: string): string | null {
  const number = optional(text);
  if (number === null) return null;
  const fields = new Fields();
  fields.take("number", parseConformityNumber(number));
  fields.refuse();
  return number;
}

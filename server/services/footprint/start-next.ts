import { eq } from "drizzle-orm";
import {
  declaration as declarationTable,
  inventory as inventoryTable,
  inventoryLine,
} from "../../../db/schema/index.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { newId } from "../new-id.ts";
import { loadDeclaration } from "./load.ts";
import { readDeclaration } from "./read.ts";
import type { DeclarationView } from "./view.ts";

/**
 * Starts the next declaration of the same subject as a copy of the released one (`id`); `DRAFT_EXISTS` while one is
 * open. The released one stays as it is.
 */
export async function startNext(ctx: Context, input: { readonly id: string }): Promise<DeclarationView> {
  demand(ctx, "declaration.write", null);
  const { declaration, inventory } = await loadDeclaration(ctx.db, input.id);
  const { operatorId } = declaration;
  demand(ctx, "declaration.write", operatorId);
  if (declaration.state !== "released") {
    throw new Refusal("MODEL_NOT_RELEASED", "The next declaration starts from the one that is released now.");
  }
  const id = newId(ctx);
  const inventoryId = newId(ctx);
  try {
    await ctx.db.transaction(async (tx) => {
      const copied = { ...inventory, id: inventoryId, basedOnId: inventory.id, createdAt: ctx.now() };
      await tx.insert(inventoryTable).values(copied);
      const lines = await tx.select().from(inventoryLine).where(eq(inventoryLine.inventoryId, inventory.id));
      if (lines.length > 0) {
        await tx.insert(inventoryLine).values(lines.map((line) => ({ ...line, inventoryId })));
      }
      await tx.insert(declarationTable).values({
        ...kept(declaration),
        id,
        inventoryId,
        number: declaration.number + 1,
        createdBy: ctx.caller.userId,
        createdAt: ctx.now(),
        updatedAt: ctx.now(),
      });
      await recordDeed(ctx, tx, { action: "declaration.startNext", subject: id, operatorId });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("DRAFT_EXISTS", "The next declaration is open already: go on with that draft.");
  }
  return readDeclaration(ctx, { id });
}

/** What the next declaration takes over; result, signature and reason are its own. */
function kept(before: typeof declarationTable.$inferSelect) {
  const { operatorId, modelId, supplierProductId, facilityId, method } = before;
  // What is declared next is calculated by the newest version of its method.
  const methodVersion = findMethod(method)?.version ?? before.methodVersion;
  const { publishedValue, publishedUnit, publishedTotal, publishedTotalUnit, publishedShares } = before;
  const { publishedSource, conformityDeclarationNumber } = before;
  return {
    ...{ operatorId, modelId, supplierProductId, facilityId, method, methodVersion },
    ...{ publishedValue, publishedUnit, publishedTotal, publishedTotalUnit, publishedShares },
    ...{ publishedSource, conformityDeclarationNumber },
  };
}

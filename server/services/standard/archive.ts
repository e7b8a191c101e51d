import { and, eq, inArray } from "drizzle-orm";
import { modelSubmission, passport as passportTable, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { findPassport } from "./find.ts";

/**
 * Files a passport away: one that was never signed, or that has ended. Nothing is destroyed: identifiers are never used
 * again, and every version stays readable by its date. `PASSPORT_IN_USE` for any other.
 *
 * Source: EN 18222, DeleteDPPById; EN 18221 (archiving); Regulation (EU) 2023/1542, Art. 77(8).
 */
export async function archivePassport(ctx: Context, { dppId }: { readonly dppId: string }): Promise<void> {
  demand(ctx, "passport.archive", null);
  const { passport } = await findPassport(ctx, { dppId });
  demand(ctx, "passport.archive", passport.operatorId);
  await ctx.db.transaction(async (tx) => {
    const [held] = await tx
      .select()
      .from(passportTable)
      .where(eq(passportTable.id, passport.id))
      .for("update");
    const [signed] = await tx
      .select({ version: passportVersion.version })
      .from(passportVersion)
      .where(eq(passportVersion.passportId, passport.id))
      .limit(1);
    if (held === undefined) throw new Error("A passport vanished.");
    if (signed !== undefined && held.endedAt === null)
      throw new Refusal("PASSPORT_IN_USE", `The passport of ${held.productUrl} is in use and stays.`);
    if (held.documentStatus === "archived") return;
    await tx
      .update(passportTable)
      .set({ documentStatus: "archived", endedAt: held.endedAt ?? ctx.now() })
      .where(eq(passportTable.id, held.id));
    await tx
      .update(modelSubmission)
      .set({ state: "withdrawn" })
      .where(
        and(
          eq(modelSubmission.modelId, held.modelId),
          inArray(modelSubmission.state, signed === undefined ? ["in_review", "approved"] : []),
        ),
      );
    const { operatorId, productUrl: subject } = held;
    await recordDeed(ctx, tx, { action: "passport.archive", subject, operatorId });
  });
}

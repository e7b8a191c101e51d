import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { logSubjectOf } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { newId } from "../new-id.ts";

export type PassportRecord = typeof passport.$inferSelect;

/**
 * The passport of a model, made when there is none; locked until the transaction ends. `PASSPORT_ENDED` for one that was
 * given up: its identifier is never used again.
 */
export async function ensureModelPassport(
  ctx: Context,
  tx: Database,
  model: { readonly id: string; readonly productUrl: string; readonly operatorId: string },
): Promise<PassportRecord> {
  await tx
    .insert(passport)
    .values({
      id: newId(ctx),
      productUrl: model.productUrl,
      level: "model",
      modelId: model.id,
      operatorId: model.operatorId,
      logSubject: logSubjectOf(ctx.randomBytes(16)),
      createdAt: ctx.now(),
    })
    .onConflictDoNothing({ target: passport.productUrl });
  const [found] = await tx
    .select()
    .from(passport)
    .where(eq(passport.productUrl, model.productUrl))
    .for("update");
  if (found === undefined) throw new Error("A passport vanished after it was entered.");
  if (found.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${model.productUrl} has ended.`);
  return found;
}

/** The passport of a model; null before its first release. */
export async function findModelPassport(
  db: Database,
  { productUrl }: { readonly productUrl: string },
): Promise<PassportRecord | null> {
  const [found] = await db.select().from(passport).where(eq(passport.productUrl, productUrl));
  return found ?? null;
}

/** Which of these models have a signed version. A draft by API has an identifier of its passport before the first. */
export async function releasedModels(
  tx: Database,
  modelIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (modelIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ modelId: passport.modelId })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .where(and(inArray(passport.modelId, [...modelIds]), eq(passport.level, "model")));
  return new Set(rows.map(({ modelId }) => modelId));
}

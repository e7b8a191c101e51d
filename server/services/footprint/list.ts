import { and, desc, eq } from "drizzle-orm";
import { declaration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { within } from "../within.ts";
import { loadHeads } from "./load.ts";
import { rowOf } from "./present.ts";
import { standingsOf } from "./standing.ts";
import { returnedAmong } from "./review-step.ts";
import type { ListedDeclarationRow } from "./view.ts";

export interface DeclarationFilter {
  readonly operatorId?: string | undefined;
  readonly modelId?: string | undefined;
}

/** Declarations of the operators the caller acts for, newest change first. */
export async function listDeclarations(
  ctx: Context,
  input: DeclarationFilter,
): Promise<readonly ListedDeclarationRow[]> {
  const own = within(ctx, "declaration.read", declaration.operatorId, input.operatorId);
  const ofModel = input.modelId === undefined ? undefined : eq(declaration.modelId, input.modelId);
  const loaded = await loadHeads(ctx.db, and(own, ofModel), desc(declaration.updatedAt));
  const standingOf = await standingsOf(ctx, ctx.db, loaded);
  const drafts = loaded.flatMap(({ declaration: { id, state } }) => (state === "draft" ? [id] : []));
  const returned = await returnedAmong(ctx.db, drafts);
  return loaded.map((one) => {
    const standing = standingOf(one.declaration.id);
    return {
      ...rowOf(ctx, one, one.releasedCfp ?? standing.cfp, standing),
      isReturned: returned.has(one.declaration.id),
    };
  });
}

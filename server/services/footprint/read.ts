import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { loadDeclaration } from "./load.ts";
import { viewDeclaration } from "./present.ts";
import type { DeclarationView } from "./view.ts";

/**
 * One declaration with inputs, factors, sources and result; a draft is calculated now, a released one shows what was
 * stored. `DECLARATION_NOT_FOUND`.
 */
export async function readDeclaration(
  ctx: Context,
  input: { readonly id: string },
): Promise<DeclarationView> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  return viewDeclaration(ctx, loaded);
}

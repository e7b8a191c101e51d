import { eq } from "drizzle-orm";
import { logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { addWitness } from "./add-witness.ts";
import { askWitnesses } from "./ask-witnesses.ts";

/**
 * Has the registry's own witness asked from now on, at the address it has today, and asks it at once. One that the keeper
 * has taken away stays away. Refusals as of `addWitness`: a lost key under the same name is `IDENTIFIER_TAKEN`.
 */
export async function enterOwnWitness(
  ctx: Context,
  { vkey, url }: { readonly vkey: string; readonly url: string },
): Promise<void> {
  demand(ctx, "registry.keep", null);
  const [known] = await ctx.db.select().from(logWitness).where(eq(logWitness.vkey, vkey));
  if (known !== undefined && known.removedAt !== null) return;
  if (known?.url === url) await askWitnesses(ctx);
  else await addWitness(ctx, { vkey, url, own: true });
}

import type { Context } from "../context.ts";

/** Path of a product URL of this registry, for links inside the site. */
export function pathOf(ctx: Pick<Context, "publicUrl">, productUrl: string): string {
  return productUrl.slice(ctx.publicUrl.length);
}

import { and, desc, eq } from "drizzle-orm";
import { bodyMember, operator, passport, suspension } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { pathOf } from "../product-path.ts";
import { isPublished } from "../log/published.ts";
import { findSuspensions } from "./read-standing.ts";
import type { SuspensionView } from "./view.ts";

/** An authority the caller acts for. */
export interface OwnAuthority {
  readonly id: string;
  readonly name: string;
  readonly nameOriginal: string | null;
}

/** A product about whose sale an authority has said something. */
export interface SuspendedProduct {
  readonly productUrl: string;
  readonly path: string;
  /** Newest first; the first says which holds. */
  readonly acts: readonly SuspensionView[];
  /** The authority that holds the stop, when the caller may end it. */
  readonly liftableBy: string | null;
}

/** Products whose sale was ever stopped, those stopped now first; and in whose name the caller may act. */
export async function listSuspensions(ctx: Context): Promise<{
  readonly authorities: readonly OwnAuthority[];
  readonly products: readonly SuspendedProduct[];
}> {
  demand(ctx, "passport.suspend", null);
  const authorities = await ctx.db
    .select({ id: operator.id, name: operator.name, nameOriginal: operator.nameOriginal })
    .from(bodyMember)
    .innerJoin(operator, eq(operator.id, bodyMember.bodyId))
    .where(and(eq(bodyMember.userId, ctx.caller.userId ?? ""), eq(operator.kind, "authority")))
    .orderBy(operator.name);
  const rows = await ctx.db
    .select({ id: passport.id, productUrl: passport.productUrl, authorityId: suspension.authorityId })
    .from(suspension)
    .innerJoin(passport, eq(passport.id, suspension.passportId))
    .where(isPublished(suspension.leafIndex))
    .orderBy(desc(suspension.leafIndex));
  // Of each product the newest act comes first.
  const newest = new Map([...rows].toReversed().map((row) => [row.id, row]));
  const acts = await findSuspensions(ctx.db, [...newest.keys()]);
  const products = [...newest.values()].map(({ id, productUrl, authorityId }) => {
    const own = acts.filter(({ passportId }) => passportId === id);
    const isOwn = authorities.some((authority) => authority.id === authorityId);
    return {
      productUrl,
      path: pathOf(ctx, productUrl),
      acts: own,
      liftableBy: own[0]?.action === "suspend" && isOwn ? authorityId : null,
    };
  });
  const isStopped = ({ acts: [first] }: SuspendedProduct) => first?.action === "suspend";
  return {
    authorities,
    products: [...products.filter(isStopped), ...products.filter((product) => !isStopped(product))],
  };
}

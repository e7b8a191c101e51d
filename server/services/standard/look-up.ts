import { and, eq, inArray, or } from "drizzle-orm";
import { batteryModel, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { passportCategories } from "../../domain/battery/category.ts";
import { dppIdOf } from "../../domain/identifier/dpp-id.ts";
import { invalidInput } from "../input.ts";
import { hasPublishedVersion } from "../passport/newest-version.ts";
import { productUrlOf } from "./find.ts";

/** Product identifiers that one request may name. */
export const mostProductIds = 10_000;
export const mostInOnePage = 1000;
const usualPage = 100;

/** One page of passport identifiers, in the order of the products asked for. */
export interface PassportIds {
  readonly ids: readonly string[];
  /** Asks for the next page; null on the last one. */
  readonly cursor: string | null;
}

/**
 * Identifiers of the passports of many products. A product without a passport that the caller may know of is left out.
 *
 * Problems: `E_PAGE_LIMIT`, `E_PAGE_CURSOR`, `E_PRODUCT_ID_COUNT`.
 *
 * Source: EN 18222, ReadDPPIdsByProductIds.
 */
export async function lookUpPassports(
  ctx: Context,
  input: {
    readonly productIds: readonly string[];
    readonly limit?: string | null;
    readonly cursor?: string | null;
  },
): Promise<PassportIds> {
  demand(ctx, "passport.read", null);
  if (input.productIds.length > mostProductIds)
    throw invalidInput([
      { code: "E_PRODUCT_ID_COUNT", path: "", params: { expected: String(mostProductIds) } },
    ]);
  const limit = limitOf(input.limit ?? null);
  const start = startOf(input.cursor ?? null, input.productIds.length);
  const asked = input.productIds.slice(start, start + limit);
  const urls = asked.map((productId) => productUrlOf(ctx, productId));
  const held = await passportsAt(
    ctx,
    urls.flatMap((url) => url ?? []),
  );
  const end = start + asked.length;
  return {
    ids: urls.flatMap((url) => (url === null ? [] : (held.get(url) ?? []))),
    cursor: end < input.productIds.length ? cursorAt(end) : null,
  };
}

async function passportsAt(ctx: Context, urls: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (urls.length === 0) return new Map();
  const { memberships } = ctx.caller;
  const own = [...new Set(memberships.flatMap(({ operatorId }) => operatorId ?? []))].filter((id) =>
    allows(memberships, "model.read", id),
  );
  const rows = await ctx.db
    .select({ id: passport.id, productUrl: passport.productUrl })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .where(
      and(
        // What stands behind the code of other batteries is no passport.
        inArray(batteryModel.category, [...passportCategories]),
        inArray(passport.productUrl, [...urls]),
        or(hasPublishedVersion(ctx.db), own.length === 0 ? undefined : inArray(passport.operatorId, own)),
      ),
    );
  return new Map(rows.map(({ id, productUrl }) => [productUrl, dppIdOf(id)]));
}

function limitOf(text: string | null): number {
  if (text === null) return usualPage;
  const limit = /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null;
  if (limit === null)
    throw invalidInput([
      {
        code: "E_PAGE_LIMIT",
        path: "limit",
        params: { value: text.slice(0, 60), expected: String(mostInOnePage) },
      },
    ]);
  return Math.min(limit, mostInOnePage);
}

/** A cursor says how many products of the same list were answered. */
function cursorAt(place: number): string {
  return Buffer.from(`after:${String(place)}`).toString("base64url");
}

function startOf(cursor: string | null, count: number): number {
  if (cursor === null) return 0;
  const [, digits] =
    /^after:([1-9][0-9]{0,8})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const place = Number(digits ?? Number.NaN);
  if (cursorAt(place) === cursor && place < count) return place;
  throw invalidInput([{ code: "E_PAGE_CURSOR", path: "cursor", params: { value: cursor.slice(0, 60) } }]);
}

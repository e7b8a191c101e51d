import { and, asc, eq } from "drizzle-orm";
import { operator, operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { didDocument, issuerMetadata, jwks } from "../../domain/record/did.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import { keyState } from "./find.ts";

/** What strangers need to check an operator's signatures. */
export interface OperatorKeys {
  readonly slug: string;
  readonly name: string;
  readonly didDocument: ReturnType<typeof didDocument>;
  readonly jwks: ReturnType<typeof jwks>;
  readonly issuerMetadata: ReturnType<typeof issuerMetadata>;
}

/** Published keys of an operator, for anyone: DID document, JWKS and issuer metadata. `OPERATOR_NOT_FOUND`. */
export async function readKeys(ctx: Context, input: { readonly slug: string }): Promise<OperatorKeys> {
  demand(ctx, "record.read", null);
  const slug = parseOperatorSlug(input.slug);
  const [found] = slug.ok ? await ctx.db.select().from(operator).where(eq(operator.slug, slug.value)) : [];
  if (found === undefined)
    throw new Refusal("OPERATOR_NOT_FOUND", `There is no operator ${input.slug} here.`);
  const rows = await ctx.db
    .select()
    .from(operatorKey)
    .where(and(eq(operatorKey.operatorId, found.id), isPublished(operatorKey.leafIndex)))
    .orderBy(asc(operatorKey.leafIndex));
  const keys = rows.map(({ kid, publicJwk, state }) => ({ kid, jwk: publicJwk, state: keyState(state) }));
  return {
    slug: found.slug,
    name: found.name,
    didDocument: didDocument(ctx.publicUrl, found.slug, keys),
    jwks: jwks(keys),
    issuerMetadata: issuerMetadata(ctx.publicUrl, found.slug),
  };
}

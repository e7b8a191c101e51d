import { eq } from "drizzle-orm";
import { attributeCatalogue } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordVersionUnder } from "../../domain/record/context.ts";

/**
 * JSON-LD context or JSON Schema of records made under a catalogue, by the version that records name (`2.0.0-1.0.0`), as
 * it was when the catalogue was first used; null when there is none.
 */
export async function readCatalogueDocument(
  ctx: Context,
  { version, kind }: { readonly version: string; readonly kind: "context" | "schema" },
): Promise<unknown> {
  demand(ctx, "record.read", null);
  const catalogueVersion = version.slice(recordVersionUnder("").length);
  if (recordVersionUnder(catalogueVersion) !== version) return null;
  const [kept] = await ctx.db
    .select({ document: attributeCatalogue[kind] })
    .from(attributeCatalogue)
    .where(eq(attributeCatalogue.version, catalogueVersion));
  return kept?.document ?? null;
}

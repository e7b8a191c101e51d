import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import { currentCatalogue } from "./current.ts";

/** The attribute catalogue that the next records are made under: what forms ask for and help pages explain. */
export async function readCurrentCatalogue(ctx: Context): Promise<Catalogue> {
  demand(ctx, "record.read", null);
  return (await currentCatalogue(ctx.db)).catalogue;
}

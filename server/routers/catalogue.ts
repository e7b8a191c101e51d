import { z } from "zod";
import { adoptCatalogue, listCatalogues, reviewCatalogue } from "../services/catalogue/adopt.ts";
import { readCurrentCatalogue } from "../services/catalogue/read-current.ts";
import { procedure, router } from "../trpc.ts";

const content = z.strictObject({ text: z.string().max(3_000_000) });

export const catalogueRouter = router({
  current: procedure.query(({ ctx }) => readCurrentCatalogue(ctx)),
  list: procedure.query(({ ctx }) => listCatalogues(ctx)),
  /** Too long for an address, so it is sent as a change although it is none. */
  review: procedure.input(content).mutation(({ ctx, input }) => reviewCatalogue(ctx, input)),
  adopt: procedure.input(content).mutation(({ ctx, input }) => adoptCatalogue(ctx, input)),
});

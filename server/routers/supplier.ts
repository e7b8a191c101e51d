import { z } from "zod";
import { importFootprint } from "../services/exchange/import-footprint.ts";
import { useAsFactor } from "../services/exchange/use-as-factor.ts";
import { listSupplierFootprints } from "../services/supplier/list-footprints.ts";
import { procedure, router, text } from "../trpc.ts";

/** A document of an exchange format is a few kilobytes; one of a megabyte is none. */
const longestDocument = 1_000_000;

export const supplierRouter = router({
  /** Footprints that the caller's operators received. */
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listSupplierFootprints(ctx, input)),
  /** Keeps a footprint received as PACT or Catena-X JSON. */
  importFootprint: procedure
    .input(z.strictObject({ operatorId: z.uuid(), document: z.string().max(longestDocument) }))
    .mutation(({ ctx, input }) => importFootprint(ctx, input)),
  /** Makes an own factor of a received footprint. */
  useAsFactor: procedure
    .input(
      z.strictObject({
        supplierFootprintId: z.uuid(),
        code: text,
        revises: z.int().nullable(),
        perKilogram: z.boolean(),
        nameZh: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => useAsFactor(ctx, input)),
});

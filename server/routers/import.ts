import { z } from "zod";
import { acceptImport } from "../services/import/accept.ts";
import { discardImport } from "../services/import/discard.ts";
import { mapColumns } from "../services/import/map-columns.ts";
import { readPasted } from "../services/import/pasted.ts";
import { findImport } from "../services/import/read.ts";
import { procedure, router, text } from "../trpc.ts";

const run = { id: z.uuid(), run: z.uuid() };

/** Files are sent to `POST /api/imports`; everything after the upload can be asked here as well. */
export const importRouter = router({
  /** The file staged for a draft, or one run; null where there is none. */
  find: procedure
    .input(z.object({ id: z.uuid(), run: z.uuid().optional() }))
    .query(({ ctx, input }) => findImport(ctx, input)),
  /** What was pasted into a form that was refused. */
  pasted: procedure.input(z.object({ name: text })).query(({ ctx, input }) => readPasted(ctx, input)),
  mapColumns: procedure
    .input(
      z.object({
        ...run,
        columns: z.record(z.string(), z.string().nullable()).optional(),
        sheet: text.optional(),
        head: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) => mapColumns(ctx, input)),
  accept: procedure
    .input(z.object({ ...run, lock: z.int32(), how: z.enum(["add", "replace"]) }))
    .mutation(({ ctx, input }) => acceptImport(ctx, input)),
  discard: procedure.input(z.object(run)).mutation(({ ctx, input }) => discardImport(ctx, input)),
});

import { z } from "zod";
import { readSheet } from "../services/result-sheet/read.ts";
import { procedure, router } from "../trpc.ts";

/** Signed sheets of what the registry found; they are made by forms alone, whose senders are counted. */
export const resultSheetRouter = router({
  read: procedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => readSheet(ctx, input)),
});

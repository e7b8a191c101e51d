import { z } from "zod";
import { checkPact } from "../services/exchange/check-pact.ts";
import { procedure, router } from "../trpc.ts";

export const exchangeRouter = router({
  /** Why a declaration cannot go out as a PACT footprint; empty when it can. */
  checkPact: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => checkPact(ctx, input)),
});

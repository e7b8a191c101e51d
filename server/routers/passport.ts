import { z } from "zod";
import { issueItem } from "../services/passport/issue-item.ts";
import { listPassports } from "../services/passport/list.ts";
import { listVersions } from "../services/passport/versions.ts";
import { procedure, router, text } from "../trpc.ts";

export const passportRouter = router({
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional(), modelId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listPassports(ctx, input)),
  issueItem: procedure
    .input(
      z.object({ modelId: z.uuid(), serial: text, manufacturedOn: text, placedOnMarketOn: text.optional() }),
    )
    .mutation(({ ctx, input }) => issueItem(ctx, input)),
  versions: procedure
    .input(z.object({ productUrl: text }))
    .query(({ ctx, input }) => listVersions(ctx, input)),
});

import { z } from "zod";
import { ownChoices, releasedChoices } from "../services/search/choices.ts";
import { searchOwn, searchReleased } from "../services/search/search.ts";
import { searchKinds } from "../services/search/view.ts";
import { procedure, router, text } from "../trpc.ts";

const part = text.optional();
const request = z.strictObject({
  ...{ text: part, operatorId: part, facilityId: part, modelId: part, category: part },
  ...{ documentStatus: part, batteryStatus: part, missing: part, from: part, until: part },
  ...{ kind: z.enum(searchKinds).optional(), after: part },
});

export const searchRouter = router({
  /** What the caller's operators have, drafts too. */
  own: procedure.input(request).query(({ ctx, input }) => searchOwn(ctx, input)),
  /** What is released, of every operator. */
  released: procedure.input(request).query(({ ctx, input }) => searchReleased(ctx, input)),
  ownChoices: procedure.query(({ ctx }) => ownChoices(ctx)),
  releasedChoices: procedure.query(({ ctx }) => releasedChoices(ctx)),
});

import { z } from "zod";
import { grantDelegation } from "../services/life/grant-delegation.ts";
import { listDelegations } from "../services/life/list-delegations.ts";
import { revokeDelegation } from "../services/life/revoke-delegation.ts";
import { procedure, router, text } from "../trpc.ts";

export const delegationRouter = router({
  list: procedure.query(({ ctx }) => listDelegations(ctx)),
  grant: procedure
    .input(
      z.strictObject({
        operatorId: text,
        delegateId: text,
        roles: z.array(text).max(10),
        documentId: text,
        startsOn: text,
        endsOn: text,
      }),
    )
    .mutation(({ ctx, input }) => grantDelegation(ctx, input)),
  revoke: procedure
    .input(z.strictObject({ id: text }))
    .mutation(({ ctx, input }) => revokeDelegation(ctx, input)),
});

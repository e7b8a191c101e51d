import { z } from "zod";
import { grantInterest, revokeInterest } from "../services/interest/grant.ts";
import { listInterests, listOwnInterests } from "../services/interest/list.ts";
import { adoptInterestRules, readInterestRules } from "../services/interest/rules.ts";
import { procedure, router, text } from "../trpc.ts";

export const interestRouter = router({
  rules: procedure.query(({ ctx }) => readInterestRules(ctx)),
  adoptRules: procedure
    .input(z.strictObject({ text: z.string().max(100_000) }))
    .mutation(({ ctx, input }) => adoptInterestRules(ctx, input)),
  own: procedure.query(({ ctx }) => listOwnInterests(ctx)),
  of: procedure.input(z.strictObject({ userId: text })).query(({ ctx, input }) => listInterests(ctx, input)),
  grant: procedure
    .input(
      z.strictObject({
        ...{ userId: text, purpose: text, endsOn: text, reason: text },
        batteries: z.array(text).max(1001),
      }),
    )
    .mutation(({ ctx, input }) => grantInterest(ctx, input)),
  revoke: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeInterest(ctx, input)),
});

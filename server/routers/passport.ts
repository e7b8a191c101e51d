import { z } from "zod";
import { checkPassport, readVerifier } from "../services/passport/check-passport.ts";
import { issueItem } from "../services/passport/issue-item.ts";
import { countPassports } from "../services/passport/count.ts";
import { listPassports } from "../services/passport/list.ts";
import { reissueVersion } from "../services/passport/reissue-version.ts";
import { listVersions } from "../services/passport/versions.ts";
import { actOnSale } from "../services/status/act-on-sale.ts";
import { listSuspensions } from "../services/status/list-suspensions.ts";
import { readPassportStatus } from "../services/status/read-passport-status.ts";
import { revokeVersion } from "../services/status/revoke-version.ts";
import { newItem } from "./item.ts";
import { procedure, router, text } from "../trpc.ts";

export const passportRouter = router({
  list: procedure
    .input(
      z
        .object({ operatorId: z.uuid().optional(), modelId: z.uuid().optional(), search: text.optional() })
        .default({}),
    )
    .query(({ ctx, input }) => listPassports(ctx, input)),
  count: procedure.query(({ ctx }) => countPassports(ctx)),
  issueItem: procedure
    .input(z.strictObject({ modelId: z.uuid(), ...newItem }))
    .mutation(({ ctx, input }) => issueItem(ctx, input)),
  /** Versions and what became of them, with the operator's own notes. */
  status: procedure
    .input(z.strictObject({ productUrl: text }))
    .query(({ ctx, input }) => readPassportStatus(ctx, input)),
  /** Withdraws a version for good. */
  revoke: procedure
    .input(z.strictObject({ productUrl: text, version: z.int32(), reason: text, note: text.optional() }))
    .mutation(({ ctx, input }) => revokeVersion(ctx, input)),
  /** Signs what the newest version says once more, with the operator's key of today. */
  reissue: procedure
    .input(z.strictObject({ productUrl: text }))
    .mutation(({ ctx, input }) => reissueVersion(ctx, input)),
  /** Stops the sale of a product in the name of an authority, or ends that. */
  actOnSale: procedure
    .input(
      z.strictObject({
        productUrl: text,
        authorityId: z.uuid(),
        action: z.enum(["suspend", "lift"]),
        reason: text,
        note: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => actOnSale(ctx, input)),
  suspensions: procedure.query(({ ctx }) => listSuspensions(ctx)),
  /** This server's verdict on a passport, as it stands or stood. */
  check: procedure
    .input(z.strictObject({ productUrl: text, at: text.optional() }))
    .query(({ ctx, input }) => checkPassport(ctx, input)),
  verifier: procedure.query(({ ctx }) => readVerifier(ctx)),
  versions: procedure
    .input(z.object({ productUrl: text }))
    .query(({ ctx, input }) => listVersions(ctx, input)),
});

import { z } from "zod";
import { addOwnFactor } from "../services/factor/add-own.ts";
import { listFactors } from "../services/factor/list.ts";
import { readFactor } from "../services/factor/read.ts";
import { searchFactors } from "../services/factor/search.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

const score = decimalText;

export const factorRouter = router({
  /** Newest version of each emission factor that the caller's lines may use. */
  list: procedure
    .input(z.object({ search: text.optional(), per: text.optional() }).default({}))
    .query(({ ctx, input }) => listFactors(ctx, input)),
  /** The same in pages, narrowed by words and by kind. */
  search: procedure
    .input(
      z.strictObject({
        search: text.optional(),
        dimension: text.optional(),
        geography: text.optional(),
        category: text.optional(),
        year: z.int32().optional(),
        origin: z.enum(["library", "own"]).optional(),
        page: z.int32().optional(),
      }),
    )
    .query(({ ctx, input }) => searchFactors(ctx, input)),
  /** One factor with its versions and where it is used. */
  read: procedure.input(z.object({ id: text })).query(({ ctx, input }) => readFactor(ctx, input)),
  /** An operator's own factor, or the next version of one. */
  add: procedure
    .input(
      z.strictObject({
        operatorId: z.uuid(),
        code: text,
        revises: z.int32().nullable(),
        nameEn: text,
        nameZh: text,
        value: decimalText,
        unit: text,
        geography: text,
        year: z.int32(),
        sourceTitle: text,
        sourceWhere: text.optional(),
        qualityNote: text.optional(),
        boundary: text.optional(),
        gwpSet: text.optional(),
        category: text.optional(),
        quality: z
          .strictObject({ TeR: score, GeR: score, TiR: score, P: score.optional() })
          .transform(({ P, ...three }) => (P === undefined ? three : { ...three, P }))
          .optional(),
        validUntil: text.optional(),
        evidenceDocumentId: z.uuid(),
      }),
    )
    .mutation(({ ctx, input }) => addOwnFactor(ctx, input)),
});

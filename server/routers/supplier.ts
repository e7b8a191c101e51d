import { z } from "zod";
import { importFootprint } from "../services/exchange/import-footprint.ts";
import { useAsFactor } from "../services/exchange/use-as-factor.ts";
import { createDraft } from "../services/footprint/create-draft.ts";
import { createSupplierProduct } from "../services/footprint/create-supplier-product.ts";
import { createSupplierRequest } from "../services/supplier/create-request.ts";
import { listSupplierProducts } from "../services/supplier/list-products.ts";
import { listPublishedFootprints } from "../services/supplier/list-published.ts";
import { listSupplierRequests } from "../services/supplier/list-requests.ts";
import { readSupplierFootprint } from "../services/supplier/read-footprint.ts";
import { reissueFootprintRecord } from "../services/supplier/reissue-record.ts";
import { withdrawFootprintRecord } from "../services/supplier/withdraw-record.ts";
import { withdrawSupplierRequest } from "../services/supplier/withdraw-request.ts";
import { listSupplierFootprints } from "../services/supplier/list-footprints.ts";
import { procedure, router, text, textUpTo } from "../trpc.ts";

/** A document of an exchange format is a few kilobytes; one of a megabyte is none. */
const longestDocument = 1_000_000;

const longText = textUpTo(4000);

export const supplierRouter = router({
  /** Footprints that the caller's operators received. */
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listSupplierFootprints(ctx, input)),
  /** Signed records that suppliers of this registry published for everybody. */
  published: procedure.query(({ ctx }) => listPublishedFootprints(ctx)),
  /** One figure; reading a received one is written down for its supplier. */
  read: procedure
    .input(z.strictObject({ id: z.string() }))
    .query(({ ctx, input }) => readSupplierFootprint(ctx, input)),
  /** Questions to suppliers. */
  requests: procedure
    .input(z.object({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listSupplierRequests(ctx, input)),
  /** Asks a supplier; the answer holds the secret of the link, once. */
  request: procedure
    .input(
      z.strictObject({
        ...{ operatorId: z.uuid(), supplierName: text, productName: text, declaredUnit: text },
        ...{ periodStart: text, periodEnd: text, message: longText.optional(), expiresOn: text },
      }),
    )
    .mutation(({ ctx, input }) => createSupplierRequest(ctx, input)),
  withdrawRequest: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => withdrawSupplierRequest(ctx, input)),
  /** Products that the caller's operators supply. */
  products: procedure
    .input(z.object({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listSupplierProducts(ctx, input)),
  createProduct: procedure
    .input(
      z.strictObject({
        ...{ operatorId: z.uuid(), facilityId: z.uuid(), code: text, nameEn: text, nameZh: text },
        ...{ declaredAmount: text, declaredUnit: text },
      }),
    )
    .mutation(({ ctx, input }) => createSupplierProduct(ctx, input)),
  /** Begins the first declaration of a supplied product: ISO 14067, per the output of the period. */
  declareProduct: procedure
    .input(
      z.strictObject({
        ...{ supplierProductId: z.uuid(), title: text, gwpSet: text, periodStart: text, periodEnd: text },
        output: z.strictObject({ value: text, unit: text }),
      }),
    )
    .mutation(({ ctx, input: { supplierProductId, output, ...inventory } }) =>
      createDraft(ctx, {
        subject: { supplierProductId },
        method: "iso14067-ctg",
        inventory: { ...inventory, energy: { output } },
        lines: [],
      }),
    ),
  /** Withdraws a signed record of one's own for good. */
  withdrawRecord: procedure
    .input(z.strictObject({ id: z.uuid(), reason: text, note: longText.optional() }))
    .mutation(({ ctx, input }) => withdrawFootprintRecord(ctx, input)),
  /** Signs a record of one's own once more, where the key it was signed with is no longer in use. */
  reissueRecord: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => reissueFootprintRecord(ctx, input)),
  /** Keeps a footprint received as PACT or Catena-X JSON. */
  importFootprint: procedure
    .input(z.strictObject({ operatorId: z.uuid(), document: z.string().max(longestDocument) }))
    .mutation(({ ctx, input }) => importFootprint(ctx, input)),
  /** Makes an own factor of a received footprint. */
  useAsFactor: procedure
    .input(
      z.strictObject({
        supplierFootprintId: z.uuid(),
        operatorId: z.uuid().optional(),
        code: text,
        revises: z.int32().nullable(),
        perKilogram: z.boolean(),
        nameZh: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => useAsFactor(ctx, input)),
});

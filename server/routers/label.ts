import { z } from "zod";
import { labelLanguages } from "../domain/label/label-content.ts";
import { mostLabels, resolutions } from "../domain/label/label-format.ts";
import { labelForms } from "../services/label/export.ts";
import { previewLabels } from "../services/label/preview.ts";
import { procedure, router, text } from "../trpc.ts";

const millimetres = z.number().min(0).max(300);

export const labelRouter = router({
  /** The first of the labels that would be made, how many there would be, and what is missing on them. */
  preview: procedure
    .input(
      z.strictObject({
        selection: z.union([
          z.strictObject({ productUrls: z.array(text).max(mostLabels) }),
          z.strictObject({
            ...{ modelId: z.uuid(), of: z.enum(["model", "items"]) },
            ...{ batch: text.optional(), fromSerial: text.optional(), toSerial: text.optional() },
            serials: z.array(text).max(mostLabels).optional(),
          }),
        ]),
        language: z.enum(labelLanguages),
        format: z.strictObject({
          ...{ widthMm: millimetres, heightMm: millimetres, marginMm: millimetres },
          ...{ moduleMm: millimetres, textMm: millimetres },
          target: z.enum(["battery", "packaging"]),
          dpi: z.literal(resolutions),
        }),
        form: z.enum(labelForms).optional(),
        ...{ complete: z.boolean(), batchNumber: text.optional(), manufacturedOn: text.optional() },
      }),
    )
    .query(({ ctx, input }) => previewLabels(ctx, input)),
});

import { z } from "zod";
import { checkList } from "../services/oversight/check-list.ts";
import { readProductFile } from "../services/oversight/read-product-file.ts";
import { procedure, router, textUpTo } from "../trpc.ts";

/** A pasted list, or a file in base64: the text of a few thousand addresses. */
const list = { text: textUpTo(1_000_000), file: z.base64().max(8_000_000).optional() };

export const oversightRouter = router({
  /** Checks a list of identifiers at once; it changes nothing but the record of who read what. */
  checkList: procedure.input(z.strictObject(list)).mutation(async ({ ctx, input }) => {
    const file = input.file === undefined ? undefined : new Uint8Array(Buffer.from(input.file, "base64"));
    return checkList(ctx, { rows: await readProductFile(ctx, { text: input.text, file }) });
  }),
});

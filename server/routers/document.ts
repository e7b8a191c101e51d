import { z } from "zod";
import { attachDocument } from "../services/document/attach.ts";
import { detachDocument } from "../services/document/detach.ts";
import { listDocuments } from "../services/document/list.ts";
import { procedure, router, text } from "../trpc.ts";

const attachment = z.strictObject({ modelId: z.uuid(), documentId: z.uuid(), attribute: text });

/** Files are sent to `POST /api/documents`. */
export const documentRouter = router({
  /** The documents of one's operators, or of one of them, with the places where each is used. */
  list: procedure
    .input(z.strictObject({ operatorId: z.uuid().optional() }))
    .query(({ ctx, input }) => listDocuments(ctx, input)),
  /** Lets a document that is here already answer another data point. */
  attach: procedure.input(attachment).mutation(({ ctx, input }) => attachDocument(ctx, input)),
  detach: procedure.input(attachment).mutation(({ ctx, input }) => detachDocument(ctx, input)),
});

import { z } from "zod";
import { addBodyMember } from "../services/body/add-member.ts";
import { listBodies } from "../services/body/list.ts";
import { removeBodyMember } from "../services/body/remove-member.ts";
import { procedure, router, text } from "../trpc.ts";

const member = z.strictObject({ bodyId: z.uuid(), userId: text });

export const bodyRouter = router({
  list: procedure.query(({ ctx }) => listBodies(ctx)),
  addMember: procedure.input(member).mutation(({ ctx, input }) => addBodyMember(ctx, input)),
  removeMember: procedure.input(member).mutation(({ ctx, input }) => removeBodyMember(ctx, input)),
});

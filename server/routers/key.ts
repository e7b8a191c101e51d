import { z } from "zod";
import { addKey } from "../services/key/add.ts";
import { declareCompromised } from "../services/key/declare-compromised.ts";
import { retireKey } from "../services/key/retire.ts";
import { procedure, router, text } from "../trpc.ts";

const operatorId = z.uuid();
/** A key or a statement about one. */
const pasted = z.string().trim().max(10_000);
const order = z.discriminatedUnion("signer", [
  z.strictObject({ operatorId, signer: z.literal("process") }),
  z.strictObject({ operatorId, signer: z.enum(["service", "pkcs11"]), name: text }),
  z.strictObject({ operatorId, signer: z.literal("upload"), jwk: pasted, proof: pasted }),
]);

/** Signing keys of operators. */
export const keyRouter = router({
  add: procedure.input(order).mutation(({ ctx, input }) => addKey(ctx, input)),
  retire: procedure.input(z.strictObject({ kid: text })).mutation(({ ctx, input }) => retireKey(ctx, input)),
  declareCompromised: procedure
    .input(z.strictObject({ kid: text, since: text }))
    .mutation(({ ctx, input }) => declareCompromised(ctx, input)),
});

import { z } from "zod";
import { addKey } from "../services/key/add.ts";
import { declareCompromised } from "../services/key/declare-compromised.ts";
import { listInDoubt } from "../services/key/list-in-doubt.ts";
import { readKeyStatement } from "../services/key/read-statement.ts";
import { retireKey } from "../services/key/retire.ts";
import { settleDoubt } from "../services/key/settle-doubt.ts";
import { surveyKeys } from "../services/key/survey.ts";
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
  /** Keys of one operator with what they signed, what waits for signatures, who holds keys here. */
  survey: procedure.input(z.strictObject({ operatorId })).query(({ ctx, input }) => surveyKeys(ctx, input)),
  /** The statement that shows who has a key. */
  statement: procedure
    .input(z.strictObject({ operatorId, jwk: pasted }))
    .query(({ ctx, input }) => readKeyStatement(ctx, input)),
  inDoubt: procedure.input(z.strictObject({ kid: text })).query(({ ctx, input }) => listInDoubt(ctx, input)),
  /** Withdraws or issues anew every version that a compromised key leaves in doubt. */
  settle: procedure
    .input(z.strictObject({ kid: text, how: z.enum(["withdraw", "reissue"]) }))
    .mutation(({ ctx, input }) => settleDoubt(ctx, input)),
  add: procedure.input(order).mutation(({ ctx, input }) => addKey(ctx, input)),
  retire: procedure.input(z.strictObject({ kid: text })).mutation(({ ctx, input }) => retireKey(ctx, input)),
  declareCompromised: procedure
    .input(z.strictObject({ kid: text, since: text }))
    .mutation(({ ctx, input }) => declareCompromised(ctx, input)),
});

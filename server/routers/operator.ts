import { listOperators } from "../services/operator/list.ts";
import { procedure, router } from "../trpc.ts";

export const operatorRouter = router({
  /** Operators the caller acts for, with their keys. */
  list: procedure.query(({ ctx }) => listOperators(ctx)),
});

import { readDue } from "../services/due/read.ts";
import { procedure, router } from "../trpc.ts";

export const dueRouter = router({
  /** What is due when, and what waits, expires or lacks something. */
  read: procedure.query(({ ctx }) => readDue(ctx)),
});

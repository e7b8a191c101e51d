import { listDemonstrationPeople } from "../services/account/list-demonstration-people.ts";
import { me } from "../services/account/me.ts";
import { procedure, router } from "../trpc.ts";

export const accountRouter = router({
  /** Who is signed in and what for; null for nobody. */
  me: procedure.query(({ ctx }) => me(ctx)),
  /** Who can sign in to a demonstration; nobody elsewhere. */
  demonstrationPeople: procedure.query(({ ctx }) => listDemonstrationPeople(ctx)),
});

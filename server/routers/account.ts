import { z } from "zod";
import { roles } from "../domain/access/policy.ts";
import { addPerson } from "../services/account/add-person.ts";
import { createToken } from "../services/account/create-token.ts";
import { grantRelease, withdrawRelease } from "../services/account/grant-release.ts";
import { grantRoles } from "../services/account/grant-roles.ts";
import { listDemonstrationPeople } from "../services/account/list-demonstration-people.ts";
import { listPeople, readPerson } from "../services/account/list-people.ts";
import { listReleaseRights } from "../services/account/list-release-rights.ts";
import { me } from "../services/account/me.ts";
import { revokeToken } from "../services/account/revoke-token.ts";
import { setPassword } from "../services/account/set-password.ts";
import { withdrawRole } from "../services/account/withdraw-role.ts";
import { procedure, router, text } from "../trpc.ts";

const role = z.enum(roles);
const operatorId = z.uuid().nullable();

export const accountRouter = router({
  /** Who is signed in and what for; null for nobody. */
  me: procedure.query(({ ctx }) => me(ctx)),
  /** Who can sign in to a demonstration; nobody elsewhere. */
  demonstrationPeople: procedure.query(({ ctx }) => listDemonstrationPeople(ctx)),
  /** Everybody, for the keeper. */
  people: procedure.query(({ ctx }) => listPeople(ctx)),
  person: procedure.input(z.object({ id: text })).query(({ ctx, input }) => readPerson(ctx, input)),
  /** The answer holds the password to hand over; it is never shown again. */
  addPerson: procedure
    .input(z.object({ name: text, email: text, operatorId, roles: z.array(role) }))
    .mutation(({ ctx, input }) => addPerson(ctx, input)),
  grantRoles: procedure
    .input(z.object({ userId: text, operatorId, roles: z.array(role) }))
    .mutation(({ ctx, input }) => grantRoles(ctx, input)),
  withdrawRole: procedure
    .input(z.object({ userId: text, operatorId, role }))
    .mutation(({ ctx, input }) => withdrawRole(ctx, input)),
  /** The answer holds the new password; it is never shown again. */
  setPassword: procedure
    .input(z.object({ userId: text }))
    .mutation(({ ctx, input }) => setPassword(ctx, input)),
  /** The answer holds the token; it is never shown again. */
  createToken: procedure
    .input(z.object({ userId: text, name: text, lastDay: text.optional() }))
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  /** Tokens of those whose data the caller reviews, with the right to release what they change. */
  releaseRights: procedure.query(({ ctx }) => listReleaseRights(ctx)),
  grantRelease: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => grantRelease(ctx, input)),
  withdrawRelease: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => withdrawRelease(ctx, input)),
  revokeToken: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeToken(ctx, input)),
});

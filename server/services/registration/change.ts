import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { RegistrationState } from "../../domain/registration/state.ts";
import { mayBecome, registrationStates } from "../../domain/registration/state.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";

/** What becomes of a registration. */
export interface RegistrationChange {
  readonly id: string;
  readonly productUrl: string;
  readonly operatorId: string;
  readonly to: RegistrationState;
  readonly registrationId?: string;
  readonly refusal?: string;
  readonly proofDocumentId?: string;
}

/** Brings a registration into another state, and writes that down: `REGISTRATION_STATE` where it may not become that. */
export async function changeRegistration(
  ctx: Context,
  tx: Database,
  { id, productUrl, operatorId, to, ...said }: RegistrationChange,
): Promise<void> {
  const from = registrationStates.filter((state) => mayBecome(state, to));
  const changed = await tx
    .update(registration)
    .set({
      state: to,
      updatedAt: ctx.now(),
      registrationId: said.registrationId ?? null,
      refusal: said.refusal ?? null,
      ...(said.proofDocumentId === undefined ? {} : { proofDocumentId: said.proofDocumentId }),
      // What is prepared again goes into another file.
      ...(to === "prepared" ? { fileId: null } : {}),
    })
    .where(and(eq(registration.id, id), inArray(registration.state, from)))
    .returning({ id: registration.id });
  if (changed.length === 0) {
    throw new Refusal("REGISTRATION_STATE", `The registration of ${productUrl} cannot become ${to} now.`);
  }
  const detail = { registration: id, state: to, ...said };
  await recordDeed(ctx, tx, { action: "registration.change", subject: productUrl, operatorId, detail });
}

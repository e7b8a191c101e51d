import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { artefact, passport, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { RegistrationState } from "../../domain/registration/state.ts";
import { parseRegistrationState } from "../../domain/registration/state.ts";
import { newId } from "../new-id.ts";

export interface RegistrationOf {
  readonly productUrl: string;
  readonly version: number;
}

export interface EnteredRegistration {
  readonly id: string;
  readonly state: RegistrationState;
  readonly registrationId: string | null;
}

/**
 * Puts a version of a battery's passport into the outbox to the registry of the Union, in the transaction that issues it;
 * a second time it changes nothing. Null for the passport of a model or a batch: batteries are registered one by one.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(10); Implementing Regulation (EU) 2026/1778, Art. 8(1) and 10.
 */
export async function enterRegistration(
  ctx: Pick<Context, "now" | "issuedAt" | "randomBytes">,
  tx: Database,
  { productUrl, version }: RegistrationOf,
): Promise<EnteredRegistration | null> {
  const [held] = await tx
    .select({ id: passport.id, level: passport.level, versionHash: artefact.digest })
    .from(passport)
    .innerJoin(
      artefact,
      and(eq(artefact.passportId, passport.id), eq(artefact.version, version), eq(artefact.kind, "vc+jwt")),
    )
    .where(eq(passport.productUrl, productUrl));
  if (held === undefined || held.level !== "item") return null;
  const at = ctx.now();
  await tx
    .insert(registration)
    .values({
      ...{ id: newId(ctx), passportId: held.id, version, versionHash: held.versionHash },
      ...{ createdAt: at, updatedAt: at },
    })
    .onConflictDoNothing();
  const [entered] = await tx
    .select({ id: registration.id, state: registration.state, registrationId: registration.registrationId })
    .from(registration)
    .where(and(eq(registration.passportId, held.id), eq(registration.version, version)));
  if (entered === undefined) throw new Error("A registration vanished while it was entered.");
  return { ...entered, state: stateOf(entered.state) };
}

/** The state in a row. */
export function stateOf(text: string): RegistrationState {
  const state = parseRegistrationState(text);
  if (state === null)
    throw new Error(`The database holds a state of registration it should refuse: ${text}.`);
  return state;
}

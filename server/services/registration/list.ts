import { and, count, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { document, passport, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { pathOf } from "../product-path.ts";
import { within } from "../within.ts";
import { stateOf } from "./enter.ts";
import { findRegistrations } from "./find.ts";
import type { RegistrationFileRow, RegistrationRow } from "./view.ts";

export interface RegistrationList {
  readonly registrations: readonly RegistrationRow[];
  readonly files: readonly RegistrationFileRow[];
}

/** At most this many of each. */
const longestList = 1000;

/** The outbox to the registry of the Union of the operators the caller acts for, with the files made of it. */
export async function listRegistrations(
  ctx: Context,
  input: { readonly operatorId?: string | undefined } = {},
): Promise<RegistrationList> {
  const own = within(ctx, "registration.read", passport.operatorId, input.operatorId);
  const rows = await findRegistrations(ctx.db, own, longestList);
  const inState = (...states: readonly string[]) =>
    sql<number>`count(*) filter (where ${inArray(registration.state, states)})`.mapWith(Number);
  const files = await ctx.db
    .select({
      id: document.id,
      preparedAt: document.createdAt,
      count: count(),
      open: inState("prepared", "notYetPossible"),
      waiting: inState("submitted"),
    })
    .from(registration)
    .innerJoin(document, eq(document.id, registration.fileId))
    .innerJoin(passport, eq(passport.id, registration.passportId))
    .where(and(own, isNotNull(registration.fileId)))
    .groupBy(document.id)
    .orderBy(desc(document.createdAt))
    .limit(longestList);
  return {
    registrations: rows.map(({ state, updatedAt, productUrl, ...row }) => ({
      ...{ id: row.id, operatorId: row.operatorId, productUrl, path: pathOf(ctx, productUrl) },
      ...{
        modelName: row.modelName,
        serial: row.serial,
        version: row.version,
        versionHash: row.versionHash,
        fileId: row.fileId,
      },
      ...{ registrationId: row.registrationId, refusal: row.refusal, proofDocumentId: row.proofDocumentId },
      ...{ state: stateOf(state), updatedAt: updatedAt.toISOString() },
    })),
    files: files.map((file) => ({ ...file, preparedAt: file.preparedAt.toISOString() })),
  };
}

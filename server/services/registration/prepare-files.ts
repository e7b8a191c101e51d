import type { SQL } from "drizzle-orm";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { document, passport, registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { RegistrationEntry } from "../../domain/registration/entry.ts";
import { registrationFiles, registrationJson } from "../../domain/registration/file.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { newId } from "../new-id.ts";
import { entryOf } from "./entry-of.ts";
import type { FoundRegistration } from "./find.ts";
import { findRegistrations } from "./find.ts";
import type { UnpreparedRow } from "./view.ts";

export interface PreparedFiles {
  readonly files: readonly { readonly id: string; readonly count: number }[];
  /** What could not go into a file, and why. */
  readonly unprepared: readonly UnpreparedRow[];
}

/** Entries of one call: what is left goes with the next. */
const mostAtOnce = 1000;

/**
 * Puts the registrations of an operator that wait into files of at most 100, to be handed to the registry of the Union by
 * hand. What is made stays as it was handed out. Incomplete ones are left out, with what they lack.
 *
 * Source: Implementing Regulation (EU) 2026/1778, Art. 8(6).
 */
export async function prepareFiles(
  ctx: Context,
  { operatorId }: { readonly operatorId: string },
): Promise<PreparedFiles> {
  demand(ctx, "registration.write", operatorId);
  const waiting = and(eq(passport.operatorId, operatorId), waits());
  const found = await findRegistrations(ctx.db, waiting, mostAtOnce);
  const ready: { readonly of: FoundRegistration; readonly entry: RegistrationEntry }[] = [];
  const unprepared: UnpreparedRow[] = [];
  for (const of of found) {
    const entry = await entryOf(ctx, of);
    if (entry.ok) ready.push({ of, entry: entry.value });
    else unprepared.push({ id: of.id, productUrl: of.productUrl, problems: entry.problems });
  }
  const preparedAt = ctx.now().toISOString();
  const made = registrationFiles(
    ready.map(({ entry }) => entry),
    preparedAt,
  );
  const files: { readonly id: string; readonly count: number }[] = [];
  let at = 0;
  for (const file of made) {
    const part = ready.slice(at, at + file.registrations.length);
    at += part.length;
    const bytes = new TextEncoder().encode(registrationJson(file));
    const { sha256 } = await ctx.files.put(bytes);
    const id = newId(ctx);
    await ctx.db.transaction(async (tx) => {
      const ids = part.map(({ of }) => of.id);
      const put = await tx
        .update(registration)
        .set({ fileId: id })
        .where(and(inArray(registration.id, ids), waits()))
        .returning({ id: registration.id });
      // Nothing goes out twice: who made a file of one of them meanwhile, or handed it over, made all of this one's for nothing.
      if (put.length < ids.length)
        throw new Refusal(
          "REGISTRATION_STATE",
          "Somebody else put some of these into a file just now: look at the files there are.",
        );
      await tx.insert(document).values({
        ...{ id, operatorId, sha256, mediaType: "application/json", sizeBytes: bytes.length },
        ...{ title: `registration ${preparedAt}`, language: "en", createdBy: ctx.caller.userId },
        createdAt: ctx.now(),
      });
      const detail = { sha256, count: part.length };
      await recordDeed(ctx, tx, { action: "registration.prepare", subject: id, operatorId, detail });
    });
    files.push({ id, count: part.length });
  }
  return { files, unprepared };
}

/** Handed over to nobody, and in no file. */
function waits(): SQL | undefined {
  return and(inArray(registration.state, ["prepared", "notYetPossible"]), isNull(registration.fileId));
}

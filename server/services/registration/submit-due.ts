import { and, eq, inArray, isNull } from "drizzle-orm";
import { registration } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { RegistrationEntry } from "../../domain/registration/entry.ts";
import { mostInFile } from "../../domain/registration/file.ts";
import type { RegistryAnswer } from "../../platform/registry-client.ts";
import { changeRegistration } from "./change.ts";
import { entryOf } from "./entry-of.ts";
import type { FoundRegistration } from "./find.ts";
import { findRegistrations } from "./find.ts";

/** How many registrations one round looks at. */
const mostInRound = 1000;

/**
 * Hands what is prepared over to the registry of the Union where it is open to programs, and keeps its answers; where it
 * is not open, says so of each. What is not complete, or went into a file, is left. Answers how many were handed over.
 *
 * `only`: one registration, for who waits for it.
 */
export async function submitDue(ctx: Context, only?: string): Promise<number> {
  const due = and(
    inArray(registration.state, ["prepared", "notYetPossible"]),
    isNull(registration.fileId),
    only === undefined ? undefined : eq(registration.id, only),
  );
  if (!(await ctx.euRegistry.isOpen())) {
    // What was told so already is not in the way of those after it.
    const untold = and(due, eq(registration.state, "prepared"));
    for (const { id, productUrl, operatorId } of await findRegistrations(ctx.db, untold, mostInRound))
      await changeRegistration(ctx, ctx.db, { id, productUrl, operatorId, to: "notYetPossible" });
    return 0;
  }
  const found = await findRegistrations(ctx.db, due, mostInRound);
  const complete: Complete[] = [];
  for (const of of found) {
    const entry = await entryOf(ctx, of);
    if (entry.ok) complete.push({ of, entry: entry.value });
  }
  for (let at = 0; at < complete.length; at += mostInFile)
    await handOver(ctx, complete.slice(at, at + mostInFile));
  return complete.length;
}

interface Complete {
  readonly of: FoundRegistration;
  readonly entry: RegistrationEntry;
}

/**
 * Each is marked as handed over before it is, so that none goes twice when the program stops in between; where the
 * registry could not be reached, all wait for the next round.
 */
async function handOver(ctx: Context, part: readonly Complete[]): Promise<void> {
  const become = (to: "submitted" | "notYetPossible") =>
    ctx.db.transaction(async (tx) => {
      for (const { of } of part) await changeRegistration(ctx, tx, { ...named(of), to });
    });
  await become("submitted");
  let answers: readonly RegistryAnswer[];
  try {
    answers = await ctx.euRegistry.submit(part.map(({ entry }) => entry));
  } catch (error) {
    await become("notYetPossible");
    throw error;
  }
  for (const [index, { of }] of part.entries()) {
    const answer = answers[index];
    if (answer === undefined || answer.state === "submitted") continue;
    const said =
      answer.state === "registered" ? { registrationId: answer.registrationId } : { refusal: answer.reason };
    await changeRegistration(ctx, ctx.db, { ...named(of), to: answer.state, ...said });
  }
}

function named({ id, productUrl, operatorId }: FoundRegistration) {
  return { id, productUrl, operatorId };
}

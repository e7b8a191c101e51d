import type { Context } from "../../context.ts";
import { heldTexts } from "../../platform/kept-texts.ts";
import { Refusal } from "../../refusal.ts";

/**
 * Keeps what somebody pasted into a form that was refused, for minutes and in memory only, so that a browser without
 * scripts shows it again. Answers the name to ask for it by; null when it is too long to be kept, or nobody is signed in.
 */
export function keepPasted({ caller }: Context, text: string): string | null {
  return caller.userId === null ? null : heldTexts().keep(caller.userId, text);
}

/** The same text for whoever pasted it; empty when it is not here any more. */
export function readPasted({ caller }: Context, { name }: { readonly name: string }): string {
  if (caller.userId === null) throw new Refusal("NOT_SIGNED_IN", "Sign in to see what you pasted.");
  return heldTexts().read(caller.userId, name) ?? "";
}

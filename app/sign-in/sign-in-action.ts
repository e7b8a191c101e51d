"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { pathInside } from "./path-inside.ts";
import { homesOf } from "../_ui/signed-in.ts";
import { askSessions } from "./ask-sessions.ts";
import { keepCookies } from "./keep-cookies.ts";

export interface SignInState {
  readonly problem: "wrong" | "tooMany" | "emailMissing" | "passwordMissing" | "unavailable" | null;
  /** What was typed, for the next try. */
  readonly email: string;
  /** Seconds to wait, with `tooMany`. */
  readonly seconds: number;
}

/**
 * Signs somebody in through the same handler that serves `/api/auth`, so that its limit on tries and its check of the
 * origin hold here too.
 */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const email = textOfEntry(form.get("email")).trim();
  const password = textOfEntry(form.get("password"));
  if (email === "") return { problem: "emailMissing", email, seconds: 0 };
  if (password === "") return { problem: "passwordMissing", email, seconds: 0 };
  const answer = await askSessions("/sign-in/email", { email, password });
  if (answer.status === 429) {
    return { problem: "tooMany", email, seconds: Number(answer.headers.get("x-retry-after") ?? 60) };
  }
  if (answer.status >= 500) return { problem: "unavailable", email, seconds: 0 };
  if (!answer.ok) return { problem: "wrong", email, seconds: 0 };
  const kept = answer.headers.getSetCookie();
  keepCookies(await cookies(), kept);
  const wanted = pathInside(textOfEntry(form.get("next")));
  redirect(wanted ?? (await homeOf(kept)));
}

/** Ends the session everywhere, not only in this browser's cookie. */
export async function signOut(): Promise<void> {
  const answer = await askSessions("/sign-out", {});
  keepCookies(await cookies(), answer.headers.getSetCookie());
  redirect("/sign-in?left=1");
}

/** Where the roles of the person who has just signed in lead. */
async function homeOf(setCookies: readonly string[]): Promise<string> {
  const cookie = setCookies.map((line) => line.split(";")[0]).join("; ");
  const { caller } = await contextOfHeaders(new Headers({ cookie }));
  return homesOf(caller)[0] ?? "/";
}

function textOfEntry(entry: FormDataEntryValue | null): string {
  return typeof entry === "string" ? entry : "";
}

"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { askSessions } from "../sign-in/ask-sessions.ts";
import { keepCookies } from "../sign-in/keep-cookies.ts";

type FieldProblem = "missing" | "wrong" | "short" | "long" | "same" | "differs";

export interface ChangeState {
  /** What is wrong at which field. */
  readonly at: Readonly<Partial<Record<"current" | "new" | "again", FieldProblem>>>;
  /** What no field can mend. */
  readonly problem: "tooMany" | "signedOut" | "unavailable" | null;
  /** Seconds to wait, with `tooMany`. */
  readonly seconds: number;
}

const refused: ChangeState = { at: {}, problem: null, seconds: 0 };

/**
 * Changes the password of whoever sends the form, and ends their other sessions, through the handler of `/api/auth`: its
 * limit on tries and its check of the present password hold here too. Nothing that was typed comes back.
 */
export async function changePassword(_before: ChangeState, form: FormData): Promise<ChangeState> {
  const [current, wanted, again] = ["current", "new", "again"].map((name) => textIn(form, name));
  const at = problemsIn(current ?? "", wanted ?? "", again ?? "");
  if (Object.keys(at).length > 0) return { ...refused, at };
  const answer = await askSessions("/change-password", {
    ...{ currentPassword: current ?? "", newPassword: wanted ?? "", revokeOtherSessions: true },
  });
  if (answer.ok) {
    keepCookies(await cookies(), answer.headers.getSetCookie());
    // The session that sent this has ended; only another request carries the new one.
    redirect("/account?changed=1");
  }
  if (answer.status === 429)
    return { ...refused, problem: "tooMany", seconds: Number(answer.headers.get("x-retry-after") ?? 60) };
  if (answer.status === 401) return { ...refused, problem: "signedOut" };
  const said = answerForm.safeParse(await answer.json().catch(() => undefined));
  return said.success && said.data.code === "INVALID_PASSWORD"
    ? { ...refused, at: { current: "wrong" } }
    : { ...refused, problem: "unavailable" };
}

const answerForm = z.object({ code: z.string() });

/** The limits of server/platform/session.ts, said before anything is sent. */
function problemsIn(current: string, wanted: string, again: string): ChangeState["at"] {
  return {
    ...(current === "" ? { current: "missing" } : current.length > 128 ? { current: "wrong" } : {}),
    ...(wanted === ""
      ? { new: "missing" }
      : wanted.length < 10
        ? { new: "short" }
        : wanted.length > 128
          ? { new: "long" }
          : wanted === current
            ? { new: "same" }
            : again !== wanted
              ? { again: again === "" ? "missing" : "differs" }
              : {}),
  };
}

/** As typed: a space may belong to a password. */
function textIn(form: FormData, name: string): string {
  const entry = form.get(name);
  return typeof entry === "string" ? entry : "";
}

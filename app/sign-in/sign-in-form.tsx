"use client";

import { useActionState } from "react";
import { useText } from "../_ui/console-text.tsx";
import { Field } from "../_ui/field.tsx";
import { Notice } from "../_ui/notice.tsx";
import { signIn } from "./sign-in-action.ts";
import type { SignInState } from "./sign-in-action.ts";

const untried: SignInState = { problem: null, email: "", seconds: 0 };

/** Address and password. The address stays after a refusal; the password never comes back. */
export function SignInForm({ onward }: { readonly onward: string | null }) {
  const { t } = useText();
  const [state, action, running] = useActionState(signIn, untried);
  const failed = state.problem === "wrong" || state.problem === "tooMany" || state.problem === "unavailable";
  return (
    <form action={action} className="form" noValidate>
      {failed ? (
        <Notice tone="danger" title={t("signIn.failed")} live>
          <p>{t(`signIn.${state.problem}`, { seconds: state.seconds })}</p>
        </Notice>
      ) : null}
      <Field
        form="sign-in"
        name="email"
        label={t("signIn.email")}
        error={state.problem === "emailMissing" ? t("signIn.emailMissing") : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="email"
            autoComplete="username"
            required
            defaultValue={state.email}
            key={state.email}
          />
        )}
      </Field>
      <Field
        form="sign-in"
        name="password"
        label={t("signIn.password")}
        error={state.problem === "passwordMissing" ? t("signIn.passwordMissing") : undefined}
      >
        {(control) => <input {...control} type="password" autoComplete="current-password" required />}
      </Field>
      {onward === null ? null : (
        <>
          <input type="hidden" name="next" value={onward} />
          <p className="small muted">{t("signIn.onward", { path: onward })}</p>
        </>
      )}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : t("signIn.submit")}
        </button>
      </div>
    </form>
  );
}

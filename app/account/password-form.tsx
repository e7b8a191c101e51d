"use client";

import { useActionState, useEffect, useRef } from "react";
import { useText } from "../_ui/console-text.tsx";
import { Field } from "../_ui/field.tsx";
import { Notice } from "../_ui/notice.tsx";
import { changePassword } from "./change-password-action.ts";
import type { ChangeState } from "./change-password-action.ts";

const untried: ChangeState = { at: {}, problem: null, seconds: 0 };
const fields = [
  { name: "current", fill: "current-password" },
  { name: "new", fill: "new-password" },
  { name: "again", fill: "new-password" },
] as const;

/** The present password, and the new one twice. Works without scripts. */
export function PasswordForm({ email }: { readonly email: string }) {
  const { t } = useText();
  const [state, action, running] = useActionState(changePassword, untried);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(state.at).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state]);
  return (
    <form ref={form} action={action} className="form" noValidate>
      {state.problem === null ? null : (
        <Notice tone="danger" title={t("admin.account.failed")} live>
          <p>{t(`admin.account.problem.${state.problem}`, { seconds: state.seconds })}</p>
        </Notice>
      )}
      {/* Tells a password manager whose password this is. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      {fields.map(({ name, fill }) => {
        const found = state.at[name];
        return (
          <Field
            key={name}
            form="password"
            name={name}
            label={t(`admin.account.${name}`)}
            help={name === "new" ? t("admin.account.newHelp") : undefined}
            error={found === undefined ? undefined : t(`admin.account.problem.${found}`, { seconds: 0 })}
          >
            {(control) => <input {...control} type="password" autoComplete={fill} required />}
          </Field>
        );
      })}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : t("admin.account.submit")}
        </button>
      </div>
    </form>
  );
}

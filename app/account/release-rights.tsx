"use client";

import { useId } from "react";
import type { ReleaseRight } from "../../server/services/account/view.ts";
import { useText } from "../_ui/console-text.tsx";
import { FailureNotice } from "../_ui/failure-notice.tsx";
import { useTextOf } from "../_ui/more-text.tsx";
import { trpc } from "../_ui/trpc-client.ts";
import { useAct } from "../_ui/use-act.ts";

/** Tokens of those whose data one reviews, and whether they release what they change. */
export function ReleaseRights({
  rights,
  own,
}: {
  readonly rights: readonly ReleaseRight[];
  /** The reader: nobody gives the right to a token of their own. */
  readonly own: string;
}) {
  const { t: c } = useText();
  const { t } = useTextOf("tokens");
  const { act, running, failure } = useAct();
  const form = useId();
  return (
    <section className="section" aria-labelledby={`${form}-title`}>
      <h2 id={`${form}-title`}>{t("title")}</h2>
      <p className="muted">{t("lead")}</p>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <ul className="stack">
        {rights.map(({ id, name, holderId, holderName, grantedByName }) => (
          <li key={id} className="row">
            <span>
              {holderName}, {name}
            </span>
            <span className="muted">
              {grantedByName === null ? t("none") : t("given", { name: grantedByName })}
            </span>
            {holderId === own ? (
              <span className="muted">{t("own")}</span>
            ) : (
              <button
                type="button"
                className="button-quiet"
                disabled={running}
                aria-label={`${grantedByName === null ? t("give") : t("withdraw")}: ${holderName}, ${name}`}
                onClick={() =>
                  void act(() =>
                    grantedByName === null
                      ? trpc.account.grantRelease.mutate({ id })
                      : trpc.account.withdrawRelease.mutate({ id }),
                  )
                }
              >
                {running ? c("action.running") : grantedByName === null ? t("give") : t("withdraw")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

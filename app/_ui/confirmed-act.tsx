"use client";

import { useId } from "react";
import type { ReactNode } from "react";
import { useText } from "./console-text.tsx";
import { CloseDialog, Dialog } from "./dialog.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { useAct } from "./use-act.ts";

interface ConfirmedActProps {
  /** What opens the question. */
  readonly opener: string;
  readonly openerClass?: string;
  /** The opener's words where nothing else is said. */
  readonly title?: string;
  /** The opener's words where nothing else is said. */
  readonly submit?: string;
  readonly submitClass?: string;
  readonly deed: () => Promise<unknown>;
  /** Heading that takes the focus when the row of the opener is gone. */
  readonly back?: string;
  /** What is asked: what the deed does, and to what. */
  readonly children: ReactNode;
}

/** One deed that is done after asking. What is refused is said where it was asked. */
export function ConfirmedAct(props: ConfirmedActProps) {
  const { opener, openerClass = "button-quiet", title = opener, deed, back, children } = props;
  const { submit = opener, submitClass = "button-danger" } = props;
  const { t } = useText();
  const { act, running, failure } = useAct();
  const form = useId();

  async function confirm(dialog: HTMLDialogElement | null): Promise<void> {
    if ((await act(deed)) === null) return;
    dialog?.close();
    if (back !== undefined) document.getElementById(back)?.focus();
  }

  return (
    <Dialog opener={opener} openerClass={openerClass} offered title={title}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      {children}
      <div className="actions">
        <button
          type="button"
          className={submitClass}
          disabled={running}
          onClick={({ currentTarget }) => void confirm(currentTarget.closest("dialog"))}
        >
          {running ? t("action.running") : submit}
        </button>
        <CloseDialog label={t("action.cancel")} disabled={running} />
      </div>
    </Dialog>
  );
}

"use client";

import { useId } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Has the whole log looked at again, and signing go on when all of it is right. */
export function ResumeLog() {
  const { t: c } = useText();
  const { t } = useTextOf("log");
  const { act, running, failure } = useAct();
  const form = useId();
  return (
    <div className="stack">
      <FailureNotice failure={failure} form={form} fields={{}} />
      <div className="actions">
        <button type="button" disabled={running} onClick={() => void act(() => trpc.log.resume.mutate())}>
          {running ? c("action.running") : t("admin.resume")}
        </button>
      </div>
    </div>
  );
}

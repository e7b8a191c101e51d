"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Starts the next version of a released declaration and opens its draft. */
export function StartNext({ id }: { readonly id: string }) {
  const { t } = useText();
  const router = useRouter();
  const form = useId();
  const { act, running, failure } = useAct();

  async function start(): Promise<void> {
    const made = await act(() => trpc.footprint.startNext.mutate({ id }));
    if (made !== null) router.push(`/console/declarations/${made.done.id}`);
  }

  return (
    <div className="stack">
      <button type="button" className="button-primary" disabled={running} onClick={() => void start()}>
        {running ? t("action.running") : t("declaration.startNext")}
      </button>
      <FailureNotice failure={failure} form={form} fields={{}} />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useText } from "../../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

/** Writes down what the next batteries of a file have to be signed with, for an operator whose key is its own. */
export function PrepareRows({ id, count }: { readonly id: string; readonly count: number }) {
  const { t: c } = useText();
  const { t } = useTextOf("products");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();

  async function prepare(): Promise<void> {
    const made = await act(() => trpc.signature.prepare.mutate({ purpose: "importedItems", id }));
    if (made !== null) router.push(`/console/keys/signing/${made.done.id}`);
  }

  return (
    <>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <div className="actions">
        <button type="button" className="button-primary" disabled={running} onClick={() => void prepare()}>
          {running ? c("action.running") : t("run.prepare", { count })}
        </button>
      </div>
    </>
  );
}

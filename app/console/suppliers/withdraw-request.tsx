"use client";

import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Takes an open request back. */
export function WithdrawRequest({ id }: { readonly id: string }) {
  const { t: s } = useTextOf("suppliers");
  const { act, running, failure } = useAct();
  return (
    <>
      <button
        type="button"
        className="button-quiet"
        disabled={running}
        onClick={() => void act(() => trpc.supplier.withdrawRequest.mutate({ id }))}
      >
        {s("asked.withdraw")}
      </button>
      <FailureNotice failure={failure} form={id} fields={{}} />
    </>
  );
}

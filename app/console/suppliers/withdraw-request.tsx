"use client";

import { ActButton } from "../../_ui/act-button.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { trpc } from "../../_ui/trpc-client.ts";

/** Takes an open request back. */
export function WithdrawRequest({ id }: { readonly id: string }) {
  const { t: s } = useTextOf("suppliers");
  return <ActButton label={s("asked.withdraw")} deed={() => trpc.supplier.withdrawRequest.mutate({ id })} />;
}

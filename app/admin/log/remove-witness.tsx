"use client";

import { ConfirmedAct } from "../../_ui/confirmed-act.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { trpc } from "../../_ui/trpc-client.ts";

/** Asks a witness no more, after asking the keeper. */
export function RemoveWitness({ name }: { readonly name: string }) {
  const { t } = useTextOf("log");
  return (
    <ConfirmedAct
      opener={t("admin.remove")}
      title={t("admin.removeTitle", { name })}
      deed={() => trpc.log.removeWitness.mutate({ name })}
      back="witnesses"
    >
      <p>{t("admin.removeConfirm")}</p>
    </ConfirmedAct>
  );
}

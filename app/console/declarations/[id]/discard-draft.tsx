"use client";

import { useRouter } from "next/navigation";
import { ConfirmedAct } from "../../../_ui/confirmed-act.tsx";
import { useText } from "../../../_ui/console-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";

/** Throws a draft away, after asking. */
export function DiscardDraft({
  id,
  number,
  lock,
}: {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
}) {
  const { t } = useText();
  const router = useRouter();

  async function discard(): Promise<void> {
    await trpc.footprint.discardDraft.mutate({ id, lock });
    router.push("/console/declarations");
  }

  return (
    <ConfirmedAct opener={t("declaration.discard")} submit={t("declaration.discardSubmit")} deed={discard}>
      <p>{t("declaration.discardConfirm", { number })}</p>
    </ConfirmedAct>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Signs what the registry knows of a battery now, as the next version of its passport. */
export function RenewForm({
  productUrl,
  names,
}: {
  readonly productUrl: string;
  /** Titles of data points, for what a refusal names. */
  readonly names: Readonly<Record<string, string>>;
}) {
  const { t } = useTextOf("batteries");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const [signed, setSigned] = useState<{ readonly version: number; readonly isPending: boolean } | null>(
    null,
  );
  return (
    <div className="stack">
      {signed === null ? null : (
        <Notice tone="good" title={t("battery.signed", { version: signed.version })} live>
          {signed.isPending ? <p>{t("battery.pending")}</p> : null}
        </Notice>
      )}
      <FieldsForm
        submit={t("battery.sign")}
        running={running}
        failure={failure}
        names={names}
        emptyAfter
        fields={[
          { name: "reason", label: t("battery.reason"), help: t("battery.reasonHelp"), optional: true },
        ]}
        onSubmit={async (typed) => {
          const order = { productUrl, reason: typed("reason") };
          const made = await act(() =>
            doneOrPrepared(() => trpc.item.renew.mutate(order), { purpose: "itemRenewal", ...order }),
          );
          if (made !== null && "sign" in made.done) router.push(made.done.sign);
          setSigned(made === null || "sign" in made.done ? null : made.done.done);
          return made !== null;
        }}
      />
    </div>
  );
}

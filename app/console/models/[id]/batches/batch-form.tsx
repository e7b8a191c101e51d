"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FieldsForm } from "../../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../../_ui/sign-outside.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

/** Makes a batch and signs its record. */
export function BatchForm({ modelId }: { readonly modelId: string }) {
  const { t } = useTextOf("batteries");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const [made, setMade] = useState<{ readonly number: string; readonly path: string } | null>(null);
  return (
    <div className="stack">
      {made === null ? null : (
        <Notice tone="good" title={t("batches.created", { number: made.number })} live>
          <a href={made.path}>{t("battery.publicPage")}</a>
        </Notice>
      )}
      <FieldsForm
        submit={t("batches.create")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          { name: "number", label: t("batches.number"), help: t("batches.numberHelp") },
          {
            ...{ name: "manufacturedOn", label: t("batches.made"), help: t("batches.madeHelp") },
            ...{ kind: "month", optional: true },
          },
        ]}
        onSubmit={async (typed) => {
          const number = typed("number");
          const order = { modelId, number, manufacturedOn: typed("manufacturedOn") || undefined };
          const done = await act(() =>
            doneOrPrepared(() => trpc.batch.create.mutate(order), { purpose: "batch", ...order }),
          );
          if (done !== null && "sign" in done.done) router.push(done.done.sign);
          setMade(done === null || "sign" in done.done ? null : { number, path: done.done.done.path });
          return done !== null;
        }}
      />
    </div>
  );
}

"use client";

import { useState } from "react";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Enters a witness that is asked from now on. */
export function AddWitness() {
  const { t } = useTextOf("log");
  const { act, running, failure } = useAct();
  const [added, setAdded] = useState<string | null>(null);
  return (
    <div className="stack">
      {added === null ? null : <Notice tone="good" title={t("admin.added", { name: added })} live />}
      <FieldsForm
        submit={t("admin.add")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          { name: "vkey", label: t("admin.fields.vkey"), help: t("admin.fields.vkeyHelp") },
          { name: "url", label: t("admin.fields.url"), help: t("admin.fields.urlHelp") },
          {
            name: "own",
            label: t("admin.fields.own"),
            kind: "select",
            options: [
              { value: "other", label: t("witnesses.other") },
              { value: "own", label: t("witnesses.own") },
            ],
          },
        ]}
        onSubmit={async (typed) => {
          setAdded(null);
          const made = await act(() =>
            trpc.log.addWitness.mutate({
              vkey: typed("vkey"),
              url: typed("url"),
              own: typed("own") === "own",
            }),
          );
          if (made !== null) setAdded(made.done.name);
          return made !== null;
        }}
      />
    </div>
  );
}

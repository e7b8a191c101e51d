"use client";

import { useState } from "react";
import { changeKinds } from "../../../../server/domain/carbon-footprint/renewal.ts";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Records that the product or its making changed. */
export function ChangeForm({ modelId }: { readonly modelId: string }) {
  const { t, words } = useTextOf("review");
  const { act, running, failure } = useAct();
  const [saved, setSaved] = useState(false);
  return (
    <div className="stack">
      {saved ? <Notice tone="good" title={t("changeSaved")} live /> : null}
      <FieldsForm
        submit={t("changeSubmit")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          {
            name: "kind",
            label: t("changeKind"),
            kind: "select",
            options: changeKinds.map((kind) => ({ value: kind, label: words.kind[kind] })),
            initial: changeKinds[0],
          },
          { name: "changedOn", label: t("changedOn"), help: t("changedOnHelp"), kind: "date" },
          { name: "note", label: t("changeNote") },
        ]}
        onSubmit={async (typed) => {
          setSaved(false);
          const made = await act(() =>
            trpc.model.recordChange.mutate({
              modelId,
              kind: typed("kind"),
              changedOn: typed("changedOn"),
              note: typed("note"),
            }),
          );
          setSaved(made !== null);
          return made !== null;
        }}
      />
    </div>
  );
}

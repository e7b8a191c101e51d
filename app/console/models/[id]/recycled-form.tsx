"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { failureWith } from "../../../_ui/failure.ts";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** States the recycled content of one metal in one year; stating it again replaces it until the next version. */
export function RecycledForm({ modelId }: { readonly modelId: string }) {
  const { t, words } = useText();
  const { act, running, failure, setFailure } = useAct();
  const [saved, setSaved] = useState(false);
  return (
    <div className="stack">
      {saved ? <Notice tone="good" title={t("model.recycledSaved")} live /> : null}
      <FieldsForm
        submit={t("action.save")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          {
            name: "metal",
            label: t("model.metal"),
            kind: "select",
            options: Object.entries(words.metal).map(([value, label]) => ({ value, label })),
          },
          { name: "year", label: t("model.year"), kind: "decimal" },
          { name: "preConsumerPercent", label: t("model.preConsumer"), kind: "decimal" },
          { name: "postConsumerPercent", label: t("model.postConsumer"), kind: "decimal" },
          { name: "source", label: t("model.source"), help: t("model.recycledSourceHelp") },
        ]}
        onSubmit={async (typed) => {
          setSaved(false);
          if (!/^\d{4}$/.test(typed("year"))) {
            const problem = { code: "E_YEAR_RANGE", path: "year", params: { value: typed("year") } };
            setFailure(failureWith([problem]));
            return false;
          }
          const stated = await act(() =>
            trpc.model.stateRecycledContent.mutate({
              modelId,
              metal: typed("metal"),
              year: Number(typed("year")),
              preConsumerPercent: typed("preConsumerPercent"),
              postConsumerPercent: typed("postConsumerPercent"),
              source: typed("source"),
            }),
          );
          setSaved(stated !== null);
          return stated !== null;
        }}
      />
    </div>
  );
}

"use client";

import { useId, useState } from "react";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { JsonField } from "../../_ui/json-field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Takes rules as JSON; what was pasted stays until it is adopted. */
export function AdoptRules() {
  const { t } = useTextOf("interest");
  const { act, running, failure } = useAct();
  const form = useId();
  const [text, setText] = useState("");
  const [isAdopted, setAdopted] = useState(false);

  async function adopt(): Promise<void> {
    const done = await act(() => trpc.interest.adoptRules.mutate({ text }));
    setAdopted(done !== null);
    if (done !== null) setText("");
  }

  return (
    <div className="stack">
      <FailureNotice failure={failure} form={form} fields={{ text: t("rules.json") }} />
      {isAdopted ? <Notice tone="good" title={t("rules.adopted")} live /> : null}
      <JsonField
        {...{ form, label: t("rules.json"), help: t("rules.adoptHelp") }}
        value={text}
        onChange={setText}
      />
      <div className="actions">
        <button type="button" className="button-primary" disabled={running} onClick={() => void adopt()}>
          {t("rules.adoptSubmit")}
        </button>
      </div>
    </div>
  );
}

"use client";

import { useId } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { day } from "../../_ui/shown.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

interface StepProps {
  readonly id: string;
  readonly version: number;
}

/** Adopts a proposal, after asking. */
export function AdoptRuleSet({ id, version, name }: StepProps & { readonly name: string }) {
  const { t: common } = useText();
  const { t } = useTextOf("classes");
  const { act, running, failure } = useAct();
  const form = useId();
  async function adopt(dialog: HTMLDialogElement | null): Promise<void> {
    if ((await act(() => trpc.ruleSet.adopt.mutate({ id, version }))) !== null) dialog?.close();
  }
  return (
    <Dialog opener={t("tool.adopt")} openerClass="" offered title={t("tool.adopt")}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{t("tool.adoptQuestion", { version, name })}</p>
      <div className="actions">
        <button
          type="button"
          className="button-primary"
          disabled={running}
          onClick={({ currentTarget }) => void adopt(currentTarget.closest("dialog"))}
        >
          {running ? common("action.running") : t("tool.adopt")}
        </button>
        <CloseDialog label={common("action.cancel")} />
      </div>
    </Dialog>
  );
}

/** Puts an adopted rule set in force on an act that has to be named. */
export function PutInForce({
  id,
  version,
  validFrom,
  noActSince,
}: StepProps & { readonly validFrom: string; readonly noActSince: string | null }) {
  const { language } = useText();
  const { t } = useTextOf("classes");
  const { act, running, failure } = useAct();
  return (
    <Dialog opener={t("tool.putInForce")} openerClass="" offered title={t("tool.putInForce")}>
      {noActSince === null ? null : (
        <Notice tone="warn" title={t("tool.noAct", { day: day(language, noActSince) })} />
      )}
      <p>{t("tool.forceQuestion")}</p>
      <FieldsForm
        submit={t("tool.putInForce")}
        running={running}
        failure={failure}
        fields={[
          { name: "act", label: t("tool.act") },
          { name: "validFrom", label: t("tool.firstDay"), kind: "date", initial: validFrom },
        ]}
        onSubmit={async (typed) => {
          const input = { id, version, act: typed("act"), validFrom: typed("validFrom") };
          return (await act(() => trpc.ruleSet.putInForce.mutate(input))) !== null;
        }}
      />
    </Dialog>
  );
}

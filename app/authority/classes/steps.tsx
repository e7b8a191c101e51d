"use client";

import { ConfirmedAct } from "../../_ui/confirmed-act.tsx";
import { useText } from "../../_ui/console-text.tsx";
import { Dialog } from "../../_ui/dialog.tsx";
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
  const { t } = useTextOf("classes");
  return (
    <ConfirmedAct
      opener={t("tool.adopt")}
      openerClass=""
      submitClass="button-primary"
      deed={() => trpc.ruleSet.adopt.mutate({ id, version })}
    >
      <p>{t("tool.adoptQuestion", { version, name })}</p>
    </ConfirmedAct>
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

"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface Issued {
  readonly serial: string;
  readonly path: string;
  readonly version: number;
  readonly isPending: boolean;
}

/** Signs the passport of one battery and says where it is. */
export function IssueForm({ modelId }: { readonly modelId: string }) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <div className="stack">
      {issued === null ? null : (
        <Notice
          tone="good"
          title={t("model.issued", { serial: issued.serial, version: issued.version })}
          live
        >
          {issued.isPending ? (
            <p>{`${t("declaration.notPublished")}. ${t("declaration.notPublishedHelp")}`}</p>
          ) : (
            <span className="row">
              <a href={issued.path}>{t("model.publicPage")}</a>
              <a href={`${issued.path}/label`}>{t("model.labelPage")}</a>
            </span>
          )}
        </Notice>
      )}
      <FieldsForm
        submit={t("model.issueSubmit")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          { name: "serial", label: t("model.serial"), help: t("model.serialHelp") },
          {
            name: "manufacturedOn",
            label: t("model.manufacturedOn"),
            help: t("model.manufacturedOnHelp"),
            kind: "month",
          },
          {
            name: "placedOnMarketOn",
            label: t("model.placedOnMarketOn"),
            help: t("model.placedOnMarketHelp"),
            kind: "date",
            optional: true,
          },
        ]}
        onSubmit={async (typed) => {
          const made = await act(() =>
            trpc.passport.issueItem.mutate({
              modelId,
              serial: typed("serial"),
              manufacturedOn: typed("manufacturedOn"),
              placedOnMarketOn: typed("placedOnMarketOn") || undefined,
            }),
          );
          setIssued(made === null ? null : { serial: typed("serial"), ...made.done });
          return made !== null;
        }}
      />
    </div>
  );
}

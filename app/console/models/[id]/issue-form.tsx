"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
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
  const router = useRouter();
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
          const order = {
            modelId,
            serial: typed("serial"),
            manufacturedOn: typed("manufacturedOn"),
            placedOnMarketOn: typed("placedOnMarketOn") || undefined,
          };
          const made = await act(() =>
            doneOrPrepared(() => trpc.passport.issueItem.mutate(order), { purpose: "item", ...order }),
          );
          if (made !== null && "sign" in made.done) router.push(made.done.sign);
          setIssued(
            made === null || "sign" in made.done ? null : { serial: order.serial, ...made.done.done },
          );
          return made !== null;
        }}
      />
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { ItemTemplate } from "../../../../server/services/item/template.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { day } from "../../../_ui/shown.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { typedOf, typedValue } from "./attributes/typed-value.ts";
import { ValueFields } from "./attributes/value-fields.tsx";

interface Issued {
  readonly serial: string;
  readonly path: string;
  readonly version: number;
  readonly isPending: boolean;
}

/** Signs the passport of one battery and says where it is. */
export function IssueForm({
  modelId,
  template,
  batches,
}: {
  readonly modelId: string;
  readonly template: ItemTemplate;
  /** Numbers of the batches there are. */
  readonly batches: readonly string[];
}) {
  const { t, language } = useText();
  const { t: b } = useTextOf("batteries");
  const form = useId();
  const { act, running, failure } = useAct();
  const router = useRouter();
  const [issued, setIssued] = useState<Issued | null>(null);
  const attributes = [...template.owed, ...template.others];
  const names = Object.fromEntries(
    [...attributes, ...template.modelTitles].map(({ id, title }) => [id, title[language]]),
  );
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
          {
            name: "batchNumber",
            label: b("issue.batchNumber"),
            help: b("issue.batchHelp"),
            optional: true,
            suggestions: batches,
          },
          {
            name: "chineseCode",
            label: b("issue.chineseCode"),
            help: b("issue.chineseCodeHelp"),
            optional: true,
          },
        ]}
        names={names}
        onSubmit={async (typed, all) => {
          const stated = attributes.flatMap(({ id, type }) => {
            const value = typedValue(type, typedOf(prefixOf(id), all));
            return value === null ? [] : [[id, value] as const];
          });
          const order = {
            modelId,
            serial: typed("serial"),
            manufacturedOn: typed("manufacturedOn"),
            placedOnMarketOn: typed("placedOnMarketOn") || undefined,
            batchNumber: typed("batchNumber") || undefined,
            chineseCode: typed("chineseCode") || undefined,
            attributes: Object.fromEntries(stated),
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
      >
        {template.owed.length === 0 ? null : (
          <fieldset className="stack">
            <legend>{b("issue.owed")}</legend>
            <p className="small muted">{b("issue.owedHelp", { day: day(language, template.dutyFrom) })}</p>
            <div className="form-grid">
              {template.owed.map((attribute) => (
                <ValueFields
                  key={attribute.id}
                  {...{ form, attribute, value: null, prefix: prefixOf(attribute.id) }}
                />
              ))}
            </div>
          </fieldset>
        )}
        {template.others.length === 0 ? null : (
          <details>
            <summary>{b("issue.others")}</summary>
            <div className="stack">
              {template.others.map((attribute) => (
                <fieldset key={attribute.id}>
                  <legend>{attribute.title[language]}</legend>
                  <p className="small muted">{attribute.about[language]}</p>
                  <ValueFields {...{ form, attribute, value: null, prefix: prefixOf(attribute.id) }} />
                </fieldset>
              ))}
            </div>
          </details>
        )}
      </FieldsForm>
    </div>
  );
}

function prefixOf(id: string): string {
  return `${id}:`;
}

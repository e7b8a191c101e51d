"use client";

import { useId } from "react";
import type { SubmitEvent } from "react";
import type { AttributeRow } from "../../../../../server/services/attribute/view.ts";
import { Field } from "../../../../_ui/field.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";
import { typedValue } from "./typed-value.ts";
import { ValueFields } from "./value-fields.tsx";

/** States one data point, why it does not apply, or that it is shown although it is barred. */
export function AttributeForm({
  modelId,
  lock,
  row,
  shown,
}: {
  readonly modelId: string;
  readonly lock: number;
  readonly row: AttributeRow;
  /** Barred attributes that are shown as voluntary now, all of them. */
  readonly shown: readonly string[];
}) {
  const { t } = useTextOf("attributes");
  const { act, running, failure } = useAct();
  const form = useId();
  const { attribute, value, notApplicable, outcome } = row;
  const { id } = attribute;
  const hasQuestion = attribute.condition !== undefined || attribute.exemption !== undefined;

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = new Map([...data.keys()].map((name) => [name, textOfEntry(data.get(name))]));
    const why = typed.get("why") ?? "";
    const others = shown.filter((one) => one !== id);
    await act(() =>
      trpc.model.state.mutate({
        ...{ id: modelId, lock },
        values: { [id]: typedValue(attribute.type, typed) },
        ...(hasQuestion ? { notApplicable: { [id]: why === "" ? null : why } } : {}),
        ...(outcome === "barred"
          ? { shownVoluntarily: typed.has("voluntarily") ? [...others, id] : others }
          : {}),
      }),
    );
  }

  return (
    <form method="post" className="form" noValidate onSubmit={(event) => void save(event)}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <ValueFields form={form} attribute={attribute} value={value} />
      {value === null ? null : <p className="small muted">{t("clear")}</p>}
      {hasQuestion ? (
        <Field form={form} name="why" label={t("notApplicable")} help={t("notApplicableHelp")}>
          {(control) => (
            <input {...control} type="text" autoComplete="off" defaultValue={notApplicable ?? ""} />
          )}
        </Field>
      ) : null}
      {outcome === "barred" ? (
        <label className="row">
          <input type="checkbox" name="voluntarily" defaultChecked={row.shownVoluntarily} />
          {t("showVoluntarily")}
        </label>
      ) : null}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {t("save")}
        </button>
      </div>
    </form>
  );
}

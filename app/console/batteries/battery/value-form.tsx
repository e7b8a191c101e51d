"use client";

import { useId } from "react";
import type { SubmitEvent } from "react";
import type { Attribute } from "../../../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../../../server/domain/record/strict-json.ts";
import { Field } from "../../../_ui/field.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { typedValue } from "../../models/[id]/attributes/typed-value.ts";
import { ValueFields } from "../../models/[id]/attributes/value-fields.tsx";

/** States one data point of a battery. */
export function ValueForm({
  productUrl,
  lock,
  attribute,
  value,
  notApplicable,
  hasQuestion,
}: {
  readonly productUrl: string;
  readonly lock: string;
  readonly attribute: Attribute;
  /** What was stated before. */
  readonly value: JsonValue;
  /** Why it does not apply to this battery, where that is stated. */
  readonly notApplicable: string | null;
  /** Whether the law knows a condition or an exemption for it. */
  readonly hasQuestion: boolean;
}) {
  const { t } = useTextOf("attributes");
  const { act, running, failure } = useAct();
  const form = useId();
  const { id } = attribute;

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = new Map([...data.keys()].map((name) => [name, textOfEntry(data.get(name))]));
    const stated = typedValue(attribute.type, typed);
    const why = typed.get("why") ?? "";
    await act(() =>
      trpc.item.state.mutate({
        ...{ productUrl, lock },
        // What is not stated and was not stays so: no version is due for a reason.
        values: stated === null && value === null ? {} : { [id]: stated },
        ...(hasQuestion ? { notApplicable: { [id]: why === "" ? null : why } } : {}),
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
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {t("save")}
        </button>
      </div>
    </form>
  );
}

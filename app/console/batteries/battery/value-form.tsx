"use client";

import { useId } from "react";
import type { SubmitEvent } from "react";
import type { Attribute } from "../../../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../../../server/domain/record/strict-json.ts";
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
}: {
  readonly productUrl: string;
  readonly lock: string;
  readonly attribute: Attribute;
  /** What was stated before. */
  readonly value: JsonValue;
}) {
  const { t } = useTextOf("attributes");
  const { act, running, failure } = useAct();
  const form = useId();

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = new Map([...data.keys()].map((name) => [name, textOfEntry(data.get(name))]));
    const values = { [attribute.id]: typedValue(attribute.type, typed) };
    await act(() => trpc.item.state.mutate({ productUrl, lock, values }));
  }

  return (
    <form method="post" className="form" noValidate onSubmit={(event) => void save(event)}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <ValueFields form={form} attribute={attribute} value={value} />
      {value === null ? null : <p className="small muted">{t("clear")}</p>}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {t("save")}
        </button>
      </div>
    </form>
  );
}

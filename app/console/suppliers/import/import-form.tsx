"use client";

import Link from "next/link";
import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { SupplierFootprintView } from "../../../../server/services/supplier/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { Field } from "../../../_ui/field.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { asStated, unitShown } from "../../../_ui/shown.ts";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

const largestDocument = 1_000_000;

/** A file or a pasted text; what is wrong with it is listed member by member, and nothing of it is kept. */
export function ImportForm({
  operators,
}: {
  readonly operators: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t: l } = useTextOf("library");
  const { language, problem } = useText();
  const { act, running, failure, setFailure } = useAct();
  const [missing, setMissing] = useState<string | null>(null);
  const [kept, setKept] = useState<SupplierFootprintView | null>(null);
  const form = useId();
  const element = useRef<HTMLFormElement>(null);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    const pasted = textOfEntry(data.get("document"));
    setKept(null);
    setFailure(null);
    const isFile = file instanceof File && file.size > 0;
    const isTooLarge = (isFile ? file.size : pasted.length) > largestDocument;
    const lack =
      !isFile && pasted === "" ? l("imported.nothing") : isTooLarge ? l("imported.tooLarge") : null;
    setMissing(lack);
    if (lack !== null) return;
    const operatorId = textOfEntry(data.get("operatorId"));
    const done = await act(async () =>
      trpc.supplier.importFootprint.mutate({ operatorId, document: isFile ? await file.text() : pasted }),
    );
    if (done === null) return;
    setKept(done.done);
    element.current?.reset();
  }

  const isRefused = failure !== null && failure.refusal === "INVALID_INPUT";
  return (
    <form
      method="post"
      ref={element}
      id={form}
      className="form"
      noValidate
      onSubmit={(event) => void send(event)}
    >
      {kept === null ? null : (
        <Notice
          tone="good"
          live
          title={l("imported.done", {
            ...{ product: kept.productName, supplier: kept.supplierName },
            ...{ value: asStated(kept.value), unit: unitShown(kept.unit, language) },
          })}
        >
          <p>
            <Link href={`/console/suppliers#${kept.id}`}>{l("imported.toList")}</Link>
          </p>
        </Notice>
      )}
      {isRefused ? (
        <Notice tone="danger" live title={l("imported.refused", { count: failure.problems.length })}>
          <p>{l("imported.refusedLead")}</p>
          <ul>
            {failure.problems.map((one) => (
              <li key={`${one.code} ${one.path}`}>
                <code>{one.path === "document" ? l("imported.wholeDocument") : one.path}</code>:{" "}
                {problem(one)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <FailureNotice failure={failure} form={form} fields={{}} />
      )}
      <div className="form-grid">
        <Field form={form} name="operatorId" label={l("imported.operator")}>
          {(control) => (
            <select {...control}>
              {operators.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          form={form}
          name="file"
          label={l("imported.file")}
          help={l("imported.fileHelp")}
          error={missing ?? undefined}
        >
          {(control) => <input {...control} type="file" accept="application/json,.json" />}
        </Field>
      </div>
      <Field form={form} name="document" label={l("imported.document")}>
        {(control) => (
          <textarea {...control} rows={12} spellCheck={false} autoComplete="off" className="identifier" />
        )}
      </Field>
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? l("imported.running") : l("imported.submit")}
        </button>
      </div>
    </form>
  );
}

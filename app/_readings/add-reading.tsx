"use client";

import { useState } from "react";
import type { Problem } from "../../server/domain/problem.ts";
import type { Addable } from "../../server/services/reading/summarise.ts";
import { useText } from "../_ui/console-text.tsx";
import { FailureNotice } from "../_ui/failure-notice.tsx";
import { Field } from "../_ui/field.tsx";
import { useTextOf } from "../_ui/more-text.tsx";
import { Notice } from "../_ui/notice.tsx";
import { unitShown } from "../_ui/shown.ts";
import { bracketed } from "../_ui/signs.ts";
import { trpc } from "../_ui/trpc-client.ts";
import { useAct } from "../_ui/use-act.ts";

interface AddReadingProps {
  readonly productUrl: string;
  readonly addable: readonly Addable[];
}

interface Added {
  readonly outcome: "kept" | "known" | "refused";
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

const form = "add-reading";

/** One reading by hand: the fields follow what one reading of the data point is. */
export function AddReading({ productUrl, addable }: AddReadingProps) {
  const { language, problem } = useText();
  const { t } = useTextOf("readings");
  const { act, running, failure } = useAct();
  const [chosen, setChosen] = useState(
    (addable.find(({ form: { kind } }) => kind === "number") ?? addable[0])?.id ?? "",
  );
  const [added, setAdded] = useState<Added | null>(null);
  const point = addable.find(({ id }) => id === chosen);
  if (point === undefined) return null;

  async function send(data: FormData, sent: HTMLFormElement): Promise<void> {
    const given = (name: string) => {
      const entry = data.get(name);
      return typeof entry === "string" ? entry : "";
    };
    const members = point?.form.kind === "number" ? [] : (point?.form.type.members ?? []);
    const done = await act(() =>
      trpc.reading.record.mutate({
        ...{ productUrl, attribute: chosen, method: given("method") },
        measuredAt: asUtc(given("measuredAt")),
        value:
          members.length === 0
            ? given("value")
            : Object.fromEntries(members.map(({ id }) => [id, given(`value.${id}`)])),
      }),
    );
    const [row] = done?.done.rows ?? [];
    setAdded(row ?? null);
    if (row !== undefined && row.outcome !== "refused") sent.reset();
  }

  const optional = (label: string) => `${label}${bracketed(language, t("add.optional"))}`;
  const at = (path: string) => {
    const found = added?.problems.find((one) => one.path === path);
    return found === undefined ? undefined : problem(found);
  };
  const told = added?.problems.filter(({ path }) => !["value", "measuredAt", "method"].includes(path)) ?? [];
  return (
    <section className="section on-screen">
      <h2>{t("add.title")}</h2>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget), event.currentTarget);
        }}
      >
        <FailureNotice failure={failure} form={form} fields={{}} />
        {added === null ? null : added.outcome === "refused" ? (
          <Notice tone="danger" title={t("add.refused")} live>
            {(told.length > 0 ? told : added.problems).map((one) => (
              <p key={`${one.code} ${one.path}`}>{problem(one)}</p>
            ))}
          </Notice>
        ) : (
          <Notice
            tone={added.warnings.length > 0 ? "warn" : "good"}
            title={t(
              added.warnings.length > 0
                ? "add.keptWarned"
                : added.outcome === "kept"
                  ? "add.kept"
                  : "add.known",
            )}
            live
          >
            {added.warnings.map((one) => (
              <p key={one.code}>{problem(one)}</p>
            ))}
          </Notice>
        )}
        <Field form={form} name="attribute" label={t("add.attribute")} help={point.about[language]}>
          {(control) => (
            <select
              {...control}
              value={chosen}
              onChange={(event) => {
                setChosen(event.target.value);
                setAdded(null);
              }}
            >
              {addable.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title[language]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {point.form.kind === "number" ? (
          <Field
            form={form}
            name="value"
            label={t("add.value")}
            help={
              point.unit === null ? t("add.noUnit") : t("add.unit", { unit: unitShown(point.unit, language) })
            }
            error={at("value")}
          >
            {(control) => (
              <input {...control} key={chosen} type="text" inputMode="decimal" autoComplete="off" required />
            )}
          </Field>
        ) : (
          point.form.type.members.map(({ id, title, type, unit, required }) => (
            <Field
              key={`${chosen} ${id}`}
              form={form}
              name={`value.${id}`}
              label={required && type.kind !== "day" ? title[language] : optional(title[language])}
              help={unit === null ? undefined : t("add.unit", { unit: unitShown(unit, language) })}
              error={at(`value.${id}`)}
            >
              {(control) =>
                type.kind === "choice" ? (
                  <select {...control} required={required}>
                    {type.values.map((choice) => (
                      <option key={choice.value} value={choice.value}>
                        {choice.title[language]}
                      </option>
                    ))}
                  </select>
                ) : (
                  <input
                    {...control}
                    type={type.kind === "day" ? "date" : "text"}
                    required={required && type.kind !== "day"}
                  />
                )
              }
            </Field>
          ))
        )}
        <Field form={form} name="measuredAt" label={t("add.measuredAt")} error={at("measuredAt")}>
          {(control) => <input {...control} type="datetime-local" step="1" required />}
        </Field>
        <Field
          form={form}
          name="method"
          label={optional(t("add.method"))}
          help={t("add.methodHelp")}
          error={at("method")}
        >
          {(control) => <input {...control} type="text" maxLength={500} />}
        </Field>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {t("add.submit")}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What a browser gives for a date and time, said to be UTC: seconds are left out when they are zero. */
function asUtc(local: string): string {
  return local === "" ? "" : `${local.length === 16 ? `${local}:00` : local}Z`;
}

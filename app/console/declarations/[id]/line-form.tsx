"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { LineChanges } from "../../../../server/services/footprint/edit-line.ts";
import type { LineView } from "../../../../server/services/footprint/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import { Field } from "../../../_ui/field.tsx";
import type { ControlProps } from "../../../_ui/field.tsx";
import { unitShown } from "../../../_ui/shown.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** A library factor as it is offered. */
export interface FactorChoice {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly geography: string;
  readonly year: number;
  readonly sourceTitle: string;
}

interface LineFormProps {
  /** The declaration. */
  readonly id: string;
  readonly lock: number;
  readonly line: LineView;
  readonly name: string;
  readonly factors: readonly FactorChoice[];
  /** Closes the form and puts the focus back where it came from. */
  readonly onLeave: () => void;
}

type TextField = Extract<
  keyof LineChanges,
  | "amount"
  | "amountUnit"
  | "distance"
  | "distanceUnit"
  | "factorValue"
  | "factorUnit"
  | "recycledShare"
  | "recycledFactorValue"
  | "recycledFactorUnit"
  | "electricityModel"
  | "dataKind"
  | "sourceEn"
  | "sourceZh"
>;

/**
 * Changes one line where it stands. Enter saves, Escape leaves everything as it was. Only what was really changed is
 * sent; what is refused is marked at its field, and what was typed stays.
 */
export function LineForm({ id, lock, line, name, factors, onLeave }: LineFormProps) {
  const { t, words, problem } = useText();
  const { act, running, failure } = useAct();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const [factorId, setFactorId] = useState(line.factor?.id ?? "");
  const [wanted, setWanted] = useState("");
  useEffect(() => first.current?.select(), []);
  // Once a refusal has marked its fields, the first of them takes the focus.
  useEffect(() => {
    if (failure !== null)
      document.getElementById(form)?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure, form]);

  const initial: Readonly<Record<TextField, string>> = {
    amount: line.amount?.value ?? "",
    amountUnit: line.amount?.unit ?? "",
    distance: line.distance?.value ?? "",
    distanceUnit: line.distance?.unit ?? "",
    factorValue: line.factor?.value ?? "",
    factorUnit: line.factor?.unit ?? "",
    recycledShare: line.recycledShare ?? "",
    recycledFactorValue: "",
    recycledFactorUnit: "",
    electricityModel: line.electricityModel ?? "",
    dataKind: line.dataKind,
    sourceEn: line.sourceEn,
    sourceZh: line.sourceZh,
  };

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const changes = changesIn(new FormData(event.currentTarget), initial, line.factor?.id ?? "");
    if (Object.keys(changes).length === 0) return onLeave();
    const saved = await act(() => trpc.footprint.changeLine.mutate({ id, code: line.code, lock, changes }));
    if (saved !== null) onLeave();
  }

  async function remove(): Promise<void> {
    const gone = await act(() => trpc.footprint.removeLine.mutate({ id, code: line.code, lock }));
    if (gone !== null) onLeave();
  }

  const text = (
    field: TextField,
    label: string,
    more: { readonly help?: string; readonly decimal?: boolean } = {},
  ) => {
    const found = problemAt(failure, field);
    return (
      <Field
        form={form}
        name={field}
        label={label}
        help={more.help}
        error={found === undefined ? undefined : problem(found)}
      >
        {(control) => (
          <input
            {...control}
            ref={field === "amount" ? first : undefined}
            type="text"
            autoComplete="off"
            spellCheck={false}
            inputMode={more.decimal === true ? "decimal" : undefined}
            className={more.decimal === true ? "number" : undefined}
            defaultValue={initial[field]}
          />
        )}
      </Field>
    );
  };

  const choice = (field: TextField, label: string, options: readonly (readonly [string, string])[]) => {
    const found = problemAt(failure, field);
    return (
      <Field form={form} name={field} label={label} error={found === undefined ? undefined : problem(found)}>
        {(control) => (
          <select {...control} defaultValue={initial[field]}>
            {options.map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  };

  const found = problemAt(failure, "factorId");
  return (
    <form
      id={form}
      className="form"
      noValidate
      aria-label={t("declaration.editLine", { name })}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !(event.target instanceof HTMLDialogElement))
          onLeave();
      }}
    >
      <FailureNotice failure={failure} form={form} fields={words.field} />
      <div className="form-grid">
        {text("amount", t("declaration.amount"), { decimal: true })}
        {text("amountUnit", t("declaration.amountUnit"), { help: t("declaration.amountUnitHelp") })}
        {line.kind === "transport" ? (
          <>
            {text("distance", t("declaration.distance"), { decimal: true })}
            {text("distanceUnit", t("declaration.distanceUnit"))}
          </>
        ) : null}
        {line.kind === "electricity"
          ? choice(
              "electricityModel",
              t("declaration.electricityModel"),
              Object.entries(words.electricityModel),
            )
          : null}
        {choice("dataKind", t("declaration.dataKind"), Object.entries(words.dataKind))}
      </div>
      <div className="form-grid">
        <Field
          form={form}
          name="factorFind"
          label={t("declaration.factorFind")}
          help={t("declaration.factorFindHelp")}
        >
          {(control) => (
            <input
              {...control}
              type="search"
              autoComplete="off"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                // Enter here picks the way on, not the end: the list below is now short.
                event.preventDefault();
                document.getElementById(`${form}-factorId`)?.focus();
              }}
            />
          )}
        </Field>
        <Field
          form={form}
          name="factorId"
          label={t("declaration.factorChoice")}
          error={found === undefined ? undefined : problem(found)}
        >
          {(control) => (
            <FactorSelect
              control={control}
              factors={factors}
              wanted={wanted}
              chosen={factorId}
              onChoose={setFactorId}
            />
          )}
        </Field>
        {factorId === "" ? (
          <>
            {text("factorValue", t("declaration.factorValue"), { decimal: true })}
            {text("factorUnit", t("declaration.factorUnit"), { help: t("declaration.factorUnitHelp") })}
          </>
        ) : null}
      </div>
      {line.kind === "material" ? (
        <details open={line.recycledShare !== null || undefined}>
          <summary>{t("field.recycledShare")}</summary>
          <div className="form-grid">
            {text("recycledShare", t("declaration.recycledShare"), { decimal: true })}
            {text("recycledFactorValue", t("declaration.recycledFactorValue"), { decimal: true })}
            {text("recycledFactorUnit", t("declaration.recycledFactorUnit"), {
              help: t("declaration.factorUnitHelp"),
            })}
          </div>
        </details>
      ) : null}
      <div className="form-grid">
        {text("sourceEn", t("declaration.sourceEn"))}
        {text("sourceZh", t("declaration.sourceZh"))}
      </div>
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : t("action.save")}
        </button>
        <button type="button" onClick={onLeave}>
          {t("action.cancel")}
        </button>
        <Dialog
          opener={t("declaration.removeLine")}
          openerClass="button-quiet"
          offered
          title={t("declaration.removeLine")}
        >
          <p>{t("declaration.removeConfirm", { name })}</p>
          <div className="actions">
            <button type="button" className="button-danger" disabled={running} onClick={() => void remove()}>
              {t("action.remove")}
            </button>
            <CloseDialog label={t("action.cancel")} />
          </div>
        </Dialog>
      </div>
    </form>
  );
}

interface FactorSelectProps {
  readonly control: ControlProps;
  readonly factors: readonly FactorChoice[];
  /** Part of name, place or source the offered ones must have. */
  readonly wanted: string;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The library, narrowed by what was typed above it; the chosen factor is always among those offered. */
function FactorSelect({ control, factors, wanted, chosen, onChoose }: FactorSelectProps) {
  const { t } = useText();
  const part = wanted.trim().toLowerCase();
  const offered = factors.filter(
    ({ id, name, unit, geography, sourceTitle }) =>
      id === chosen ||
      [id, name, unit, geography, sourceTitle].some((text) => text.toLowerCase().includes(part)),
  );
  return (
    <select {...control} value={chosen} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{t("declaration.factorOwn")}</option>
      {offered.map(({ id, name, value, unit, geography, year }) => (
        <option key={id} value={id}>
          {name}: {value} {unitShown(unit)}, {geography} {year}
        </option>
      ))}
    </select>
  );
}

/** What was really changed. An own factor goes as a whole, because it takes the place of the library's. */
function changesIn(
  data: FormData,
  initial: Readonly<Record<TextField, string>>,
  factorBefore: string,
): LineChanges {
  const typed = (field: string) => {
    const value = data.get(field);
    return typeof value === "string" ? value.trim() : undefined;
  };
  const changed = Object.entries(initial).flatMap(([field, before]) => {
    const now = typed(field);
    return now === undefined || now === before ? [] : [[field, now] as const];
  });
  const factorNow = typed("factorId") ?? factorBefore;
  const factor: LineChanges =
    factorNow === factorBefore
      ? {}
      : factorNow === ""
        ? { factorValue: typed("factorValue") ?? "", factorUnit: typed("factorUnit") ?? "" }
        : { factorId: factorNow };
  return { ...Object.fromEntries(changed), ...factor };
}

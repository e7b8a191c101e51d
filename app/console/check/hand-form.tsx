"use client";

import { mainStages } from "../../../server/domain/report-check/stage-names.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { useKeptForm } from "./kept-form.ts";
import { StatementFields } from "./statement-fields.tsx";
import { emptyForm, emptyRow, silent } from "./report-form.ts";
import type { ReportForm, ReportFormRow } from "./report-form.ts";

/** A report entered by hand. Nothing typed is lost by a reload, another language or a look at another screen. */
export function HandForm({ onCheck }: { readonly onCheck: (form: ReportForm) => void }) {
  const { t, words } = useTextOf("check");
  const [form, change] = useKeptForm();
  const { fields, stages, rows } = form;
  const setField = (name: string, value: string) => change({ ...form, fields: { ...fields, [name]: value } });
  const setRow = (index: number, changes: Partial<ReportFormRow>) =>
    change({ ...form, rows: rows.map((row, at) => (at === index ? { ...row, ...changes } : row)) });

  const textField = (name: keyof typeof words.field, label: string = words.field[name]) => (
    <Field form="report" name={name} label={label}>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          maxLength={500}
          value={fields[name] ?? ""}
          onChange={({ target }) => setField(name, target.value)}
        />
      )}
    </Field>
  );

  /** Number and unit beside each other under one name. */
  const quantityField = (name: "functionalUnit" | "total" | "output" | "intensity") => (
    <fieldset className="quantity-field">
      <legend>{words.field[name]}</legend>
      <input
        type="text"
        inputMode="decimal"
        className="number"
        autoComplete="off"
        maxLength={100}
        aria-label={`${words.field[name]}: ${words.field.number}`}
        value={fields[name] ?? ""}
        onChange={({ target }) => setField(name, target.value)}
      />
      <input
        type="text"
        autoComplete="off"
        maxLength={100}
        aria-label={`${words.field[name]}: ${words.field.unit}`}
        value={fields[`${name}Unit`] ?? ""}
        onChange={({ target }) => setField(`${name}Unit`, target.value)}
      />
    </fieldset>
  );

  const choice = (
    name: keyof typeof words.field,
    options: readonly (readonly [value: string, label: string])[],
  ) => (
    <Field form="report" name={name} label={words.field[name]}>
      {(control) => (
        <select
          {...control}
          value={fields[name] ?? ""}
          onChange={({ target }) => setField(name, target.value)}
        >
          <option value="">{words.option.unsaid}</option>
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const yesNo = [
    ["yes", words.option.yes],
    ["no", words.option.no],
  ] as const;

  return (
    <form
      method="post"
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onCheck(form);
      }}
    >
      <p className="muted">{t("formLead")}</p>

      <h3>{words.field.numbers}</h3>
      <div className="form-grid">
        {textField("product")}
        {quantityField("functionalUnit")}
        {quantityField("total")}
        {quantityField("output")}
        {quantityField("intensity")}
      </div>

      <h3>{words.field.boundary}</h3>
      <div className="form-grid">
        {choice("boundary", Object.entries(words.boundaryType))}
        <fieldset>
          <legend>{words.field.stages}</legend>
          {mainStages.map((stage) => (
            <label key={stage} className="check-line">
              <input
                type="checkbox"
                checked={stages.includes(stage)}
                onChange={({ target }) =>
                  change({
                    ...form,
                    stages: mainStages.filter((one) =>
                      one === stage ? target.checked : stages.includes(one),
                    ),
                  })
                }
              />
              <span>{words.stageName[stage]}</span>
            </label>
          ))}
        </fieldset>
        {stages.length === 0 ? null : (
          <fieldset className="stage-sums">
            <legend>{words.field.stageTable}</legend>
            {mainStages
              .filter((stage) => stages.includes(stage))
              .map((stage) => (
                <div key={stage} className="stage-sum">
                  <span>{words.stageName[stage]}</span>
                  {(["stage", "share"] as const).map((kind) => (
                    <input
                      key={kind}
                      type="text"
                      inputMode="decimal"
                      className="number"
                      autoComplete="off"
                      maxLength={100}
                      placeholder={kind === "stage" ? (fields["totalUnit"] ?? "") : "%"}
                      aria-label={`${words.stageName[stage]}: ${kind === "stage" ? words.field.total : words.field.share}`}
                      value={fields[`${kind}.${stage}`] ?? ""}
                      onChange={({ target }) => setField(`${kind}.${stage}`, target.value)}
                    />
                  ))}
                </div>
              ))}
          </fieldset>
        )}
      </div>

      <h3>{words.field.rows}</h3>
      <div className="table-frame">
        <table className="report-rows">
          <thead>
            <tr>
              {[
                words.field.stage,
                words.field.rowName,
                words.field.amount,
                words.field.unit,
                words.field.factor,
                words.field.unit,
                words.field.emission,
                words.field.unit,
              ].map((heading, index) => (
                <th key={`${heading} ${index}`} scope="col">
                  {heading}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <ReportRow
                // A row has no name of its own: its place is what it is.
                // oxlint-disable-next-line react/no-array-index-key
                key={index}
                row={row}
                number={index + 1}
                onChange={(changes) => setRow(index, changes)}
                onRemove={
                  rows.length === 1
                    ? null
                    : () => change({ ...form, rows: rows.filter((_, at) => at !== index) })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="actions">
        <button
          type="button"
          disabled={rows.length >= 200}
          onClick={() => change({ ...form, rows: [...rows, emptyRow] })}
        >
          {t("field.addRow")}
        </button>
      </div>

      <h3>{words.field.years}</h3>
      <div className="form-grid">
        {textField("activityYear")}
        {textField("baseYear")}
        {choice(
          "gwpSet",
          ["AR6", "AR5", "AR4", "SAR"].map((set) => [set, set] as const),
        )}
        {textField("siteRegion")}
        {choice("electricity", [...Object.entries(words.electricityModel), [silent, words.option.nothing]])}
        {choice("outputKind", [
          ["production", words.option.production],
          ["capacity", words.option.capacity],
        ])}
        {choice("capacityKind", [
          ["usable", words.option.usable],
          ["rated", words.option.rated],
        ])}
      </div>

      <h3>{words.field.words}</h3>
      <div className="form-grid">
        {textField("standards")}
        {textField("chemistries")}
        {textField("author")}
        {textField("verifier")}
        {choice("signed", yesNo)}
        {choice("dqr", yesNo)}
        {choice("amounts", yesNo)}
        {choice("factors", yesNo)}
      </div>
      <Field form="report" name="text" label={words.field.text}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            value={fields["text"] ?? ""}
            onChange={({ target }) => setField("text", target.value)}
          />
        )}
      </Field>

      <h3>{words.field.statements}</h3>
      <StatementFields
        statements={form.statements}
        onChange={(statements) => change({ ...form, statements })}
      />
      <div className="actions">
        <button type="submit" className="button-primary">
          {t("checkForm")}
        </button>
        <button type="button" className="button-quiet" onClick={() => change(emptyForm)}>
          {t("clearForm")}
        </button>
      </div>
    </form>
  );
}

interface ReportRowProps {
  readonly row: ReportFormRow;
  /** From 1. */
  readonly number: number;
  readonly onChange: (changes: Partial<ReportFormRow>) => void;
  /** Null for the only row. */
  readonly onRemove: (() => void) | null;
}

function ReportRow({ row, number, onChange, onRemove }: ReportRowProps) {
  const { t, words } = useTextOf("check");
  const cells = [
    ["name", words.field.rowName],
    ["amount", words.field.amount],
    ["amountUnit", `${words.field.amount}, ${words.field.unit}`],
    ["factor", words.field.factor],
    ["factorUnit", `${words.field.factor}, ${words.field.unit}`],
    ["emission", words.field.emission],
    ["emissionUnit", `${words.field.emission}, ${words.field.unit}`],
  ] as const;
  const labelOf = (field: string) => t("field.rowLabel", { field, number: String(number) });
  return (
    <tr>
      <td>
        <select
          aria-label={labelOf(words.field.stage)}
          value={row.stage}
          onChange={({ target }) => onChange({ stage: target.value })}
        >
          <option value="" />
          {mainStages.map((stage) => (
            <option key={stage} value={stage}>
              {words.stageName[stage]}
            </option>
          ))}
        </select>
      </td>
      {cells.map(([field, label]) => (
        <td key={field}>
          <input
            type="text"
            autoComplete="off"
            maxLength={200}
            className={["amount", "factor", "emission"].includes(field) ? "number" : undefined}
            aria-label={labelOf(label)}
            value={row[field]}
            onChange={({ target }) => onChange({ [field]: target.value })}
          />
        </td>
      ))}
      <td>
        {onRemove === null ? null : (
          <button
            type="button"
            className="button-quiet"
            aria-label={t("field.removeRow", { number: String(number) })}
            onClick={onRemove}
          >
            ×
          </button>
        )}
      </td>
    </tr>
  );
}

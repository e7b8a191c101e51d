"use client";

import { useState } from "react";
import type { DataQuality } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { parseUnit } from "../../../../server/domain/quantity/unit.ts";
import type { Dimension } from "../../../../server/domain/quantity/unit.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { Field, fieldId } from "../../../_ui/field.tsx";
import { unitShown } from "../../../_ui/shown.ts";
import { signs } from "../../../_ui/signs.ts";

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
  readonly supplierFootprintId: string | null;
  /** How good the data behind the factor are, where whoever made it says so. */
  readonly quality: DataQuality | null;
}

interface FactorPickerProps {
  readonly form: string;
  /** Name of the select; that of the search field above it ends with `Find`. */
  readonly name: string;
  readonly labels: { readonly find: string; readonly choice: string };
  readonly error?: string | undefined;
  readonly factors: readonly FactorChoice[];
  /** What the factor must count for each unit of; null for any. */
  readonly per: Dimension | null;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The library, narrowed by what was typed above it; the chosen factor is always among those offered. */
export function FactorPicker(props: FactorPickerProps) {
  const { form, name, labels, error, factors, per, chosen, onChoose } = props;
  const { language, t } = useText();
  const { colon, comma } = signs(language);
  const [wanted, setWanted] = useState("");
  const part = wanted.trim().toLowerCase();
  const offered = factors.filter(
    (factor) =>
      factor.id === chosen ||
      ((per === null || parseUnit(factor.unit)?.per?.dimension === per) &&
        [factor.id, factor.name, factor.unit, factor.geography, factor.sourceTitle].some((text) =>
          text.toLowerCase().includes(part),
        )),
  );
  return (
    <>
      <Field form={form} name={`${name}Find`} label={labels.find} help={t("declaration.factorFindHelp")}>
        {(control) => (
          <input
            {...control}
            type="search"
            autoComplete="off"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              // Enter here picks the way on, not the end: the list beside it is now short.
              event.preventDefault();
              document.getElementById(fieldId(form, name))?.focus();
            }}
          />
        )}
      </Field>
      <Field form={form} name={name} label={labels.choice} error={error}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => onChoose(event.target.value)}>
            <option value="">{t("declaration.factorOwn")}</option>
            {offered.map(({ id, name: title, value, unit, geography, year }) => (
              <option key={id} value={id}>
                {`${title}${colon}${value} ${unitShown(unit, language)}${comma}${geography} ${year}`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
